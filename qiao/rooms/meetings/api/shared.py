"""What the operations share: who asks, and how a meeting is told."""

import datetime as dt
from typing import cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from qiao.rooms.accounts.models import User
from qiao.rooms.accounts.tokens import auth
from qiao.rooms.meetings.enums import Theme

READ, WRITE = auth("meetings.read"), auth("meetings.write")


class MeetingOut(Schema):
    """`encounter_id` is that of the two for good; the meeting itself may move."""

    encounter_id: UUID
    guest_id: UUID
    host_id: UUID
    slot_id: UUID
    starts_at: dt.datetime = Field(alias="slot.starts_at")
    ends_at: dt.datetime = Field(alias="slot.ends_at")
    table_id: UUID
    table_number: int = Field(alias="table.number")
    themes: list[Theme]


def user_of(request: HttpRequest) -> User:
    return cast(User, request.user)
