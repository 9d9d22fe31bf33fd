"""Addresses of the room, below the language."""

from django.urls import URLPattern, URLResolver

app_name = "finding"
urlpatterns: list[URLPattern | URLResolver] = []
