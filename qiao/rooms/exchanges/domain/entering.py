"""Delegations that said by other ways than a link that they come: whoever invites writes it down."""

from typing import Any

from django.db import transaction

from qiao.kit.access import require
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.domain.delegation import require_capacity, store_once
from qiao.rooms.exchanges.domain.locking import (
    locked_delegation,
    locked_partner,
    require_open,
    require_state,
)
from qiao.rooms.exchanges.domain.seats import take
from qiao.rooms.exchanges.domain.step import note_step, step
from qiao.rooms.exchanges.domain.waiting import fits_now
from qiao.rooms.exchanges.enums import UNANSWERED, DelegationState
from qiao.rooms.exchanges.errors import NotEnoughSeats
from qiao.rooms.exchanges.models import Delegation, Partner


@transaction.atomic
def enter_delegation(
    partner: Partner, *, actor: User, organisation: Organisation, seats: int, head_email: str = ""
) -> Delegation:
    """With its seats at once, or not at all. No mail goes out; a head can be invited later."""
    partner = locked_partner(partner)
    require(actor, "exchanges.invite_delegation", partner)
    require(actor, "directory.view_organisation", organisation)
    require_open(partner.exchange)
    require_capacity(partner, seats)
    delegation = Delegation(
        exchange=partner.exchange,
        organisation=organisation,
        partner=partner,
        head_email=head_email.strip().lower(),
        seats_asked=seats,
    )
    store_once(delegation)
    note_step(delegation, None, actor=actor)
    _seat(delegation, actor)
    return delegation


@transaction.atomic
def answer_for_delegation(delegation: Delegation, *, actor: User) -> Delegation:
    """An invitation stands and the answer came by telephone. The link still makes its reader the head."""
    require(actor, "exchanges.answer_for_delegation", delegation)
    delegation = locked_delegation(delegation)
    require_open(delegation.exchange)
    require_state(delegation, *UNANSWERED)
    _seat(delegation, actor)
    return delegation


def _seat(delegation: Delegation, actor: Any) -> None:
    """The caller holds the lock."""
    seats = delegation.seats_asked
    if not fits_now(delegation.exchange, delegation.partner, seats):
        raise NotEnoughSeats
    step(delegation, DelegationState.ACCEPTED, actor=actor, seats_held=seats)
    take(delegation.exchange, delegation.partner, seats)
