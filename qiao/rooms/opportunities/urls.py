"""Addresses of the room, below the language."""

from django.urls import URLPattern, URLResolver, path

from qiao.rooms.opportunities.views import opportunity

app_name = "opportunities"
urlpatterns: list[URLPattern | URLResolver] = [
    path("<uuid:pk>/", opportunity.opportunity, name="opportunity"),
]
