"""Sessions are rows of the sign-in library beside the framework's own; both end together."""

from collections.abc import Iterable
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User


def sessions_of(user: User) -> list[UserSession]:
    """Live sessions, newest first."""
    live = UserSession.objects.purge_and_list(user)
    return sorted(live, key=lambda session: session.last_seen_at, reverse=True)


@transaction.atomic
def end_session(actor: User, session: UserSession) -> None:
    require(actor, "accounts.end_session", session)
    end(session)
    record(actor, "accounts.session.ended", session.user)


@transaction.atomic
def end_sessions(actor: User, sessions: Iterable[UserSession]) -> int:
    count = 0
    for session in sessions:
        end_session(actor, session)
        count += 1
    return count


@transaction.atomic
def end_other_sessions(user: User, current_key: str | None) -> int:
    """After a password or a factor changed: whoever else is signed in must prove themselves again."""
    others = UserSession.objects.filter(user=user).exclude(session_key=current_key or "")
    return _end_all(others, user)


def end_all_sessions(user: User) -> int:
    return end_other_sessions(user, None)


def end(session: UserSession) -> None:
    engine = import_module(settings.SESSION_ENGINE)
    engine.SessionStore().delete(session.session_key)
    session.delete()


def _end_all(sessions: Iterable[UserSession], user: User) -> int:
    count = 0
    for session in sessions:
        end(session)
        count += 1
    if count:
        record(user, "accounts.sessions.ended", user)
    return count
