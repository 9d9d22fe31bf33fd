"""What happens by itself as deadlines come and pass. Each row on its own: killed half-way, the next run goes
on, and nothing is told twice."""

import datetime as dt
from collections.abc import Callable, Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from qiao.rooms.applications.domain import mails
from qiao.rooms.applications.domain.letter import locked_letter, write_again
from qiao.rooms.applications.domain.selection import end_application
from qiao.rooms.applications.domain.step import rows
from qiao.rooms.applications.enums import OVER, ApplicationState, ClosingReason
from qiao.rooms.applications.models import Application, ReferenceLetter

REMINDER_DAYS = (2, 7)  # before letters are due, the nearest first
DRAFT_DAYS = 3
DRAFT_GRACE = dt.timedelta(days=14)  # hosts extend deadlines: a draft outlives its deadline by this much


def keep_time(check: Callable[[], None]) -> dict[str, int]:
    return {
        "drafts_reminded": _each(drafts_to_remind(), remind_of_draft, check),
        "letters_reminded": _each(letters_to_remind(), remind_of_letter, check),
        "closed": _each(late_ones(), close_late, check),
    }


def drafts_to_remind() -> QuerySet[Application, UUID]:
    now = timezone.now()
    soon = {"intake__closes_at__gt": now, "intake__closes_at__lte": now + dt.timedelta(days=DRAFT_DAYS)}
    drafts = Application.objects.filter(state=ApplicationState.DRAFT, reminded_at=None, **soon)
    return drafts.values_list("pk", flat=True)


@transaction.atomic
def remind_of_draft(pk: UUID) -> bool:
    drafts = rows().select_for_update(of=("self",)).filter(state=ApplicationState.DRAFT, reminded_at=None)
    if (application := drafts.filter(pk=pk).first()) is None:
        return False
    application.reminded_at = timezone.now()
    application.save(update_fields=["reminded_at", "updated_at"])
    mails.remind_of_draft(application)
    return True


def letters_to_remind() -> list[UUID]:
    """Awaited ones whose seventh or second day before the end has come since the referee got a mail."""
    now = timezone.now()
    until = Coalesce("application__intake__letters_until", "application__intake__closes_at")
    letters = ReferenceLetter.objects.awaited().exclude(application__state__in=OVER).annotate(until=until)
    soon = letters.filter(until__gt=now, until__lte=now + dt.timedelta(days=max(REMINDER_DAYS)))
    found = soon.values_list("pk", "until", "created_at", "reminded_at")
    return [pk for pk, end, *written in found if reminder_due(end, now, [each for each in written if each])]


def reminder_due(until: dt.datetime, now: dt.datetime, written: Iterable[dt.datetime]) -> int:
    """How many days before the end, or 0: the referee was written to since."""
    for days in REMINDER_DAYS:
        edge = until - dt.timedelta(days=days)
        if now >= edge:
            return days if max(written) < edge else 0
    return 0


@transaction.atomic
def remind_of_letter(pk: UUID) -> bool:
    letter = locked_letter(ReferenceLetter.objects.select_related("application").get(pk=pk))
    written = [each for each in (letter.created_at, letter.reminded_at) if each]
    days = reminder_due(letter.application.letters_until, timezone.now(), written)
    if not days or not letter.is_open:
        return False
    write_again(letter, actor=None, key=f"applications.letter_reminder:{letter.pk}:{days}")
    return True


def late_ones() -> list[UUID]:
    """Sent ones that are still not complete when letters are over, and drafts long after the deadline."""
    now, until = timezone.now(), Coalesce("intake__letters_until", "intake__closes_at")
    waiting = Application.objects.annotate(until=until)
    sent = waiting.filter(state=ApplicationState.SUBMITTED, until__lte=now)
    drafts = waiting.filter(state=ApplicationState.DRAFT, until__lte=now - DRAFT_GRACE)
    return [*sent.values_list("pk", flat=True), *drafts.values_list("pk", flat=True)]


@transaction.atomic
def close_late(pk: UUID) -> bool:
    application = rows().select_for_update(of=("self",)).get(pk=pk)
    grace = DRAFT_GRACE if application.state == ApplicationState.DRAFT else dt.timedelta()
    is_waiting = application.state in (ApplicationState.DRAFT, ApplicationState.SUBMITTED)
    if not is_waiting or timezone.now() < application.letters_until + grace:
        return False
    end_application(application, actor=None, closing_reason=ClosingReason.INCOMPLETE, news="incomplete")
    return True


def _each(ids: Iterable[UUID], act: Callable[[UUID], bool], check: Callable[[], None]) -> int:
    done = 0
    for pk in list(ids):
        check()
        done += act(pk)
    return done
