"""What the engine is told of an exchange: rows as a document of the format ``qiao-groups/1``."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from qiao.rooms.exchanges.enums import ACTIVE_MEMBERS, SEATED
from qiao.rooms.exchanges.models import DelegationMember, Exchange
from qiao.rooms.visits.domain.times import Agenda, Hindrance, rounds_of, slots_of, ways_of
from qiao.rooms.visits.models import (
    Visit,
    VisitCall,
    VisitExclusion,
    Visitor,
    VisitPin,
    VisitRun,
    VisitWish,
)

FORMAT = "qiao-groups/1"
TIERS = ("placed", "wishes", "unity", "balance")
STEP_FREE = "step-free"


@dataclass
class Facts:
    """`document` is the instance. The rest says in words what the engine knows by ids, and why somebody is
    kept out of a run or a visit."""

    exchange: Exchange
    document: dict[str, Any]
    members: dict[str, DelegationMember]
    runs: dict[str, VisitRun]
    visits: dict[str, Visit]
    hindrances: dict[UUID, dict[UUID, Hindrance]] = field(default_factory=dict)
    unknown_nationality: set[tuple[str, str]] = field(default_factory=set)

    @property
    def is_empty(self) -> bool:
        return not (self.members and self.runs)


def members_of(exchange: Exchange) -> list[DelegationMember]:
    """Whoever can be put into groups."""
    rows = DelegationMember.objects.filter(
        delegation__exchange=exchange, delegation__state__in=SEATED, state__in=ACTIVE_MEMBERS
    )
    return list(rows.select_related("delegation__organisation").order_by("delegation", "seat", "id"))


def gather(exchange: Exchange) -> Facts:
    """Reads everything in a fixed number of queries."""
    runs = list(
        VisitRun.objects.filter(visit__exchange=exchange).select_related(
            "visit__host", "place", "visit__place"
        )
    )
    members = members_of(exchange)
    ways = ways_of(exchange)
    hindrances = Agenda(exchange, ways).hindrances(members, runs)
    visits = {str(run.visit_id): run.visit for run in runs}
    facts = Facts(
        exchange,
        {},
        {str(member.pk): member for member in members},
        {str(run.pk): run for run in runs},
        visits,
        hindrances,
    )
    count, slots = slots_of(runs, ways)
    facts.document = {
        "format": FORMAT,
        "name": str(exchange.pk),
        "mode": "choose",
        "slots": max(count, 1),
        "tiers": list(TIERS),
        "guests": _guests(facts, members),
        "groups": _groups(runs, slots, rounds_of(runs)),
    }
    return facts


def _groups(
    runs: Sequence[VisitRun], slots: dict[UUID, list[int]], rounds: dict[UUID, int]
) -> list[dict[str, Any]]:
    return [
        {
            "id": str(run.pk),
            "destination": str(run.visit_id),
            "slots": slots[run.pk],
            "capacity": run.capacity,
            "min_size": min(run.visit.least, run.capacity),
            "languages": sorted(run.languages),
            "interpreter": run.is_interpreted,
            "provides": [STEP_FREE] if run.visit.is_step_free else [],
            "round": rounds[run.pk],
        }
        for run in runs
    ]


def _guests(facts: Facts, members: Sequence[DelegationMember]) -> list[dict[str, Any]]:
    exchange = facts.exchange
    of_exchange = {"member__delegation__exchange": exchange}
    visitors = {each.member_id: each for each in Visitor.objects.filter(**of_exchange)}
    wishes: dict[UUID, list[str]] = defaultdict(list)
    for wish in VisitWish.objects.filter(**of_exchange).order_by("member", "rank"):
        if str(wish.visit_id) in facts.visits:
            wishes[wish.member_id].append(str(wish.visit_id))
    pins: dict[UUID, list[VisitPin]] = defaultdict(list)
    for pin in VisitPin.objects.filter(**of_exchange):
        pins[pin.member_id].append(pin)
    barred = _barred(facts, members, visitors)
    call = VisitCall.objects.filter(exchange=exchange).first()
    guests = []
    for member in members:
        visitor = visitors.get(member.pk, Visitor(member=member))
        guest: dict[str, Any] = {
            "id": str(member.pk),
            "delegation": str(member.delegation_id),
            "languages": sorted(visitor.languages),
            "wishes": wishes[member.pk],
            "needs": [STEP_FREE] if visitor.needs_step_free else [],
            "barred": sorted(barred[member.pk]),
            "pinned": sorted(str(pin.run_id) for pin in pins[member.pk] if not pin.forbids),
            "forbidden": _forbidden(facts, member, pins[member.pk]),
        }
        if call and call.most_visits:
            guest["max_visits"] = call.most_visits
        guests.append(guest)
    return guests


def _forbidden(facts: Facts, member: DelegationMember, pins: Sequence[VisitPin]) -> list[str]:
    kept_out = {str(pin.run_id) for pin in pins if pin.forbids}
    return sorted(kept_out | {str(run) for run in facts.hindrances[member.pk]})


def _barred(
    facts: Facts, members: Sequence[DelegationMember], visitors: dict[UUID, Visitor]
) -> dict[UUID, set[str]]:
    """By the host, or by a rule about nationalities; whoever has not told it cannot be let in there."""
    barred: dict[UUID, set[str]] = defaultdict(set)
    for row in VisitExclusion.objects.filter(visit__exchange=facts.exchange):
        if str(row.visit_id) in facts.visits:
            barred[row.member_id].add(str(row.visit_id))
    ruled = [visit for visit in facts.visits.values() if visit.asks_nationality]
    for member in members:
        nationality = visitors[member.pk].nationality if member.pk in visitors else ""
        for visit in ruled:
            if not nationality or nationality in visit.closed_to:
                barred[member.pk].add(str(visit.pk))
            if not nationality:
                facts.unknown_nationality.add((str(member.pk), str(visit.pk)))
    return barred
