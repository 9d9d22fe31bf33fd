from django import template
from django.template import Context

from qiao.rooms.exchanges.doors import Door, doors_of_delegation, doors_of_exchange

register = template.Library()


@register.simple_tag(takes_context=True)
def exchange_doors(context: Context) -> list[Door]:
    return doors_of_exchange(context["exchange"], context["request"].user)


@register.simple_tag(takes_context=True)
def delegation_doors(context: Context) -> list[Door]:
    return doors_of_delegation(context["delegation"], context["request"].user)
