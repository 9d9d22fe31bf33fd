"""An exchange that the world's organisation runs with another one, and delegations at every stage that a page
treats in its own way. The rows go to the rooms above."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.enums import Publication
from qiao.rooms.directory.models import Membership, Organisation
from qiao.rooms.exchanges.domain.deadline import set_deadline
from qiao.rooms.exchanges.domain.decision import propose, set_consents
from qiao.rooms.exchanges.domain.delegation import accept_delegation, invite_delegation
from qiao.rooms.exchanges.domain.exchange import change_exchange, create_exchange
from qiao.rooms.exchanges.domain.member import accept_place, name_member
from qiao.rooms.exchanges.domain.partner import add_partner
from qiao.rooms.exchanges.domain.registering import submit_delegation
from qiao.rooms.exchanges.enums import DeadlineKind, DecisionKind, PartnerRole
from qiao.rooms.exchanges.models import Delegation, Partner, SeatOffer

if TYPE_CHECKING:
    from tests.support.world import World

VALUES = {
    "name_zh": "海外人才交流活动",
    "name_en": "Overseas Talent Exchange",
    "place_zh": "北京",
    "place_en": "Beijing",
    "starts_on": dt.date(2099, 5, 10),
    "ends_on": dt.date(2099, 5, 11),
    "seats": 6,
}


def fill(world: "World") -> dict[str, str]:
    owner = world.users["owner"]
    exchange = create_exchange(world.rows["organisation"], actor=owner, values=VALUES)
    organiser = exchange.partners.get()
    ally = organisation("Federation of Overseas Talent")
    speaker = create_account("ally@world.example", None, "en")
    Membership.objects.create(organisation=ally, user=speaker, role="owner")
    second = add_partner(exchange, actor=owner, organisation=ally, role=PartnerRole.CO_ORGANISER)
    centre = Organisation.objects.get(name_en="Duke University")
    host = add_partner(exchange, actor=owner, organisation=centre, role=PartnerRole.HOST)
    deadline = set_deadline(exchange, actor=owner, kind=DeadlineKind.REGISTRATION, days_before=14)
    propose(organiser, actor=owner, kind=DecisionKind.RELEASE)
    for kind in (DecisionKind.CONCLUDE, DecisionKind.PUBLISH_REPORT):
        set_consents(organiser, actor=owner, kind=kind, consents=2)
    decision = propose(second, actor=speaker, kind=DecisionKind.PUBLISH_REPORT)
    delegations = _delegations(organiser, owner, world.users["member"])
    exchange = change_exchange(exchange, actor=owner, values={"seats": 40})  # seats for who waits
    offer = SeatOffer.objects.get(delegation=delegations["waiting"])
    member = delegations["registering"].members.get()
    world.rows |= {
        "exchange": exchange,
        "organiser": organiser,
        "host": host,
        "partner": host,
        "delegation": Delegation.objects.get(pk=delegations["registering"].pk),
        "member": member,
    }
    return {
        "way": "up",
        "exchanges/pk": str(exchange.pk),
        "exchange_id": str(exchange.pk),
        "partners/pk": str(host.pk),
        "partner_id": str(host.pk),
        "deadlines/pk": str(deadline.pk),
        "decisions/pk": str(decision.pk),
        "delegations/pk": str(delegations["registering"].pk),
        "delegations/pk/refusal": str(delegations["submitted"].pk),
        "delegations/pk/return": str(delegations["submitted"].pk),
        "delegation_id": str(delegations["registering"].pk),
        "exchanges/members/pk": str(member.pk),
        "member_id": str(member.pk),
        "exchanges/offers/pk": str(offer.pk),
        "exchanges/offers/offer_id": str(offer.pk),
    }


def _delegations(organiser: Partner, owner: User, member: User) -> dict[str, Delegation]:
    """Six seats: three and two are taken, the four that are wanted next have to wait."""
    made = {
        name: _delegation(organiser, owner, university, seats)
        for name, university, seats in (
            ("registering", "University of Oxford", 3),
            ("submitted", "Kyoto University", 2),
            ("waiting", "University of Toronto", 4),
        )
    }
    place = name_member(made["registering"], actor=owner, name_en="Lin Wen", email=member.email)
    accept_place(place, user=member)
    name_member(made["submitted"], actor=owner, name_zh="山田花子")
    name_member(made["submitted"], actor=owner, name_en="Sato Ken")
    submit_delegation(made["submitted"], actor=owner)
    _delegation(organiser, owner, "University of Melbourne", 1, is_answered=False)
    return made


def _delegation(
    organiser: Partner, owner: User, university: str, seats: int, *, is_answered: bool = True
) -> Delegation:
    invited = invite_delegation(
        organiser, actor=owner, organisation=organisation(university), head_email=owner.email, seats=seats
    )
    return accept_delegation(invited, head=owner) if is_answered else invited


def organisation(name: str, **values: Any) -> Organisation:
    values = {"kind": "university", "country": "US", "publication": Publication.PUBLISHED} | values
    return Organisation.objects.create(name_en=name, sort_en=name.lower(), sort_zh=name.lower(), **values)
