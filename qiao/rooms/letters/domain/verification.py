"""What anybody may know of a letter: whether it is valid."""

import datetime as dt

from django.utils import timezone

from qiao.rooms.letters.domain.numbering import fingerprint
from qiao.rooms.letters.enums import LetterState, Verdict, WipeCause
from qiao.rooms.letters.models import Letter


def verdict_of(code: str, *, number: str | None = None) -> Verdict:
    """One query for a known code and for an unknown one. With a number, both must belong together."""
    found = Letter.objects.filter(code_hash=fingerprint(code)).select_related("exchange__letter_settings")
    letter = found.defer("code").first()
    if letter is None or (number is not None and number.strip().upper() != letter.number):
        return Verdict.UNKNOWN
    if letter.state == LetterState.REVOKED:
        return Verdict.REVOKED
    return Verdict.OVER if _is_over(letter) else Verdict.VALID


def _is_over(letter: Letter) -> bool:
    """Where the person had the data wiped early, the latest day that a stay may have."""
    if letter.wiped_because == WipeCause.TIME:
        return True
    margin = dt.timedelta(days=letter.exchange.letter_settings.margin_days)
    last = letter.stay_to or letter.exchange.ends_on + margin
    return timezone.now().astimezone(letter.exchange.zone).date() > last
