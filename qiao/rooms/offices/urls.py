"""Addresses of the room, below the language."""

from django.urls import URLPattern, URLResolver

app_name = "offices"
urlpatterns: list[URLPattern | URLResolver] = []
