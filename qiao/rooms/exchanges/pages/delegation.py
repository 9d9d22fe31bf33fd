from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from qiao.kit.access import may
from qiao.rooms.exchanges.domain.waiting import place_of
from qiao.rooms.exchanges.enums import NAMING, OVER, SWAPPING, UNANSWERED, DelegationState, OfferState
from qiao.rooms.exchanges.models import Delegation, DelegationMember, DelegationStep, Exchange, Partner
from qiao.rooms.exchanges.pages.next_step import next_step
from qiao.rooms.exchanges.standing import standing_at

_S = DelegationState
LINE = (_S.INVITED, _S.OPENED, _S.WAITING, _S.ACCEPTED, _S.REGISTERING, _S.SUBMITTED, _S.APPROVED)


@dataclass(frozen=True, slots=True)
class Stage:
    """For <c-steps>: `state` is done, current or empty."""

    label: str
    state: str


def page_context(delegation: Delegation, reader: Any) -> dict[str, Any]:
    steps = list(delegation.steps.select_related("actor__person"))
    members = list(delegation.members.select_related("user__person", "replaces"))
    active = [member for member in members if member.status.is_active]
    offer = delegation.offers.filter(state=OfferState.OPEN).first() if _waits(delegation) else None
    own = next((member for member in active if member.user_id == reader.pk), None)
    return {
        "delegation": delegation,
        "exchange": delegation.exchange,
        "standing": standing_at(delegation.exchange, reader),
        "stages": stages_of(delegation, steps),
        "steps": steps,
        "members": active,
        "former": [member for member in members if not member.status.is_active],
        "free_seats": free_seats(delegation, active),
        "offer": offer,
        "place": place_of(delegation) if _waits(delegation) and not offer else 0,
        "own_place": own,
        "to_do": next_step(delegation, has_offer=offer is not None),
        "deadlines": delegation.exchange.deadlines.all(),
    } | permissions_of(delegation, reader)


def permissions_of(delegation: Delegation, reader: Any) -> dict[str, bool]:
    """What the present state and the reader's part in it allow, for buttons; the domain asks again."""
    state, is_open = delegation.state, delegation.exchange.is_open
    leads = may(reader, "exchanges.lead_delegation", delegation)
    return {
        "leads": leads,
        "may_name": is_open and leads and state in SWAPPING,
        "may_change_seats": is_open and leads and (state in NAMING or state == _S.WAITING),
        "may_submit": is_open and leads and state == _S.REGISTERING,
        "may_withdraw": is_open
        and state not in OVER
        and may(reader, "exchanges.withdraw_delegation", delegation),
        "may_approve": is_open
        and state == _S.SUBMITTED
        and may(reader, "exchanges.approve_delegation", delegation),
        "may_invite_head": is_open and state not in OVER and may(reader, "exchanges.invite_head", delegation),
        "may_move": is_open and state not in OVER and may(reader, "exchanges.move_delegation", delegation),
        "is_unanswered": state in UNANSWERED,
    }


def inviting_partners(exchange: Exchange, reader: Any) -> QuerySet[Partner]:
    """Those in whose name the reader may invite."""
    own = [partner.pk for partner in standing_at(exchange, reader).inviting]
    return exchange.partners.filter(pk__in=own).select_related("organisation")


def giving_partners(exchange: Exchange) -> QuerySet[Partner]:
    rows = exchange.partners.select_related("organisation")
    return rows.filter(pk__in=[partner.pk for partner in rows if partner.may_give_seats])


def stages_of(delegation: Delegation, steps: list[DelegationStep]) -> list[Stage]:
    """The way to the approval, by the waiting list only for who stood there; one that ended stops."""
    been = {step.to_state for step in steps} | {delegation.state}
    if delegation.status.is_over:
        shown = [state for state in LINE if state in been] + [delegation.status]
    else:
        shown = [state for state in LINE if state != _S.WAITING or state in been]
    here = shown.index(delegation.status)
    return [Stage(str(state.label), _state_of(place, here)) for place, state in enumerate(shown)]


def free_seats(delegation: Delegation, active: list[DelegationMember]) -> list[int]:
    taken = {member.seat for member in active}
    return [seat for seat in range(1, delegation.seats_held + 1) if seat not in taken]


def _state_of(place: int, here: int) -> str:
    return "current" if place == here else "done" if place < here else ""


def _waits(delegation: Delegation) -> bool:
    return delegation.state == _S.WAITING
