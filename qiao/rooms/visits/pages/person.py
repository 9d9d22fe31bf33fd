"""The visits of one person: wishes, groups and why, free places."""

from typing import Any

from qiao.kit.access import may
from qiao.kit.bilingual.localized import active_language
from qiao.rooms.exchanges.enums import ACTIVE_MEMBERS, SEATED
from qiao.rooms.exchanges.models import DelegationMember, Exchange
from qiao.rooms.visits.domain.agenda import rules_of_access
from qiao.rooms.visits.domain.plan import accepted_plan
from qiao.rooms.visits.domain.wish import may_wish
from qiao.rooms.visits.models import PlanGuest, VisitRun, VisitSeat, VisitWaiting
from qiao.rooms.visits.pages.plan import refusals, titles_of


def people_of(exchange: Exchange, reader: Any) -> list[DelegationMember]:
    """Those whom the reader speaks for: oneself, and whoever is in a delegation that one heads."""
    rows = DelegationMember.objects.filter(
        delegation__exchange=exchange, delegation__state__in=SEATED, state__in=ACTIVE_MEMBERS
    )
    own = rows.filter(user=reader) | rows.filter(delegation__head=reader)
    found = own.select_related("delegation__organisation").prefetch_related("visit_wishes__visit")
    return list(found.order_by("delegation", "seat", "id"))


def context_of(member: DelegationMember, reader: Any) -> dict[str, Any]:
    exchange = member.delegation.exchange
    plan = accepted_plan(exchange)
    seats = _seats(member, plan)
    mine = [seat.run for seat in seats]
    waiting = {row.run_id: row for row in VisitWaiting.objects.filter(member=member)}
    guest = PlanGuest.objects.filter(plan=plan, member=member).first() if plan else None
    runs = VisitRun.objects.filter(visit__exchange=exchange).select_related("visit", "place", "visit__place")
    return {
        "exchange": exchange,
        "member": member,
        "plan": plan,
        "seats": [(seat, rules_of_access(seat.run.visit, active_language())) for seat in seats],
        "refused": refusals(guest, titles_of(exchange), is_inside=False),
        "others": [(run, waiting.get(run.pk)) for run in runs if _is_beside(run, mine)] if plan else [],
        "may_wish": may_wish(exchange) or may(reader, "visits.plan_visits", exchange),
        "visits": list(exchange.visits.select_related("host__organisation", "place")),
    }


def _is_beside(run: VisitRun, mine: list[VisitRun]) -> bool:
    """Neither in a session, nor at a time, nor to a laboratory that the person has already."""
    return not any(
        run.visit_id == own.visit_id
        or (run.frame_id is not None and run.frame_id == own.frame_id)
        or (run.starts_at < own.ends_at and own.starts_at < run.ends_at)
        for own in mine
    )


def _seats(member: DelegationMember, plan: Any) -> list[VisitSeat]:
    if plan is None:
        return []
    rows = VisitSeat.objects.filter(plan=plan, member=member)
    found = rows.select_related("run__visit__host__organisation", "run__visit__place", "run__place")
    return list(found.order_by("run__starts_at"))
