"""Plans that stand: accepted, compared, told to the rooms above."""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.bilingual.localized import active_language
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.locking import locked_exchange
from qiao.rooms.exchanges.enums import ACTIVE_MEMBERS, SEATED
from qiao.rooms.exchanges.models import DelegationMember, Exchange
from qiao.rooms.visits.domain.facts import gather
from qiao.rooms.visits.domain.forming import forms_now, standing_of
from qiao.rooms.visits.domain.names import names_of
from qiao.rooms.visits.enums import PlanState
from qiao.rooms.visits.errors import FormingRuns, NotAcceptable, PlanOutdated
from qiao.rooms.visits.models import VisitPlan, VisitRun, VisitSeat, VisitWaiting


@transaction.atomic
def accept_plan(plan: VisitPlan, *, actor: User) -> VisitPlan:
    """From now on it is in people's days. It must keep every rule as things stand now."""
    require(actor, "visits.plan_visits", plan)
    exchange = locked_exchange(plan.exchange_id)
    plan = VisitPlan.objects.get(pk=plan.pk)
    if plan.state not in (PlanState.CHECKED, PlanState.SUPERSEDED):
        raise NotAcceptable
    remove_gone(plan)
    _require_standing(exchange, plan)
    VisitPlan.objects.filter(exchange=exchange, state=PlanState.ACCEPTED).update(state=PlanState.SUPERSEDED)
    plan.state, plan.accepted_at = PlanState.ACCEPTED, timezone.now()
    plan.full_clean()
    plan.save(update_fields=["state", "accepted_at", "updated_at"])
    count_places(plan)
    VisitWaiting.objects.filter(run__visit__exchange=exchange).delete()
    record(actor, "visits.plan.accepted", exchange, changes={"number": [None, plan.number]})
    return plan


def accepted_plan(exchange: Exchange) -> VisitPlan | None:
    return VisitPlan.objects.filter(exchange=exchange, state=PlanState.ACCEPTED).first()


def remove_gone(plan: VisitPlan) -> None:
    """Whoever no longer takes part leaves the place free. The caller holds the exchange's lock."""
    staying = DelegationMember.objects.filter(state__in=ACTIVE_MEMBERS, delegation__state__in=SEATED)
    plan.seats.exclude(member__in=staying.values("pk")).delete()


def count_places(plan: VisitPlan) -> None:
    taken = Counter(VisitSeat.objects.filter(plan=plan).values_list("run", flat=True))
    for run in VisitRun.objects.filter(visit__exchange=plan.exchange_id):
        if run.seats_taken != taken[run.pk]:
            VisitRun.objects.filter(pk=run.pk).update(seats_taken=taken[run.pk])


def _require_standing(exchange: Exchange, plan: VisitPlan) -> None:
    from qiao.engines.timetabling.faults import BadInstance  # noqa: PLC0415 (slow import)
    from qiao.rooms.visits.planning.account import named  # noqa: PLC0415 (slow import)
    from qiao.rooms.visits.planning.form import broken_rules  # noqa: PLC0415 (slow import)

    facts = gather(exchange)
    short = active_language()
    names = names_of(facts)[short]
    try:
        broken = list(broken_rules(facts.document, standing_of(plan)))
    except BadInstance as bad:
        broken = [fault.sentence for fault in bad.faults]
    if broken:
        told = [named(each, names).text("en" if short == "en" else "zh-hans") for each in broken[:3]]
        raise PlanOutdated(broken=" ".join(told))


@dataclass(frozen=True, slots=True)
class Move:
    """Who changes between two plans: out of `left`, into `joined`."""

    member: DelegationMember
    left: tuple[VisitRun, ...]
    joined: tuple[VisitRun, ...]


def moves_between(old: VisitPlan, new: VisitPlan) -> list[Move]:
    before, after = _runs_by_member(old), _runs_by_member(new)
    members = {seat.member_id: seat.member for seat in (*_seats(old), *_seats(new))}
    moves = []
    for key, member in members.items():
        had, has = before.get(key, {}), after.get(key, {})
        if had.keys() != has.keys():
            left = tuple(run for pk, run in had.items() if pk not in has)
            joined = tuple(run for pk, run in has.items() if pk not in had)
            moves.append(Move(member, left, joined))
    return sorted(moves, key=lambda move: (move.member.delegation_id, move.member.seat))


def _seats(plan: VisitPlan) -> list[VisitSeat]:
    rows = VisitSeat.objects.filter(plan=plan)
    return list(
        rows.select_related("run__visit", "member__delegation__organisation").order_by("run__starts_at")
    )


def _runs_by_member(plan: VisitPlan) -> dict[object, dict[object, VisitRun]]:
    found: dict[object, dict[object, VisitRun]] = {}
    for seat in _seats(plan):
        found.setdefault(seat.member_id, {})[seat.run_id] = seat.run
    return found


def require_not_forming(exchange: Exchange) -> None:
    if forms_now(exchange):
        raise FormingRuns


def note_release(exchange: Exchange, number: int) -> None:
    VisitPlan.objects.filter(exchange=exchange, state=PlanState.ACCEPTED).update(released_in=number)
