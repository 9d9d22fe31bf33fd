"""How long a session may lie idle and how long it may last, noted once an hour at most."""

import time

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils import timezone

HOUR = 3600
DAY = 24 * HOUR
SEEN, BEGAN = "accounts_seen", "accounts_began"


def is_idle(session: SessionBase) -> bool:
    now = time.time()
    idle = now - float(session.get(SEEN, now)) > settings.SESSION_IDLE_DAYS * DAY
    return idle or now - float(session.get(BEGAN, now)) > settings.SESSION_LONGEST_DAYS * DAY


def note_activity(request: HttpRequest) -> None:
    now = time.time()
    if now - request.session.get(SEEN, 0) < HOUR:
        return
    request.session[SEEN] = now
    request.session.setdefault(BEGAN, now)
    key = request.session.session_key
    UserSession.objects.filter(session_key=key).update(last_seen_at=timezone.now())
