"""What the pages of this room show, gathered."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from qiao.rooms.exchanges.models import DelegationMember, Exchange
from qiao.rooms.letters.models import Letter
from qiao.rooms.letters.purpose_names import PASSPORT
from qiao.rooms.letters.rules import is_the_person
from qiao.rooms.privacy.domain.consent import has_consent
from qiao.rooms.privacy.models import Purpose, PurposeText


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member of a delegation with the letter that stands, or the last one."""

    member: DelegationMember
    letter: Letter | None

    @property
    def may_ask(self) -> bool:
        return self.letter is None or self.letter.may_be_followed


def member_rows(exchange: Exchange, reader: Any, letters: list[Letter]) -> list[MemberRow]:
    """Of the reader, and of the delegations that the reader leads. `letters` are the newest first."""
    latest: dict[Any, Letter] = {}
    for letter in letters:
        latest.setdefault(letter.member_id, letter)
    own = Q(user=reader) | Q(delegation__head=reader)
    members = DelegationMember.objects.active().filter(own, delegation__exchange=exchange)
    members = members.select_related("delegation__organisation").order_by("delegation", "seat")
    return [MemberRow(member, latest.get(member.pk)) for member in members]


def consent_asked(letter: Letter, reader: Any) -> tuple[PurposeText | None, bool]:
    """The words of the consent, and whether this reader is to agree to them now."""
    words = Purpose.objects.prefetch_related("texts").get(code=PASSPORT).text()
    is_asked = is_the_person(reader, letter) and not has_consent(reader, PASSPORT)
    return words, bool(is_asked)
