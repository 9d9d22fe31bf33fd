"""Addresses of the room, below the language."""

from django.urls import URLPattern, URLResolver

app_name = "placement"
urlpatterns: list[URLPattern | URLResolver] = []
