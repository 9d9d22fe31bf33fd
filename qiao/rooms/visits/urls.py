"""Addresses of the room, below the language."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "visits"


def nothing(request: HttpRequest, pk: object) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [
    path("of/<uuid:pk>/", nothing, name="visits"),
    path("<uuid:pk>/", nothing, name="visit"),
]
