"""A plan: its aims with what is proved, its groups, who has none and why."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from qiao.kit.bilingual.localized import active_language
from qiao.rooms.exchanges.models import DelegationMember, Exchange
from qiao.rooms.visits.enums import PlanState, Tier
from qiao.rooms.visits.models import (
    PlanGuest,
    VisitExclusion,
    Visitor,
    VisitPlan,
    VisitRun,
    VisitSeat,
    VisitWaiting,
)

MEMBERS = "member__delegation__organisation"


@dataclass(frozen=True, slots=True)
class Aim:
    label: str
    value: Any
    verdict: str
    is_proven: bool


@dataclass
class RunGroup:
    run: VisitRun
    seats: list[VisitSeat] = field(default_factory=list)
    waiting: list[VisitWaiting] = field(default_factory=list)

    @property
    def is_off(self) -> bool:
        return not self.seats


@dataclass(frozen=True, slots=True)
class Refused:
    """A wish that was not granted, in the reader's language. Visitors read no reason of a rule of access."""

    visit: str
    reasons: tuple[str, ...]
    change: str


def aims_of(plan: VisitPlan) -> list[Aim]:
    return [_aim(each) for each in plan.tiers]


def _aim(told: dict[str, Any]) -> Aim:
    label = str(Tier(told["tier"]).label)
    if told["bound"] is None:
        return Aim(label, told["value"], _("nothing is proved"), False)
    if told["bound"] == told["value"]:
        return Aim(label, told["value"], _("proved best"), True)
    shown = {"bound": told["bound"], "gap": f"{told['gap']:.1%}"}
    return Aim(label, told["value"], _("no plan is beyond %(bound)s; gap %(gap)s") % shown, False)


def groups_of(
    exchange: Exchange, plan: VisitPlan | None, *, visit: Any = None, with_waiting: bool = False
) -> list[RunGroup]:
    """Every run, in the order of time, with whoever is in it."""
    runs = VisitRun.objects.filter(visit__exchange=exchange)
    runs = runs.filter(visit=visit) if visit else runs
    found = runs.select_related("visit__host__organisation", "visit__place", "place")
    groups = {run.pk: RunGroup(run) for run in found.order_by("starts_at", "visit__position", "id")}
    seats = VisitSeat.objects.filter(plan=plan, run__in=groups) if plan else VisitSeat.objects.none()
    for seat in seats.select_related(MEMBERS, "member__visitor").order_by(
        "member__delegation", "member__seat"
    ):
        groups[seat.run_id].seats.append(seat)
    if with_waiting:
        rows = VisitWaiting.objects.filter(run__in=groups).select_related(MEMBERS)
        for waiting in rows:
            groups[waiting.run_id].waiting.append(waiting)
    return list(groups.values())


def lacking_in(plan: VisitPlan) -> list[tuple[PlanGuest, str, list[Refused]]]:
    """Who has fewer visits than there are rounds, and why."""
    guests = list(plan.guests.filter(lacks__gt=0).select_related(MEMBERS))
    titles = titles_of(plan.exchange)
    return [(guest, lacking(guest), refusals(guest, titles, is_inside=True)) for guest in guests]


def lacking(guest: PlanGuest) -> str:
    told = guest.account.get("lacking")
    return str(told[active_language()]) if told else ""


def titles_of(exchange: Exchange) -> dict[str, str]:
    return {str(visit.pk): str(visit.title) for visit in exchange.visits.all()}


def refusals(guest: PlanGuest | None, titles: dict[str, str], *, is_inside: bool) -> list[Refused]:
    if guest is None:
        return []
    language = active_language()
    return [
        Refused(
            titles.get(denial["visit"], "–"),
            tuple(dict.fromkeys(_reason(each, language, is_inside) for each in denial["reasons"])),
            _change(denial["change"], language, is_inside),
        )
        for denial in guest.account.get("denials", [])
    ]


def _reason(told: dict[str, str], language: str, is_inside: bool) -> str:
    if told["code"] == "access" and not is_inside:
        return _("Its rules of access do not allow it. The organisers know more.")
    return told[language]


def _change(told: dict[str, str] | None, language: str, is_inside: bool) -> str:
    """What would grant it is for those who can change it."""
    return told[language] if told and is_inside else ""


def barred_in(exchange: Exchange) -> list[tuple[DelegationMember, str, str]]:
    """Whom the rules of access keep out of which visit, and why: for the organisers alone."""
    rows = VisitExclusion.objects.filter(visit__exchange=exchange).select_related("visit", MEMBERS)
    found = [(row.member, str(row.visit.title), row.reason) for row in rows]
    ruled = [visit for visit in exchange.visits.all() if visit.asks_nationality]
    if ruled:
        wished = _wishing(exchange, [visit.pk for visit in ruled])
        for visit in ruled:
            for visitor in wished[visit.pk]:
                if visitor.nationality in visit.closed_to:
                    found.append((visitor.member, str(visit.title), visit.closed_because))
                elif not visitor.nationality:
                    found.append((visitor.member, str(visit.title), _("The nationality is not known.")))
    return found


def _wishing(exchange: Exchange, visits: Sequence[UUID]) -> dict[UUID, list[Visitor]]:
    wished: dict[UUID, list[Visitor]] = defaultdict(list)
    rows = Visitor.objects.filter(
        member__delegation__exchange=exchange, member__visit_wishes__visit__in=visits
    )
    for visitor in rows.select_related(MEMBERS).distinct().prefetch_related("member__visit_wishes"):
        for wish in visitor.member.visit_wishes.all():
            if wish.visit_id in visits:
                wished[wish.visit_id].append(visitor)
    return wished


def plans_of(exchange: Exchange) -> list[VisitPlan]:
    rows = VisitPlan.objects.filter(exchange=exchange).exclude(state=PlanState.DRAFT)
    return list(rows.order_by("-number")[:20])
