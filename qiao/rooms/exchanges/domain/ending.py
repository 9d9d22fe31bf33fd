"""A delegation that stays away gives back everything it held: seats, members' places, open links."""

from typing import Any

from django.utils import timezone

from qiao.rooms.accounts.domain.invitation import end_invitations
from qiao.rooms.exchanges.domain.seats import take
from qiao.rooms.exchanges.domain.step import step
from qiao.rooms.exchanges.enums import DelegationState, MemberState, OfferState
from qiao.rooms.exchanges.models import Delegation, DelegationMember
from qiao.rooms.exchanges.purpose_names import DELEGATION, PLACE


def end(
    delegation: Delegation,
    state: DelegationState,
    *,
    actor: Any,
    reason: str = "",
    is_lapse: bool = False,
) -> None:
    """The caller holds the lock of the exchange, and then offers the seats to those who wait."""
    held = delegation.seats_held
    step(delegation, state, actor=actor, reason=reason, is_lapse=is_lapse, seats_held=0, seats_filled=0)
    _end_members(delegation, actor)
    end_invitations(actor, purpose=DELEGATION, target_id=delegation.pk)
    delegation.offers.filter(state=OfferState.OPEN).update(
        state=OfferState.WITHDRAWN, answered_at=timezone.now(), answered_by=actor
    )
    if held:
        take(delegation.exchange, delegation.partner, -held)


def _end_members(delegation: Delegation, actor: Any) -> None:
    members = DelegationMember.objects.active().filter(delegation=delegation)
    for member in members:
        end_invitations(actor, purpose=PLACE, target_id=member.pk)
    members.update(state=MemberState.WITHDRAWN, ended_at=timezone.now(), ended_by=actor)
