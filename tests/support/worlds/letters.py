"""A letter in each stage that a page treats in its own way: under review by the owner, and issued."""

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.member import name_member
from qiao.rooms.exchanges.models import Delegation, DelegationMember
from qiao.rooms.letters.domain.application import ask_letter, submit_letter
from qiao.rooms.letters.domain.review import claim_letter
from qiao.rooms.letters.domain.settings import set_settings
from qiao.rooms.letters.models import Letter
from qiao.rooms.privacy.models import Purpose

if TYPE_CHECKING:
    from tests.support.world import World

STAY = {"stay_from": dt.date(2099, 5, 9), "stay_to": dt.date(2099, 5, 12)}
PASSPORT = {
    "name_latin": "LIN WEN",
    "nationality": "US",
    "number": "E12345678",
    "born_on": dt.date(1990, 2, 3),
    "expires_on": dt.date(2101, 1, 1),
    "applies_at": "Consulate General in New York",
}
SETTINGS = {
    "code": "WORLD",
    "signatory_en": "Wang Lin",
    "purpose_en": "Talent and technology exchange",
    "costs_en": "The inviting organisation",
    "contact": "Li Hua",
    "email": "letters@world.example",
}


def fill(world: "World") -> dict[str, str]:
    owner, member = world.users["owner"], world.users["member"]
    exchange = world.rows["exchange"]
    values = SETTINGS | {"inviter": world.rows["organiser"]}
    set_settings(exchange, actor=owner, values=values)
    letter = _submitted(world.rows["member"], member)
    letter = claim_letter(letter, actor=owner)
    world.rows["letter"] = letter
    drafted = _drafted_by_the_head(world.rows["delegation"], owner)
    return {
        "letters/exchanges/pk": str(exchange.pk),
        "letters/members/pk": str(DelegationMember.objects.get(name_en="Sato Ken").pk),
        "letters/pk": str(letter.pk),
        "letters/pk/revocation": str(_issued(world).pk),
        "letters/letter_id": str(letter.pk),
        "pk/application": str(drafted.pk),
        "verification/code": "ABCDEFGHJKLMNPQRSTUV",
    }


def _issued(world: "World") -> Letter:
    member = DelegationMember.objects.select_related("delegation").get(name_zh="山田花子")
    now = timezone.now()
    return Letter.objects.create(
        exchange=world.rows["exchange"], delegation=member.delegation, member=member,
        asked_by=world.users["owner"], state="issued", submitted_at=now, issued_at=now, year=2099, running=1,
        number="WORLD-2099-0001",
    )  # fmt: skip


def _submitted(member: DelegationMember, user: User) -> Letter:
    words = Purpose.objects.get(code="passport").text("en")
    drafted = ask_letter(member, actor=user, passport=PASSPORT, **STAY)
    return submit_letter(drafted, actor=user, agreed=words)


def _drafted_by_the_head(delegation: Delegation, head: User) -> Letter:
    named = name_member(delegation, actor=head, name_en="Kim Park")
    return ask_letter(named, actor=head, passport=PASSPORT, **STAY)
