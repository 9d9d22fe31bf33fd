"""A delegation changes the partner that looks after it, say where a merge in the directory left two rows."""

from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.locking import locked_delegation, require_open, require_standing
from qiao.rooms.exchanges.domain.seats import capacity, free, take
from qiao.rooms.exchanges.domain.waiting import offer_seats
from qiao.rooms.exchanges.errors import MoreThanThereAre, NotEnoughSeats, PartnerElsewhere
from qiao.rooms.exchanges.models import Delegation, Partner


@transaction.atomic
def move_delegation(delegation: Delegation, *, partner: Partner, actor: User) -> Delegation:
    """Its seats are then counted there; one that waits keeps its time in the other line."""
    require(actor, "exchanges.move_delegation", delegation)
    delegation = locked_delegation(delegation)
    require_open(delegation.exchange)
    require_standing(delegation)
    target = _target(delegation, partner)
    before = delegation.partner
    if target.pk == before.pk:
        return delegation
    _move_seats(delegation, before, target)
    delegation.partner = target
    delegation.full_clean()
    delegation.save(update_fields=["partner", "updated_at"])
    changes = {"partner": [str(before.organisation_id), str(target.organisation_id)]}
    record(actor, "exchanges.delegation.moved", delegation, changes=changes)
    offer_seats(delegation.exchange)
    return delegation


def _target(delegation: Delegation, partner: Partner) -> Partner:
    """As it is now, under the lock of the exchange."""
    rows = delegation.exchange.partners.select_related("organisation")
    target = rows.filter(pk=partner.pk).first()
    if target is None or not target.may_give_seats:
        raise PartnerElsewhere
    target.exchange = delegation.exchange
    return target


def _move_seats(delegation: Delegation, before: Partner, target: Partner) -> None:
    exchange, held = delegation.exchange, delegation.seats_held
    if delegation.seats_asked > (most := capacity(exchange, target)):
        raise MoreThanThereAre(seats=most)
    if not held:
        return
    take(exchange, before, -held)
    if free(exchange, target) < held:
        raise NotEnoughSeats
    take(exchange, target, held)
