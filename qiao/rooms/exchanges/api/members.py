from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema, Status
from pydantic import Field

from qiao.kit.api.schemas import Input
from qiao.rooms.exchanges.api.shared import READ, WRITE, member_for, user_of
from qiao.rooms.exchanges.domain.member import change_member, name_member, swap_member, withdraw_member
from qiao.rooms.exchanges.enums import DelegationRole, MemberState
from qiao.rooms.exchanges.load import delegation_for
from qiao.rooms.exchanges.models import DelegationMember

router = Router()
ALL, ONE = "/delegations/{uuid:delegation_id}/members", "/members/{uuid:member_id}"


class MemberOut(Schema):
    id: UUID
    seat: int
    name_zh: str
    name_en: str
    position_zh: str
    position_en: str
    email: str
    role: DelegationRole
    state: MemberState
    replaces_id: UUID | None


class MemberIn(Input):
    name_zh: str = Field("", max_length=200)
    name_en: str = Field("", max_length=200)
    position_zh: str = Field("", max_length=200)
    position_en: str = Field("", max_length=200)
    email: str = Field("", max_length=254)
    role: DelegationRole = DelegationRole.DELEGATE


@router.get(ALL, response=list[MemberOut], auth=READ, summary=gettext_noop("List the members"))
def list_members(request: HttpRequest, delegation_id: UUID) -> list[DelegationMember]:
    """By their seats; who was replaced or left is among them, with that state."""
    return list(delegation_for(request, delegation_id).members.all())


@router.post(ALL, response={201: MemberOut}, auth=WRITE, summary=gettext_noop("Name a member"))
def add_member(request: HttpRequest, delegation_id: UUID, given: MemberIn) -> Status[Any]:
    """On the first free seat, by the head of the delegation."""
    delegation = delegation_for(request, delegation_id, "exchanges.lead_delegation")
    return Status(201, name_member(delegation, actor=user_of(request), **given.model_dump()))


@router.patch(ONE, response=MemberOut, auth=WRITE, summary=gettext_noop("Change a member"))
def edit_member(request: HttpRequest, member_id: UUID, given: MemberIn) -> DelegationMember:
    """Puts something right about the same person; only the fields that are sent change."""
    member = member_for(request, member_id)
    return change_member(member, actor=user_of(request), values=given.given())


@router.post(f"{ONE}/swap", response={201: MemberOut}, auth=WRITE, summary=gettext_noop("Swap a member"))
def swap(request: HttpRequest, member_id: UUID, given: MemberIn) -> Status[Any]:
    """Another person on the same seat, at once."""
    member = member_for(request, member_id)
    return Status(201, swap_member(member, actor=user_of(request), **given.model_dump()))


@router.delete(ONE, response={204: None}, auth=WRITE, summary=gettext_noop("Take a member out"))
def delete_member(request: HttpRequest, member_id: UUID) -> Status[None]:
    """By the head or the member; the seat is free for another."""
    withdraw_member(member_for(request, member_id, "exchanges.leave_delegation"), actor=user_of(request))
    return Status(204, None)
