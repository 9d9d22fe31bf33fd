"""Reference letters as the applicant sees to them: asked for, reminded, cancelled, used again."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.files.store import store_prepared
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain import mails
from qiao.rooms.applications.domain.completeness import complete_if_all_there
from qiao.rooms.applications.domain.document import copied
from qiao.rooms.applications.domain.letter_link import day, hash_of, require_awaited, token_of
from qiao.rooms.applications.domain.step import locked, require_state
from qiao.rooms.applications.enums import ASKS_FOR_LETTERS, ReferenceState
from qiao.rooms.applications.errors import (
    LettersFull,
    LettersOver,
    NotToBeReused,
    RefereeAsked,
    RefereeIsApplicant,
    RemindedJustNow,
)
from qiao.rooms.applications.file_rules import LETTER_ACCESS
from qiao.rooms.applications.models import Application, ReferenceLetter

MOST = 8
PAUSE = dt.timedelta(days=1)


@transaction.atomic
def ask_letter(
    application: Application,
    *,
    actor: User,
    referee_name: str,
    referee_email: str,
    relation: str,
    language: str,
) -> ReferenceLetter:
    """The referee gets a link that hands in one letter."""
    application = _asking(application, actor)
    letter = ReferenceLetter(
        application=application,
        referee_name=referee_name,
        referee_email=referee_email.strip().lower(),
        relation=relation,
        language=language,
    )
    if letter.referee_email == actor.email.lower():
        raise RefereeIsApplicant
    letter.token_hash = hash_of(token_of(letter))
    _store(letter)
    record(actor, "applications.letter.asked", application)
    mails.ask_referee(letter, token_of(letter), key=f"applications.letter_asked:{letter.pk}")
    return letter


@transaction.atomic
def remind_letter(letter: ReferenceLetter, *, actor: User) -> ReferenceLetter:
    require(actor, "applications.change_letter", letter)
    letter = locked_letter(letter)
    require_awaited(letter)
    _require_time(letter.application)
    if timezone.now() - (letter.reminded_at or letter.created_at) < PAUSE:
        raise RemindedJustNow
    write_again(
        letter, actor=actor, key=f"applications.letter_reminded:{letter.pk}:{timezone.now():%Y%m%d%H}"
    )
    return letter


@transaction.atomic
def cancel_letter(letter: ReferenceLetter, *, actor: User) -> ReferenceLetter:
    """The referee is told, so that nobody writes for nothing."""
    require(actor, "applications.change_letter", letter)
    letter = locked_letter(letter)
    require_awaited(letter)
    _end(letter, actor)
    return letter


@transaction.atomic
def reuse_letter(application: Application, *, actor: User, letter: ReferenceLetter) -> ReferenceLetter:
    """A copy for this application, where the referee has agreed to that."""
    application = _asking(application, actor)
    if letter not in reusable_letters(application):
        raise NotToBeReused
    values = ("referee_name", "referee_email", "relation", "language", "text", "is_confidential")
    copy = ReferenceLetter(
        application=application, state=ReferenceState.RECEIVED, received_at=letter.received_at,
        reused_from=letter, **{name: getattr(letter, name) for name in values},
    )  # fmt: skip
    if letter.stored is not None:
        prepared = copied(letter.stored)
        copy.stored = store_prepared(prepared, owner=None, access=LETTER_ACCESS, subject=application)
    _store(copy)
    record(actor, "applications.letter.reused", application)
    complete_if_all_there(application, actor=actor)
    return copy


def reusable_letters(application: Application) -> Any:
    """Letters of this person's other applications that may serve this one, each referee once."""
    here = application.letters.counted().values("referee_email")
    letters = ReferenceLetter.objects.received().select_related("application__opportunity", "stored")
    mine = letters.filter(application__profile=application.profile_id, may_be_reused=True, reused_from=None)
    return mine.exclude(application=application).exclude(referee_email__in=here)


def write_again(letter: ReferenceLetter, *, actor: Any, key: str) -> None:
    """The caller holds the lock."""
    letter.state, letter.reminded_at = ReferenceState.REMINDED, timezone.now()
    letter.token_hash = hash_of(token_of(letter))  # a new secret of the server makes a new link
    letter.full_clean()
    letter.save(update_fields=["state", "reminded_at", "token_hash", "updated_at"])
    record(actor, "applications.letter.reminded", letter.application)
    mails.ask_referee(letter, token_of(letter), key=key)


def end_awaited(application: Application, *, actor: Any) -> None:
    """Of an application that has ended. The caller holds its lock."""
    for letter in application.letters.awaited().select_for_update():
        letter.application = application
        _end(letter, actor)


def locked_letter(letter: ReferenceLetter) -> ReferenceLetter:
    """The application first, then the letter: everybody locks in this order."""
    application = locked(letter.application)
    found = ReferenceLetter.objects.select_for_update().get(pk=letter.pk)
    found.application = application
    return found


def _asking(application: Application, actor: User) -> Application:
    require(actor, "applications.change_application", application)
    application = locked(application)
    require_state(application, *ASKS_FOR_LETTERS)
    _require_time(application)
    if application.letters.counted().count() >= MOST:
        raise LettersFull(limit=MOST)
    return application


def _require_time(application: Application) -> None:
    if timezone.now() >= application.letters_until:
        raise LettersOver(until=day(application.letters_until))


def _end(letter: ReferenceLetter, actor: Any) -> None:
    letter.state = ReferenceState.CANCELLED
    letter.save(update_fields=["state", "updated_at"])
    record(actor, "applications.letter.cancelled", letter.application)
    mails.tell_referee_of_end(letter)


def _store(letter: ReferenceLetter) -> None:
    try:
        with transaction.atomic():
            letter.full_clean(validate_constraints=False)
            letter.save(force_insert=True)
    except IntegrityError:
        raise RefereeAsked from None
