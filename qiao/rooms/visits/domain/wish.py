"""What people wish to see, and what groups are formed by."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from qiao.kit.access import may, require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply
from qiao.rooms.exchanges.domain.locking import locked_exchange
from qiao.rooms.exchanges.models import DelegationMember, Exchange
from qiao.rooms.visits.errors import NoLongerTakesPart, NotOfThisExchange, WishedTwice, WishesClosed
from qiao.rooms.visits.models import Visit, VisitCall, Visitor, VisitWish


@transaction.atomic
def set_call(
    exchange: Exchange, *, actor: User, wishes_until: dt.datetime | None, most_visits: int | None
) -> VisitCall:
    require(actor, "visits.plan_visits", exchange)
    locked_exchange(exchange.pk)
    call, _made = VisitCall.objects.get_or_create(exchange=exchange)
    if changes := apply(call, {"wishes_until": wishes_until, "most_visits": most_visits}):
        record(actor, "visits.call.set", exchange, changes=changes)
    return call


@transaction.atomic
def set_wishes(
    member: DelegationMember,
    *,
    actor: User,
    visits: Sequence[Visit],
    languages: Sequence[str] = (),
    needs_step_free: bool = False,
    nationality: str = "",
) -> None:
    """All wishes at once, the dearest first. A nationality is kept only while a visit wished for needs it."""
    require(actor, "visits.set_wishes", member)
    exchange = locked_exchange(member.delegation.exchange_id)
    _require_time(exchange, actor)
    member = DelegationMember.objects.select_related("delegation").get(pk=member.pk)
    if not member.status.is_active:
        raise NoLongerTakesPart
    _store_wishes(member, visits)
    visitor, _made = Visitor.objects.get_or_create(member=member)
    asked = any(visit.asks_nationality for visit in visits)
    person = {"languages": list(languages), "needs_step_free": needs_step_free}
    apply(visitor, person | {"nationality": nationality if asked else ""})
    record(actor, "visits.wishes.set", member.delegation, changes={"member": None})


def may_wish(exchange: Exchange) -> bool:
    """Until the deadline; without one until the exchange begins."""
    call = VisitCall.objects.filter(exchange=exchange).first()
    until = (call and call.wishes_until) or exchange.starts_at
    return timezone.now() < until


def _require_time(exchange: Exchange, actor: User) -> None:
    """The organisers may put something right afterwards."""
    if not may_wish(exchange) and not may(actor, "visits.plan_visits", exchange):
        raise WishesClosed


def _store_wishes(member: DelegationMember, visits: Sequence[Visit]) -> None:
    if len({visit.pk for visit in visits}) < len(visits):
        raise WishedTwice
    if any(visit.exchange_id != member.delegation.exchange_id for visit in visits):
        raise NotOfThisExchange
    VisitWish.objects.filter(member=member).delete()
    for rank, visit in enumerate(visits, start=1):
        wish = VisitWish(member=member, visit=visit, rank=rank)
        wish.full_clean()
        wish.save(force_insert=True)
