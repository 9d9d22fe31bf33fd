"""Addresses of the room, below the language."""

from django.urls import URLPattern, URLResolver

app_name = "offers"
urlpatterns: list[URLPattern | URLResolver] = []
