"""Addresses of the room, below the language."""

from django.urls import URLPattern, URLResolver, path

from qiao.rooms.offers.views import host, own, waiting

app_name = "offers"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", own.offers, name="own"),
    path("intakes/<uuid:pk>/", host.board, name="board"),
    path("intakes/<uuid:pk>/giving/", host.giving, name="giving"),
    path("intakes/<uuid:pk>/settings/", waiting.settings, name="settings"),
    path("applications/<uuid:pk>/new/", host.offer_new, name="offer_new"),
    path("applications/<uuid:pk>/waiting/", waiting.waiting, name="waiting"),
    path("waiting/<uuid:pk>/rise/", waiting.rise, name="rise"),
    path("waiting/<uuid:pk>/fall/", waiting.fall, name="fall"),
    path("<uuid:pk>/", own.offer, name="offer"),
    path("<uuid:pk>/acceptance/", own.acceptance, name="acceptance"),
    path("<uuid:pk>/declining/", own.declining, name="declining"),
    path("<uuid:pk>/withdrawal/", host.withdrawal, name="withdrawal"),
    path("<uuid:pk>/extension/", host.extension, name="extension"),
]
