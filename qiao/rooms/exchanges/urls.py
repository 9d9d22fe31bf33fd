"""Addresses of the room, below the language."""

from django.urls import URLPattern, URLResolver, path

from qiao.rooms.exchanges.views import delegation, exchange

app_name = "exchanges"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", exchange.exchanges, name="exchanges"),
    path("<uuid:pk>/", exchange.exchange, name="exchange"),
    path("delegations/<uuid:pk>/", delegation.delegation, name="delegation"),
]
