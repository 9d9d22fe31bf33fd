"""Visits and their times."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply, described, with_nulls
from qiao.rooms.exchanges.domain.locking import locked_exchange
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.visits.errors import GroupTooLarge, OutsideTheExchange, VisitInUse
from qiao.rooms.visits.models import Visit, VisitRun

FROM_THE_UNIT = ("title_zh", "title_en")


@transaction.atomic
def add_visit(exchange: Exchange, *, actor: User, values: Mapping[str, Any]) -> Visit:
    """Without a title it takes the name of its laboratory."""
    require(actor, "visits.plan_visits", exchange)
    exchange = locked_exchange(exchange.pk)
    visit = Visit(exchange=exchange, **_titled(with_nulls(Visit, values)))
    visit.position = exchange.visits.count()
    _require_own(visit)
    visit.full_clean()
    visit.save(force_insert=True)
    record(actor, "visits.visit.added", visit, changes=described(visit))
    return visit


@transaction.atomic
def change_visit(visit: Visit, *, actor: User, values: Mapping[str, Any]) -> Visit:
    """Who is host stays with the organisers."""
    require(actor, "visits.change_visit", visit)
    if "host" in values and values["host"] != visit.host:
        require(actor, "visits.remove_visit", visit)
    locked_exchange(visit.exchange_id)
    visit = Visit.objects.select_related("exchange", "host", "unit", "place").get(pk=visit.pk)
    changed = Visit(exchange=visit.exchange, **{name: values.get(name) for name in ("host", "place")})
    _require_own(changed)
    if changes := apply(visit, _titled(values)):
        record(actor, "visits.visit.changed", visit, changes=changes)
    return visit


@transaction.atomic
def remove_visit(visit: Visit, *, actor: User) -> None:
    require(actor, "visits.remove_visit", visit)
    locked_exchange(visit.exchange_id)
    if VisitRun.objects.filter(visit=visit, seats__isnull=False).exists():
        raise VisitInUse
    record(actor, "visits.visit.removed", visit)
    visit.delete()


@transaction.atomic
def add_run(visit: Visit, *, actor: User, values: Mapping[str, Any]) -> VisitRun:
    require(actor, "visits.change_visit", visit)
    locked_exchange(visit.exchange_id)
    run = VisitRun(visit=visit, **with_nulls(VisitRun, values))
    run.capacity = run.capacity or visit.capacity
    _require_within(run)
    run.full_clean()
    run.save(force_insert=True)
    record(actor, "visits.run.added", visit, changes={"starts_at": [None, run.starts_at.isoformat()]})
    return run


@transaction.atomic
def change_run(run: VisitRun, *, actor: User, values: Mapping[str, Any]) -> VisitRun:
    require(actor, "visits.change_visit", run)
    locked_exchange(run.visit.exchange_id)
    run = VisitRun.objects.select_related("visit__exchange").get(pk=run.pk)
    values = dict(values)
    values["capacity"] = values.get("capacity") or run.visit.capacity
    if values["capacity"] < run.seats_taken:
        raise GroupTooLarge(taken=run.seats_taken)
    _require_within(VisitRun(visit=run.visit, **values))
    if changes := apply(run, values):
        record(actor, "visits.run.changed", run.visit, changes=changes)
    return run


@transaction.atomic
def remove_run(run: VisitRun, *, actor: User) -> None:
    require(actor, "visits.change_visit", run)
    locked_exchange(run.visit.exchange_id)
    if run.seats.exists():
        raise VisitInUse
    record(actor, "visits.run.removed", run.visit, changes={"starts_at": [run.starts_at.isoformat(), None]})
    run.delete()


def _titled(values: Mapping[str, Any]) -> dict[str, Any]:
    titled = dict(values)
    unit = titled.get("unit")
    if unit and not any(titled.get(name) for name in FROM_THE_UNIT):
        titled |= {"title_zh": unit.name_zh, "title_en": unit.name_en}
    return titled


def _require_own(visit: Visit) -> None:
    for part in (visit.host, visit.place):
        if part is not None and part.exchange_id != visit.exchange_id:
            raise OutsideTheExchange


def _require_within(run: VisitRun) -> None:
    """On the days of the exchange, by the clock there; place and frame of the same exchange."""
    exchange = run.visit.exchange
    first, last = (moment.astimezone(exchange.zone).date() for moment in (run.starts_at, run.ends_at))
    if first < exchange.starts_on or last > exchange.ends_on:
        raise OutsideTheExchange
    for part in (run.place, run.frame):
        if part is not None and part.exchange_id != exchange.pk:
            raise OutsideTheExchange
