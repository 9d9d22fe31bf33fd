"""Passport data and document go; number, state, digest and the record that they went stay."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.letters.enums import WITH_REASON, WipeCause
from qiao.rooms.letters.models import Letter, LetterPaper, LetterSettings, LetterStep, Passport

GONE = "–"


@dataclass(frozen=True, slots=True)
class WipeCounts:
    wiped: int
    to_be_wiped: int


def due(now: dt.datetime | None = None) -> Iterator[UUID]:
    """Letters whose data have been kept long enough, by the clock where each exchange is."""
    for settings in LetterSettings.objects.select_related("exchange").order_by("pk"):
        today = (now or timezone.now()).astimezone(settings.exchange.zone).date()
        last = today - dt.timedelta(days=settings.kept_days + 1)
        kept = Letter.objects.filter(exchange=settings.exchange_id, wiped_at=None)
        yield from kept.filter(stay_to__lte=last).order_by("pk").values_list("pk", flat=True)


@transaction.atomic
def wipe_letter(letter_id: UUID, *, cause: WipeCause = WipeCause.TIME, actor: Any = None) -> int:
    """1 when it wiped, 0 when it was done before. Reasons go too: they may quote a passport."""
    rows = Letter.objects.select_for_update().defer("code")  # wiped even where its key is gone
    letter = rows.filter(pk=letter_id, wiped_at=None).first()
    if letter is None:
        return 0
    Passport.objects.filter(letter=letter).delete()
    LetterPaper.objects.filter(letter=letter).delete()
    LetterStep.objects.filter(letter=letter, to_state__in=WITH_REASON).update(reason=GONE)
    letter.stay_from = letter.stay_to = letter.code = None
    letter.wiped_at, letter.wiped_because = timezone.now(), cause
    letter.save()
    record(actor, "letters.letter.wiped", letter, changes={"wiped_because": [None, cause.value]})
    return 1


@transaction.atomic
def wipe_on_request(letter: Letter, *, actor: User) -> None:
    require(actor, "letters.wipe_letter", letter)
    wipe_letter(letter.pk, cause=WipeCause.ASKED, actor=actor)


def wiped_on(letter: Letter, kept_days: int) -> dt.date | None:
    """The day on which the data go by themselves."""
    return letter.stay_to + dt.timedelta(days=kept_days + 1) if letter.stay_to else None


def wipe_counts(exchange: Exchange) -> WipeCounts:
    counts = Letter.objects.filter(exchange=exchange).aggregate(
        wiped=Count("pk", filter=Q(wiped_at__isnull=False)),
        to_be_wiped=Count("pk", filter=Q(wiped_at=None)),
    )
    return WipeCounts(**counts)
