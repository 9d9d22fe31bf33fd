"""A letter comes in: by the referee's link without an account, or entered by the host for the referee."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.files.store import Upload, store_document
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain import mails
from qiao.rooms.applications.domain.completeness import complete_if_all_there
from qiao.rooms.applications.domain.letter import locked_letter
from qiao.rooms.applications.domain.letter_link import letter_behind, require_awaited, require_open
from qiao.rooms.applications.enums import ReferenceState
from qiao.rooms.applications.errors import LetterEmpty
from qiao.rooms.applications.file_rules import LETTER_ACCESS
from qiao.rooms.applications.models import ReferenceLetter


@transaction.atomic
def hand_in_letter(
    token: str,
    *,
    upload: Upload | None = None,
    text: str = "",
    is_confidential: bool = True,
    may_be_reused: bool = False,
) -> ReferenceLetter:
    """The link is the permission, once: of two at the same moment the second finds it used."""
    letter = locked_letter(letter_behind(token))
    require_open(letter)
    letter.is_confidential, letter.may_be_reused = is_confidential, may_be_reused
    return _received(letter, upload, text, actor=None)


@transaction.atomic
def decline_letter(token: str) -> ReferenceLetter:
    letter = locked_letter(letter_behind(token))
    require_open(letter)
    letter.state = ReferenceState.DECLINED
    letter.full_clean()
    letter.save(update_fields=["state", "updated_at"])
    record(None, "applications.letter.declined", letter.application)
    mails.tell_of_letter(letter)
    return letter


@transaction.atomic
def enter_letter(
    letter: ReferenceLetter, *, actor: User, upload: Upload | None = None, text: str = ""
) -> ReferenceLetter:
    """By the host, for a referee who sent it by another way. Also after the day for letters; confidential."""
    require(actor, "applications.enter_letter", letter)
    letter = locked_letter(letter)
    require_awaited(letter)
    letter.entered_by = actor
    return _received(letter, upload, text, actor=actor)


def _received(letter: ReferenceLetter, upload: Upload | None, text: str, *, actor: Any) -> ReferenceLetter:
    application = letter.application
    if not upload and not text.strip():
        raise LetterEmpty
    if upload:
        letter.stored = store_document(upload, owner=actor, access=LETTER_ACCESS, subject=application)
    letter.text, letter.received_at = text, timezone.now()
    letter.state = ReferenceState.RECEIVED
    letter.full_clean()
    letter.save()
    record(actor, "applications.letter.received", application)
    mails.tell_of_letter(letter)
    complete_if_all_there(application, actor=actor)
    return letter
