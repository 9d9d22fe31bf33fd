"""Single free places once groups are accepted: taken, given up, waited for."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.bilingual.localized import active_language
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.locking import locked_exchange
from qiao.rooms.exchanges.models import DelegationMember, Exchange
from qiao.rooms.visits.domain.facts import Facts, gather
from qiao.rooms.visits.domain.forming import standing_of
from qiao.rooms.visits.domain.letters import tell_of_place
from qiao.rooms.visits.domain.names import KeptOut, names_of
from qiao.rooms.visits.domain.plan import accepted_plan, count_places, remove_gone
from qiao.rooms.visits.enums import SeatOrigin
from qiao.rooms.visits.errors import (
    DoesNotFit,
    NoFreePlace,
    NoLongerTakesPart,
    NoPlanAccepted,
    PlaceFree,
    TooLateForTheHost,
)
from qiao.rooms.visits.models import VisitPlan, VisitRun, VisitSeat, VisitWaiting

TAKEN = {
    *("groups.check.round", "groups.check.overlap", "groups.check.destination"),
    *("groups.check.twice", "groups.check.many"),
}


@transaction.atomic
def take_place(run: VisitRun, member: DelegationMember, *, actor: User) -> VisitSeat:
    """Of two who ask for the last place in the same moment, one gets it."""
    require(actor, "visits.take_place", member)
    exchange, plan, run = _locked(run)
    _require_in_time(run)
    _require_fit(gather(exchange), plan, run, member)
    if run.free < 1:
        raise NoFreePlace
    seat = _seat(plan, run, member)
    VisitWaiting.objects.filter(run=run, member=member).delete()
    record(actor, "visits.place.taken", run.visit, changes={"member": None})
    return seat


@transaction.atomic
def leave_place(seat: VisitSeat, *, actor: User) -> None:
    """The place goes to the first on the waiting list whom it fits."""
    require(actor, "visits.take_place", seat.member)
    exchange, plan, run = _locked(seat.run)
    if seat.plan_id != plan.pk:
        raise NoPlanAccepted
    if not VisitSeat.objects.filter(pk=seat.pk).exists():
        return  # given up a moment ago, or its person has left
    seat.delete()
    VisitRun.objects.filter(pk=run.pk).update(seats_taken=F("seats_taken") - 1)
    record(actor, "visits.place.left", run.visit, changes={"member": None})
    _move_up(exchange, plan, run, actor)


@transaction.atomic
def wait_for_place(run: VisitRun, member: DelegationMember, *, actor: User) -> VisitWaiting:
    require(actor, "visits.take_place", member)
    exchange, plan, run = _locked(run)
    _require_in_time(run)
    _require_fit(gather(exchange), plan, run, member)
    if run.free:
        raise PlaceFree
    waiting = VisitWaiting(run=run, member=member)
    waiting.full_clean()
    waiting.save(force_insert=True)
    record(actor, "visits.waiting.joined", run.visit, changes={"member": None})
    return waiting


@transaction.atomic
def stop_waiting(waiting: VisitWaiting, *, actor: User) -> None:
    require(actor, "visits.take_place", waiting.member)
    locked_exchange(waiting.run.visit.exchange_id)
    record(actor, "visits.waiting.left", waiting.run.visit, changes={"member": None})
    waiting.delete()


def _locked(run: VisitRun) -> tuple[Exchange, VisitPlan, VisitRun]:
    """The exchange's row is the lock; places of whoever has left are free."""
    exchange = locked_exchange(run.visit.exchange_id)
    plan = accepted_plan(exchange)
    if plan is None:
        raise NoPlanAccepted
    remove_gone(plan)
    count_places(plan)
    return exchange, plan, VisitRun.objects.select_related("visit__exchange").get(pk=run.pk)


def _require_in_time(run: VisitRun) -> None:
    days = run.visit.notice_days
    if timezone.now() > run.starts_at - dt.timedelta(days=days):
        raise TooLateForTheHost(days=days)


def _require_fit(facts: Facts, plan: VisitPlan, run: VisitRun, member: DelegationMember) -> None:
    """By the engine's own check, with the person's other visits and nobody else."""
    if str(member.pk) not in facts.members:
        raise NoLongerTakesPart
    if (broken := _unfit(facts, plan, run, member)) is not None:
        raise DoesNotFit(reason=broken)


def _unfit(facts: Facts, plan: VisitPlan, run: VisitRun, member: DelegationMember) -> str | None:
    from qiao.rooms.visits.planning.account import named  # noqa: PLC0415 (slow import)
    from qiao.rooms.visits.planning.form import broken_rules  # noqa: PLC0415 (slow import)

    short = active_language()
    language: Any = "en" if short == "en" else "zh-hans"
    if run.pk in facts.hindrances[member.pk]:
        said = KeptOut(facts)(str(member.pk), str(run.pk))
        return said[short] if said else ""
    mine = standing_of(plan).get(str(member.pk), ())
    broken = broken_rules(_alone(facts, member), {str(member.pk): (*mine, str(run.pk))})
    if not broken:
        return None
    codes = {each.code for each in broken}
    if "groups.check.access" in codes:  # why, the host and the organisers know
        return _("Its rules of access do not allow it.")
    if codes & TAKEN:
        return _("It excludes another visit, which has to be given up first.")
    return named(broken[0], names_of(facts)[short]).text(language)


def _alone(facts: Facts, member: DelegationMember) -> dict[str, Any]:
    guests = [guest | {"pinned": []} for guest in facts.document["guests"] if guest["id"] == str(member.pk)]
    groups = [group | {"min_size": 0} for group in facts.document["groups"]]
    return facts.document | {"guests": guests, "groups": groups}


def _seat(plan: VisitPlan, run: VisitRun, member: DelegationMember) -> VisitSeat:
    taken = VisitRun.objects.filter(pk=run.pk, seats_taken__lt=F("capacity"))
    if not taken.update(seats_taken=F("seats_taken") + 1):
        raise NoFreePlace
    seat = VisitSeat(plan=plan, run=run, member=member, origin=SeatOrigin.SIGNED_UP)
    seat.full_clean()
    seat.save(force_insert=True)
    return seat


def _move_up(exchange: Exchange, plan: VisitPlan, run: VisitRun, actor: User) -> None:
    waiting = run.waiting.select_related("member__delegation", "member__user")
    facts = gather(exchange) if waiting else None
    for each in waiting:
        if facts and str(each.member_id) in facts.members and _unfit(facts, plan, run, each.member) is None:
            seat = _seat(plan, run, each.member)
            each.delete()
            record(actor, "visits.place.found", run.visit, changes={"member": None})
            tell_of_place(seat)
            return
