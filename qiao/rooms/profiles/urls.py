"""Addresses of the room, below the language."""

from django.urls import URLPattern, URLResolver

app_name = "profiles"
urlpatterns: list[URLPattern | URLResolver] = []
