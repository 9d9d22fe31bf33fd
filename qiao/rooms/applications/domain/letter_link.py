"""The link of a reference letter: in the mail, and in the database only as a hash."""

import base64
import datetime as dt
import hashlib

from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format

from qiao.rooms.applications.enums import ReferenceState
from qiao.rooms.applications.errors import (
    LinkCancelled,
    LinkDeclined,
    LinkExpired,
    LinkUnknown,
    LinkUsed,
    WrongApplicationState,
)
from qiao.rooms.applications.models import ReferenceLetter

SALT = "qiao.applications.reference"
_WHY_CLOSED = {
    ReferenceState.RECEIVED: LinkUsed,
    ReferenceState.DECLINED: LinkDeclined,
    ReferenceState.CANCELLED: LinkCancelled,
}


def token_of(letter: ReferenceLetter) -> str:
    """Always the same for a letter, so that a reminder carries the link of the first mail; 256 bits that only
    this server can make."""
    proof = salted_hmac(SALT, letter.pk.hex, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(proof).decode().rstrip("=")


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def letter_behind(token: str) -> ReferenceLetter:
    """The letter that this link may still hand in; otherwise a sentence that says why not."""
    found = ReferenceLetter.objects.filter(token_hash=hash_of(token))
    related = ("application__opportunity__host", "application__intake", "application__profile__user")
    letter = found.select_related(*related).first()
    if letter is None:
        raise LinkUnknown
    require_open(letter)
    return letter


def require_open(letter: ReferenceLetter) -> None:
    if why := _WHY_CLOSED.get(letter.status):
        raise why
    if letter.application.status.is_over:
        raise LinkCancelled
    if letter.is_late:
        raise LinkExpired(until=day(letter.application.letters_until))


def require_awaited(letter: ReferenceLetter) -> None:
    if not letter.is_awaited:
        raise WrongApplicationState(state=letter.status.label)


def day(moment: dt.datetime) -> str:
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
