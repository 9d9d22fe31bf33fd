"""Pages are shown in the reader's time zone, and an idle session ends."""

from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from qiao.rooms.accounts.idleness import is_idle, note_activity


class ReaderMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and is_idle(request.session):
            UserSession.objects.filter(session_key=request.session.session_key).delete()
            logout(request)
        if not request.user.is_authenticated:
            return self.get_response(request)
        note_activity(request)
        with timezone.override(request.user.zone):
            return self.get_response(request)
