import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema
from pydantic import Field

from qiao.kit.access import may
from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.rooms.exchanges.load import exchange_for
from qiao.rooms.meetings.api.shared import READ, MeetingOut, user_of
from qiao.rooms.meetings.domain.timetable import standing_timetable
from qiao.rooms.meetings.enums import RoundState, Side, Theme, TimetableState
from qiao.rooms.meetings.load import round_for
from qiao.rooms.meetings.models import MeetingParty, MeetingRound, Timetable
from qiao.rooms.meetings.pages.party import known_parties
from qiao.rooms.meetings.pages.round import rounds_for

router = Router()
ONE = "/rounds/{uuid:round_id}"


class RoundOut(Schema):
    id: UUID
    exchange_id: UUID
    name_zh: str
    name_en: str
    state: RoundState
    wishes_due_at: dt.datetime | None
    answers_due_at: dt.datetime | None
    floor: int
    max_meetings: int | None
    max_per_day: int | None
    max_run: int | None


class SlotOut(Schema):
    id: UUID
    starts_at: dt.datetime
    ends_at: dt.datetime


class TableOut(Schema):
    id: UUID
    number: int
    name_zh: str
    name_en: str
    place_id: UUID | None
    zone: str


class PartyOut(Schema):
    id: UUID
    side: Side
    organisation_id: UUID = Field(alias="organisation.pk")
    name_zh: str = Field(alias="organisation.name_zh")
    name_en: str = Field(alias="organisation.name_en")
    themes: list[Theme]
    languages: list[str]


class TimetableOut(Schema):
    id: UUID
    number: int
    state: TimetableState
    is_best: bool
    weight: int
    weight_bound: float | None
    accepted_at: dt.datetime | None
    released_at: dt.datetime | None
    release_number: int | None


@router.get(
    "/of/{uuid:exchange_id}/rounds",
    response=Page[RoundOut],
    auth=READ,
    summary=gettext_noop("List rounds of meetings"),
)
def list_rounds(request: HttpRequest, exchange_id: UUID, query: Query[PageQuery]) -> dict[str, Any]:
    """Of an exchange: all for its owners, for others those in which they meet."""
    exchange = exchange_for(request, exchange_id, "meetings.list_rounds")
    own = MeetingParty.objects.of(request.user).filter(round__exchange=exchange)
    return page_of(rounds_for(exchange, request.user, own), ["id"], query)


@router.get(ONE, response=RoundOut, auth=READ, summary=gettext_noop("Read a round of meetings"))
def read_round(request: HttpRequest, round_id: UUID) -> MeetingRound:
    return round_for(request, round_id, "meetings.view_round")


@router.get(f"{ONE}/slots", response=Page[SlotOut], auth=READ, summary=gettext_noop("List time slots"))
def list_slots(request: HttpRequest, round_id: UUID, query: Query[PageQuery]) -> dict[str, Any]:
    """In the order of time."""
    found = round_for(request, round_id, "meetings.view_round")
    return page_of(found.slots.all(), ["starts_at"], query)


@router.get(f"{ONE}/tables", response=Page[TableOut], auth=READ, summary=gettext_noop("List meeting tables"))
def list_tables(request: HttpRequest, round_id: UUID, query: Query[PageQuery]) -> dict[str, Any]:
    """By number; for organisers."""
    return page_of(round_for(request, round_id, "meetings.view_plan").tables.all(), ["number"], query)


@router.get(
    f"{ONE}/parties", response=Page[PartyOut], auth=READ, summary=gettext_noop("List meeting parties")
)
def list_parties(request: HttpRequest, round_id: UUID, query: Query[PageQuery]) -> dict[str, Any]:
    """All for organisers; for others their own, and the other side where they rank wishes."""
    found = round_for(request, round_id, "meetings.view_round")
    return page_of(known_parties(found, user_of(request)), ["id"], query)


@router.get(
    f"{ONE}/timetable",
    response=TimetableOut,
    auth=READ,
    summary=gettext_noop("Read the timetable that stands"),
)
def read_timetable(request: HttpRequest, round_id: UUID) -> Timetable:
    """The released one; organisers get an accepted one that is not released yet."""
    return _timetable(request, round_for(request, round_id, "meetings.view_round"))


@router.get(
    f"{ONE}/meetings",
    response=Page[MeetingOut],
    auth=READ,
    summary=gettext_noop("List all meetings of a round"),
)
def list_meetings(request: HttpRequest, round_id: UUID, query: Query[PageQuery]) -> dict[str, Any]:
    """Of the timetable that stands, in the order of time; for organisers."""
    timetable = _timetable(request, round_for(request, round_id, "meetings.view_plan"))
    rows = timetable.meetings.on().select_related("slot", "table")
    return page_of(rows, ["slot__starts_at", "table__number"], query)


def _timetable(request: HttpRequest, found: MeetingRound) -> Timetable:
    if may(request.user, "meetings.view_plan", found) and (standing := standing_timetable(found)):
        return standing
    return get_object_or_404(found.timetables.light(), state=TimetableState.RELEASED)
