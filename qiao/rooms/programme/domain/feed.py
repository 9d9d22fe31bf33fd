"""Calendar subscriptions: opened by who may read an itinerary, ended by the same person, at any time."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from qiao.kit.access import may, require
from qiao.kit.activity.record import record
from qiao.kit.documents import calendar_address
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.locking import locked_exchange
from qiao.rooms.programme.itinerary.subjects import PERMISSIONS, Subject, subject_of
from qiao.rooms.programme.models import CalendarFeed
from qiao.rooms.programme.releases.difference import Party, PartyKind

SALT = "qiao.programme.feed"


@transaction.atomic
def open_feed(subject: Subject, *, actor: User, language: str) -> CalendarFeed:
    """The one that stands, or a new one."""
    require(actor, PERMISSIONS[subject.party.kind], subject.row)
    locked_exchange(subject.exchange.pk)
    if known := feed_for(subject, actor):
        return known
    feed = CalendarFeed(exchange=subject.exchange, user=actor, language=language)
    setattr(feed, subject.party.kind.value, subject.row)
    feed.full_clean()
    feed.save(force_insert=True)
    record(actor, "programme.feed.opened", subject.exchange, changes={"of": [None, subject.party.kind.value]})
    return feed


@transaction.atomic
def revoke_feed(feed: CalendarFeed, *, actor: User) -> None:
    """May be asked twice."""
    require(actor, "programme.revoke_feed", feed)
    if CalendarFeed.objects.standing().filter(pk=feed.pk).update(revoked_at=timezone.now()):
        record(actor, "programme.feed.revoked", feed.exchange)


def feed_for(subject: Subject, reader: User) -> CalendarFeed | None:
    own = CalendarFeed.objects.standing().filter(user=reader)
    return own.filter(**{subject.party.kind.value: subject.row}).first()


def feed_url(feed: CalendarFeed) -> str:
    with override(feed.language):
        return f"{settings.BASE_URL}{reverse('programme:feed', args=[token_of(feed.pk)])}"


def token_of(key: UUID) -> str:
    return calendar_address.token_of(key, SALT)


def feed_behind(token: str) -> tuple[CalendarFeed, Subject] | None:
    """What an address opens: nothing once it is revoked, or its owner may not read that itinerary."""
    key = calendar_address.key_of(token, SALT)
    feeds = CalendarFeed.objects.standing().select_related("user")
    if key is None or (feed := feeds.filter(pk=key, user__is_active=True).first()) is None:
        return None
    subject = subject_of(*party_of(feed))
    return (feed, subject) if may(feed.user, PERMISSIONS[subject.party.kind], subject.row) else None


def party_of(feed: CalendarFeed) -> Party:
    return next(Party(kind, key) for kind in PartyKind if (key := getattr(feed, f"{kind}_id")))
