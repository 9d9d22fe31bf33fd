from django import template

from qiao.rooms.programme.itinerary import addresses

register = template.Library()
register.filter("itinerary_path", addresses.itinerary_path)
