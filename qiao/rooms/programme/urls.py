"""Addresses of the room, below the language."""

from django.urls import URLPattern, URLResolver

from qiao.rooms.programme import urls_public, urls_release

app_name = "programme"
urlpatterns: list[URLPattern | URLResolver] = [*urls_public.patterns, *urls_release.patterns]
