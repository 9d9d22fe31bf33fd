"""From the names of the members to the approval."""

from django.db import transaction

from qiao.kit.access import require
from qiao.kit.steps.make import latest_step
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.checks import approval_checks, submission_checks
from qiao.rooms.exchanges.domain import letters
from qiao.rooms.exchanges.domain.deadline import require_before
from qiao.rooms.exchanges.domain.ending import end
from qiao.rooms.exchanges.domain.locking import locked_delegation, require_open, require_state
from qiao.rooms.exchanges.domain.step import required, step
from qiao.rooms.exchanges.domain.waiting import offer_seats
from qiao.rooms.exchanges.enums import DeadlineKind, DelegationState
from qiao.rooms.exchanges.errors import NobodyNamed
from qiao.rooms.exchanges.models import Delegation


@transaction.atomic
def submit_delegation(delegation: Delegation, *, actor: User) -> Delegation:
    require(actor, "exchanges.lead_delegation", delegation)
    delegation = locked_delegation(delegation)
    require_open(delegation.exchange)
    require_before(delegation.exchange, DeadlineKind.REGISTRATION)
    if delegation.state == DelegationState.REGISTERING and not delegation.seats_filled:
        raise NobodyNamed
    for check in submission_checks:
        check(delegation)
    step(delegation, DelegationState.SUBMITTED, actor=actor)
    return delegation


@transaction.atomic
def approve_delegation(delegation: Delegation, *, actor: User) -> Delegation:
    require(actor, "exchanges.approve_delegation", delegation)
    delegation = locked_delegation(delegation)
    require_open(delegation.exchange)
    for check in approval_checks:
        check(delegation)
    step(delegation, DelegationState.APPROVED, actor=actor)
    _tell(delegation, "approved")
    return delegation


@transaction.atomic
def send_back_delegation(delegation: Delegation, *, actor: User, reason: str) -> Delegation:
    """Something is to be changed: the head goes on registering, with the seats still held."""
    require(actor, "exchanges.approve_delegation", delegation)
    reason = required(reason)
    delegation = locked_delegation(delegation)
    require_open(delegation.exchange)
    require_state(delegation, DelegationState.SUBMITTED)
    step(delegation, DelegationState.REGISTERING, actor=actor, reason=reason)
    _tell(delegation, "sent_back", reason)
    return delegation


@transaction.atomic
def refuse_delegation(delegation: Delegation, *, actor: User, reason: str) -> Delegation:
    """The submission is turned down; the seats go to those who wait."""
    require(actor, "exchanges.approve_delegation", delegation)
    reason = required(reason)
    delegation = locked_delegation(delegation)
    require_open(delegation.exchange)
    require_state(delegation, DelegationState.SUBMITTED)
    letters.tell_members(delegation, but=actor)
    end(delegation, DelegationState.DECLINED, actor=actor, reason=reason)
    _tell(delegation, "refused", reason)
    offer_seats(delegation.exchange)
    return delegation


def _tell(delegation: Delegation, news: str, reason: str = "") -> None:
    latest = latest_step(delegation)
    letters.tell_head(delegation, news, key=str(latest), reason=reason)
