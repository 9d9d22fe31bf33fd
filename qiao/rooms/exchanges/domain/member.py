"""The head fills the seats, invites, swaps, confirms. The delegation's row is the lock of its seats."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.domain.invitation import end_invitations, invite
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply
from qiao.rooms.exchanges.domain.deadline import require_before
from qiao.rooms.exchanges.domain.locking import locked_delegation, require_open, require_state
from qiao.rooms.exchanges.domain.step import step
from qiao.rooms.exchanges.enums import (
    NAMING,
    SEATED,
    SWAPPING,
    DeadlineKind,
    DelegationRole,
    DelegationState,
    MemberState,
)
from qiao.rooms.exchanges.errors import AddressMissing, AlreadyThere, NoFreeSeat, WrongState
from qiao.rooms.exchanges.models import Delegation, DelegationMember
from qiao.rooms.exchanges.purpose_names import PLACE

PROFILE = ("name_zh", "name_en", "position_zh", "position_en", "email", "role")


@transaction.atomic
def name_member(
    delegation: Delegation,
    *,
    actor: User,
    name_zh: str = "",
    name_en: str = "",
    position_zh: str = "",
    position_en: str = "",
    email: str = "",
    role: DelegationRole = DelegationRole.DELEGATE,
) -> DelegationMember:
    """Puts a person on the first free seat. The first name begins the registration."""
    require(actor, "exchanges.fill_seats", delegation)
    delegation = locked_delegation(delegation)
    _require_naming(delegation)
    person = {"name_zh": name_zh, "name_en": name_en, "email": email, "role": role}
    person |= {"position_zh": position_zh, "position_en": position_en}
    member = _seated(delegation, _free_seat(delegation), person)
    Delegation.objects.filter(pk=delegation.pk).update(seats_filled=F("seats_filled") + 1)
    delegation.refresh_from_db(fields=["seats_filled"])
    if delegation.state == DelegationState.ACCEPTED:
        step(delegation, DelegationState.REGISTERING, actor=actor)
    _record(actor, "named", member)
    return member


@transaction.atomic
def change_member(member: DelegationMember, *, actor: User, values: Mapping[str, Any]) -> DelegationMember:
    """Puts something right about the same person. A link that went to another address stops working."""
    member = _locked(member, actor, *SWAPPING)
    address = member.email
    wanted = {name: values[name] for name in PROFILE if name in values}
    if "email" in wanted:
        wanted["email"] = wanted["email"].strip().lower()
    _require_new_address(member.delegation, wanted.get("email", ""), but=member)
    if changes := apply(member, wanted):
        record(actor, "exchanges.member.changed", member.delegation, changes=changes)
    if member.email != address and member.state == MemberState.INVITED:
        _set_state(member, MemberState.NAMED)
        end_invitations(actor, purpose=PLACE, target_id=member.pk)
    return member


@transaction.atomic
def invite_member(member: DelegationMember, *, actor: User, language: str | None = None) -> DelegationMember:
    """A personal link that works once; sent again, the one before stops working."""
    member = _locked(member, actor, *SWAPPING)
    _require_member_state(member, MemberState.NAMED, MemberState.INVITED)
    if not member.email:
        raise AddressMissing
    _set_state(member, MemberState.INVITED)
    invite(actor, member.email, purpose=PLACE, target_id=member.pk, language=language)
    _record(actor, "invited", member)
    return member


@transaction.atomic
def accept_place(member: DelegationMember, *, user: User) -> DelegationMember:
    """The invitation, which the caller has used up, is the permission."""
    member = _fresh(member)
    require_open(member.delegation.exchange)
    require_state(member.delegation, *SEATED)
    _require_member_state(member, *_ACTIVE)
    if member.delegation.members.active().filter(user=user).exclude(pk=member.pk).exists():
        raise AlreadyThere
    member.user, member.state = user, MemberState.CONFIRMED
    member.full_clean()
    member.save(update_fields=["user", "state", "updated_at"])
    _record(user, "confirmed", member)
    return member


@transaction.atomic
def confirm_member(member: DelegationMember, *, actor: User) -> DelegationMember:
    """The head answers for a person who has no link, or has not used it."""
    member = _locked(member, actor, *SWAPPING)
    _require_member_state(member, MemberState.NAMED, MemberState.INVITED)
    _set_state(member, MemberState.CONFIRMED)
    _record(actor, "confirmed", member)
    return member


@transaction.atomic
def swap_member(
    member: DelegationMember,
    *,
    actor: User,
    name_zh: str = "",
    name_en: str = "",
    position_zh: str = "",
    position_en: str = "",
    email: str = "",
    role: DelegationRole | None = None,
) -> DelegationMember:
    """Another person on the same seat, at once: in between it is neither empty nor double."""
    member = _locked(member, actor, *SWAPPING)
    _require_member_state(member, *_ACTIVE)
    _end(member, MemberState.REPLACED, actor)
    person = {"name_zh": name_zh, "name_en": name_en, "email": email, "role": role or member.role}
    person |= {"position_zh": position_zh, "position_en": position_en}
    successor = _seated(member.delegation, member.seat, person, replaces=member)
    _record(actor, "swapped", successor)
    return successor


@transaction.atomic
def withdraw_member(member: DelegationMember, *, actor: User) -> DelegationMember:
    """By the head or the person; the seat is free for another."""
    require(actor, "exchanges.leave_delegation", member)
    member = _fresh(member)
    require_open(member.delegation.exchange)
    require_state(member.delegation, *SEATED)
    _require_member_state(member, *_ACTIVE)
    _end(member, MemberState.WITHDRAWN, actor)
    Delegation.objects.filter(pk=member.delegation_id).update(seats_filled=F("seats_filled") - 1)
    _record(actor, "withdrawn", member)
    return member


_ACTIVE = (MemberState.NAMED, MemberState.INVITED, MemberState.CONFIRMED)


def _require_naming(delegation: Delegation) -> None:
    require_open(delegation.exchange)
    require_state(delegation, *NAMING, DelegationState.APPROVED)
    if delegation.state != DelegationState.APPROVED:
        require_before(delegation.exchange, DeadlineKind.REGISTRATION)


def _free_seat(delegation: Delegation) -> int:
    taken = set(delegation.members.active().values_list("seat", flat=True))
    free = [seat for seat in range(1, delegation.seats_held + 1) if seat not in taken]
    if not free:
        raise NoFreeSeat(seats=delegation.seats_held)
    return free[0]


def _seated(delegation: Delegation, seat: int, person: dict[str, Any], **more: Any) -> DelegationMember:
    person = person | {"email": person["email"].strip().lower()}
    _require_new_address(delegation, person["email"])
    member = DelegationMember(delegation=delegation, seat=seat, **person, **more)
    member.full_clean()
    member.save(force_insert=True)
    return member


def _require_new_address(delegation: Delegation, email: str, *, but: DelegationMember | None = None) -> None:
    others = delegation.members.active().exclude(pk__in=[but.pk] if but else [])
    if email and others.filter(email=email).exists():
        raise AlreadyThere


def _locked(member: DelegationMember, actor: User, *states: str) -> DelegationMember:
    require(actor, "exchanges.change_member", member)
    member = _fresh(member)
    require_open(member.delegation.exchange)
    require_state(member.delegation, *states)
    return member


def _fresh(member: DelegationMember) -> DelegationMember:
    delegation = locked_delegation(member.delegation)
    member = DelegationMember.objects.get(pk=member.pk)
    member.delegation = delegation
    return member


def _require_member_state(member: DelegationMember, *states: str) -> None:
    if member.state not in states:
        raise WrongState(state=member.status.label)


def _set_state(member: DelegationMember, state: MemberState) -> None:
    member.state = state
    member.full_clean()
    member.save(update_fields=["state", "updated_at"])


def _end(member: DelegationMember, state: MemberState, actor: User) -> None:
    member.state, member.ended_at, member.ended_by = state, timezone.now(), actor
    member.full_clean()
    member.save(update_fields=["state", "ended_at", "ended_by", "updated_at"])
    end_invitations(actor, purpose=PLACE, target_id=member.pk)


def _record(actor: Any, verb: str, member: DelegationMember) -> None:
    told = {"seat": [None, member.seat], "name": None}
    record(actor, f"exchanges.member.{verb}", member.delegation, changes=told)
