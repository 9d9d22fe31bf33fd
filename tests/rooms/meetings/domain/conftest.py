"""Fay speaks for the federation that runs the exchange, Una heads Columbia's delegation, Hui speaks for
a host, Nan is a plain member of the federation, Sam is a stranger, Opal runs the server. Three delegations
meet three hosts at two tables in four slots. All rows of other rooms are written straight: they are their own
matter."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from qiao.rooms.accounts.domain.operatorship import appoint
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.enums import MembershipRole
from qiao.rooms.directory.models import Membership
from qiao.rooms.exchanges.enums import DelegationState, ExchangeState, PartnerRole
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner
from qiao.rooms.meetings.domain.encounter import write_encounters
from qiao.rooms.meetings.domain.party import add_everyone
from qiao.rooms.meetings.domain.round import create_round
from qiao.rooms.meetings.domain.slot import lay_out_slots
from qiao.rooms.meetings.domain.table import lay_out_tables
from qiao.rooms.meetings.domain.wish import WishDraft, rank_wishes
from qiao.rooms.meetings.enums import TimetableState
from qiao.rooms.meetings.models import Encounter, Meeting, MeetingParty, MeetingRound, TimeSlot, Timetable
from tests.rooms.exchanges.conftest import VALUES, fresh, organisation

__all__ = ["DAY", "fresh", "seen", "wish"]
DAY = dt.date(2099, 5, 10)
Parties = dict[str, MeetingParty]


def account(name: str, **values: Any) -> User:
    user: User = User.objects.create(email=f"{name}@people.example", **values)
    return user


def partner(exchange: Exchange, name: str, role: PartnerRole, kind: str = "company") -> Partner:
    return Partner.objects.create(
        exchange=exchange,
        organisation=organisation(name, kind=kind, country="CN"),
        role=role,
        position=exchange.partners.count() + 1,
    )


def seated(organiser: Partner, name: str, head: User | None = None, **values: str) -> Delegation:
    return Delegation.objects.create(
        exchange=organiser.exchange,
        organisation=organisation(name, **values),
        partner=organiser,
        head=head,
        head_email=f"{name.split()[0].lower()}@people.example",
        state=DelegationState.APPROVED,
        seats_asked=1,
        seats_held=1,
    )


@pytest.fixture
def exchange(db: None) -> Exchange:
    held = {"seats": 100, "seats_held": 3, "common_held": 3}
    return Exchange.objects.create(**VALUES | held, state=ExchangeState.PUBLISHED)


@pytest.fixture
def organiser(exchange: Exchange) -> Partner:
    return partner(exchange, "Federation", PartnerRole.ORGANISER, "association")


@pytest.fixture
def host(exchange: Exchange, organiser: Partner) -> Partner:
    return partner(exchange, "Innovation Centre", PartnerRole.HOST, "innovation_centre")


def member(of: Partner, name: str, role: str = MembershipRole.MANAGER) -> User:
    user = account(name)
    Membership.objects.create(organisation=of.organisation, user=user, role=role)
    return user


@pytest.fixture
def fay(organiser: Partner) -> User:
    return member(organiser, "fay")


@pytest.fixture
def nan(organiser: Partner) -> User:
    return member(organiser, "nan", MembershipRole.MEMBER)


@pytest.fixture
def hui(host: Partner) -> User:
    return member(host, "hui")


@pytest.fixture
def una(db: None) -> User:
    return account("una")


@pytest.fixture
def sam(db: None) -> User:
    return account("sam")


@pytest.fixture
def opal(db: None) -> User:
    user = account("opal")
    appoint(user, None)
    return user


@pytest.fixture
def meeting_round(exchange: Exchange, fay: User) -> MeetingRound:
    """Four slots of twenty minutes from nine, and two tables."""
    found = create_round(exchange, actor=fay, values={"name_zh": "对接会", "name_en": "One to one"})
    lay_out_slots(found, actor=fay, on=DAY, begins=dt.time(9), ends=dt.time(10, 20), minutes=20)
    lay_out_tables(found, actor=fay, count=2)
    return found


@pytest.fixture
def parties(meeting_round: MeetingRound, organiser: Partner, host: Partner, fay: User, una: User) -> Parties:
    """Columbia, Duke and ANU; the Innovation Centre, Battery and Lidar. By their first word."""
    seated(organiser, "Columbia University", una, name_zh="哥伦比亚大学")
    for name in ("Duke", "ANU"):
        seated(organiser, name)
    for name in ("Battery", "Lidar"):
        partner(organiser.exchange, name, PartnerRole.HOST)
    add_everyone(meeting_round, actor=fay)
    return {str(each).split()[0]: each for each in meeting_round.parties.named()}


@pytest.fixture
def wished(meeting_round: MeetingRound, parties: Parties, fay: User) -> MeetingRound:
    wish(parties, fay, "Columbia", "Innovation", "Battery")
    wish(parties, fay, "Duke", "Innovation", "Lidar")
    wish(parties, fay, "ANU", "Lidar")
    wish(parties, fay, "Innovation", "Columbia")
    return meeting_round


def wish(parties: Parties, actor: User, asker: str, *wanted: str, **values: Any) -> None:
    drafts = [WishDraft(parties[each].pk, **values) for each in wanted]
    rank_wishes(parties[asker], actor=actor, wishes=drafts)


@pytest.fixture
def released(wished: MeetingRound, parties: Parties, fay: User) -> MeetingRound:
    """Columbia meets the Innovation Centre in the first slot, and everybody knows it. It is over."""
    guest, host = parties["Columbia"], parties["Innovation"]
    slot, table = wished.slots.first(), wished.tables.first()
    timetable = Timetable.objects.create(
        round=wished, number=1, state=TimetableState.RELEASED, solved_at=timezone.now()
    )
    Meeting.objects.create(
        timetable=timetable, guest=guest, host=host, slot=slot, table=table, themes=["talent"]
    )
    write_encounters(timetable)
    gone = timezone.now() - dt.timedelta(hours=1)
    TimeSlot.objects.filter(pk=slot.pk).update(starts_at=gone, ends_at=gone + dt.timedelta(minutes=20))
    return wished


@pytest.fixture
def encounter(released: MeetingRound) -> Encounter:
    return seen(Encounter.objects.get())


def seen(encounter: Encounter) -> Encounter:
    """As a request reads it: what it knows of itself is kept on the object."""
    return Encounter.objects.named().select_related("guest__round__exchange").get(pk=encounter.pk)
