"""One reviewer takes a letter on, looks at the passport while deciding, and decides with a reason."""

from django.db import transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.jobs.start import start_job
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.locking import locked_exchange, require_open
from qiao.rooms.letters.domain import mails
from qiao.rooms.letters.domain.application import require_consent
from qiao.rooms.letters.domain.numbering import numbered
from qiao.rooms.letters.domain.paper import MAKE_TITLE, make_paper
from qiao.rooms.letters.domain.step import locked, require_state, required, rows, step
from qiao.rooms.letters.enums import LetterState
from qiao.rooms.letters.errors import ClaimedByAnother, DataWiped
from qiao.rooms.letters.models import Letter, Passport
from qiao.rooms.letters.rules import is_deciding


@transaction.atomic
def claim_letter(letter: Letter, *, actor: User) -> Letter:
    require(actor, "letters.review_letter", letter)
    letter = locked(letter)
    if letter.state == LetterState.UNDER_REVIEW:
        raise ClaimedByAnother
    step(letter, LetterState.UNDER_REVIEW, actor=actor, reviewer=actor)
    return letter


@transaction.atomic
def put_back_letter(letter: Letter, *, actor: User) -> Letter:
    """Into the queue, by whoever may review: a reviewer falls ill."""
    require(actor, "letters.review_letter", letter)
    letter = locked(letter)
    require_state(letter, LetterState.UNDER_REVIEW)
    step(letter, LetterState.SUBMITTED, actor=actor, reviewer=None)
    return letter


@transaction.atomic
def open_passport(letter: Letter, *, actor: User) -> Passport:
    """Every look is an activity row, one's own too."""
    require(actor, "letters.open_passport", letter)
    if letter.is_wiped:
        raise DataWiped
    if is_deciding(actor, letter):
        require_consent(letter)
    record(actor, "letters.letter.looked_at", letter)
    return Passport.objects.get(letter=letter)


@transaction.atomic
def send_back_letter(letter: Letter, *, actor: User, reason: str) -> Letter:
    require(actor, "letters.review_letter", letter)
    letter = _claimed(letter, actor)
    step(letter, LetterState.SENT_BACK, actor=actor, reason=required(reason), reviewer=None)
    mails.tell(letter, "sent_back")
    return letter


@transaction.atomic
def refuse_letter(letter: Letter, *, actor: User, reason: str) -> Letter:
    require(actor, "letters.review_letter", letter)
    letter = _claimed(letter, actor)
    step(letter, LetterState.REFUSED, actor=actor, reason=required(reason))
    mails.tell(letter, "refused")
    return letter


@transaction.atomic
def issue_letter(letter: Letter, *, actor: User) -> Letter:
    """The lock of the exchange keeps its numbers without gaps; the document is made afterwards."""
    require(actor, "letters.review_letter", letter)
    require_open(locked_exchange(letter.exchange_id))
    letter = _claimed(letter, actor)
    require_consent(letter)
    step(letter, LetterState.ISSUED, actor=actor, issued_at=timezone.now(), **numbered(letter))
    start_job(
        actor,
        make_paper,
        title=MAKE_TITLE,
        args={"letter_id": letter.pk},
        subject=letter,
        effect_key=f"letters.paper:{letter.pk}",
    )
    return letter


@transaction.atomic
def revoke_letter(letter: Letter, *, actor: User, reason: str) -> Letter:
    """Also long after the data were wiped: the number then reads as revoked."""
    require(actor, "letters.revoke_letter", letter)
    letter = rows().select_for_update(of=("self",)).get(pk=letter.pk)
    step(letter, LetterState.REVOKED, actor=actor, reason=required(reason))
    mails.tell(letter, "revoked")
    return letter


def _claimed(letter: Letter, actor: User) -> Letter:
    letter = locked(letter)
    require_state(letter, LetterState.UNDER_REVIEW)
    if letter.reviewer_id != actor.pk:
        raise ClaimedByAnother
    return letter
