"""An address at which calendar programs read one's own sessions: opened and made void by its owner alone."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.documents import calendar_address
from qiao.kit.documents.calendar import CalendarEvent, calendar_bytes
from qiao.rooms.accounts.models import User
from qiao.rooms.training.domain.step import rows
from qiao.rooms.training.invitation import event_of
from qiao.rooms.training.models import Enrolment, TrainingFeed

SALT = "qiao.training.feed"


@transaction.atomic
def open_feed(owner: User, *, actor: User, language: str) -> TrainingFeed:
    """The one that stands, or a new one."""
    require(actor, "training.open_feed", owner)
    if known := feed_of(owner):
        return known
    feed = TrainingFeed(user=owner, language=language)
    feed.full_clean(validate_constraints=False)
    try:
        with transaction.atomic():
            feed.save(force_insert=True)
    except IntegrityError:  # opened twice in the same moment
        return TrainingFeed.objects.standing().get(user=owner)
    record(actor, "training.feed.opened", feed)
    return feed


@transaction.atomic
def revoke_feed(feed: TrainingFeed, *, actor: User) -> None:
    """May be asked twice."""
    require(actor, "training.revoke_feed", feed)
    if TrainingFeed.objects.standing().filter(pk=feed.pk).update(revoked_at=timezone.now()):
        record(actor, "training.feed.revoked", feed)


def feed_of(owner: Any) -> TrainingFeed | None:
    return TrainingFeed.objects.standing().filter(user=owner).first()


def feed_url(feed: TrainingFeed) -> str:
    with override(feed.language):
        return f"{settings.BASE_URL}{reverse('training:feed', args=[token_of(feed.pk)])}"


def token_of(key: UUID) -> str:
    return calendar_address.token_of(key, SALT)


def feed_behind(token: str) -> TrainingFeed | None:
    """Nothing once it is void, or its owner may not sign in any more."""
    key = calendar_address.key_of(token, SALT)
    standing = TrainingFeed.objects.standing().filter(user__is_active=True)
    return standing.select_related("user").filter(pk=key).first() if key else None


def feed_calendar(feed: TrainingFeed) -> bytes:
    """In the language in which it was opened: the sessions of all trainings that the owner has not left."""
    own = rows().staying().filter(application__profile__user=feed.user)
    with override(feed.language):
        events = [
            event
            for enrolment in own.prefetch_related("cohort__sessions", "calls")
            for event in _events(enrolment)
        ]
        return calendar_bytes(events, name=_("My trainings"))


def _events(enrolment: Enrolment) -> list[CalendarEvent]:
    told = {call.event: call.sequence for call in enrolment.calls.all()}
    return [
        event_of(
            session,
            enrolment,
            key=session.pk,
            sequence=told.get(session.pk, 0),
            changed_at=session.updated_at,
        )
        for session in enrolment.cohort.sessions.all()
    ]
