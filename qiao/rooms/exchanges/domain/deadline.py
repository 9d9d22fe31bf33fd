"""Moments counted from the first day of an exchange."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.locking import changing_exchange
from qiao.rooms.exchanges.domain.waiting import shorten_offers
from qiao.rooms.exchanges.enums import DeadlineKind
from qiao.rooms.exchanges.errors import DeadlinePassed
from qiao.rooms.exchanges.models import Deadline, Exchange

END_OF_DAY = dt.time(23, 59)


@transaction.atomic
def set_deadline(
    exchange: Exchange,
    *,
    actor: User,
    kind: DeadlineKind,
    days_before: int,
    time_of_day: dt.time = END_OF_DAY,
) -> Deadline:
    require(actor, "exchanges.change_exchange", exchange)
    exchange = changing_exchange(exchange.pk)
    known = exchange.deadlines.filter(kind=kind).first()
    deadline = known or Deadline(exchange=exchange, kind=kind)
    before = str(known.due_at) if known else None
    deadline.exchange = exchange
    deadline.days_before, deadline.time_of_day = days_before, time_of_day
    _store(deadline)
    shorten_offers(exchange)
    record(actor, "exchanges.deadline.set", exchange, changes={kind.value: [before, str(deadline.due_at)]})
    return deadline


@transaction.atomic
def clear_deadline(deadline: Deadline, *, actor: User) -> None:
    require(actor, "exchanges.change_exchange", deadline.exchange)
    exchange = changing_exchange(deadline.exchange_id)
    record(
        actor, "exchanges.deadline.cleared", exchange, changes={deadline.kind: [str(deadline.due_at), None]}
    )
    deadline.delete()


def refresh_deadlines(exchange: Exchange) -> None:
    """After the first day or the zone changed."""
    for deadline in exchange.deadlines.all():
        deadline.exchange = exchange
        _store(deadline)


def copy_deadlines(source: Exchange, copy: Exchange) -> None:
    for each in source.deadlines.all():
        _store(
            Deadline(
                exchange=copy, kind=each.kind, days_before=each.days_before, time_of_day=each.time_of_day
            )
        )


def require_before(exchange: Exchange, kind: DeadlineKind) -> None:
    if exchange.deadlines.filter(kind=kind, due_at__lte=timezone.now()).exists():
        raise DeadlinePassed


def _store(deadline: Deadline) -> None:
    deadline.clean_fields(exclude=["due_at"])
    deadline.due_at = deadline.moment()
    deadline.full_clean()
    deadline.save()
