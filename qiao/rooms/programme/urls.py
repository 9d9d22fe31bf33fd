"""Addresses of the room, below the language."""

from django.urls import URLPattern, URLResolver

from qiao.rooms.programme import urls_public

app_name = "programme"
urlpatterns: list[URLPattern | URLResolver] = [*urls_public.patterns]
