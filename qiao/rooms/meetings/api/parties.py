import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema
from pydantic import Field

from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.kit.api.schemas import Input
from qiao.rooms.meetings.api.shared import READ, WRITE, MeetingOut, user_of
from qiao.rooms.meetings.domain.availability import set_absences
from qiao.rooms.meetings.domain.suggestion import Suggestion, suggestions_of
from qiao.rooms.meetings.domain.wish import MOST_WISHES, WishDraft, rank_wishes
from qiao.rooms.meetings.enums import Answer, Theme
from qiao.rooms.meetings.errors import NotOfTheRound
from qiao.rooms.meetings.load import party_for
from qiao.rooms.meetings.models import MeetingParty, MeetingWish
from qiao.rooms.meetings.pages.party import meetings_of, shown_timetable
from qiao.rooms.meetings.pages.suggestion import reasons

router = Router()
ONE = "/parties/{uuid:party_id}"
SPEAK = "meetings.speak_for_party"
MOST_SLOTS = 1000


class WishOut(Schema):
    id: UUID
    asker_id: UUID
    wanted_id: UUID
    rank: int | None
    themes: list[Theme]
    note: str
    answer: Answer | None
    answer_note: str
    answered_at: dt.datetime | None

    @staticmethod
    def resolve_answer(wish: MeetingWish) -> str | None:
        return wish.answer or None


class WishIn(Input):
    wanted_id: UUID
    themes: list[Theme] = Field(default_factory=list, max_length=len(Theme))
    note: str = Field("", max_length=500)


class MeetingWishesIn(Input):
    """The dearest first; the list takes the place of the earlier one."""

    wishes: list[WishIn] = Field(max_length=MOST_WISHES)


class AvailabilityOut(Schema):
    """In all other slots the party can meet."""

    absent_slot_ids: list[UUID]


class AvailabilityIn(Input):
    absent_slot_ids: list[UUID] = Field(max_length=MOST_SLOTS)


class SuggestionOut(Schema):
    """`reasons` are sentences in the language of the request."""

    party_id: UUID
    themes: list[Theme]
    reasons: list[str]


@router.get(
    f"{ONE}/wishes", response=list[WishOut], auth=READ, summary=gettext_noop("List wishes of a party")
)
def list_wishes(request: HttpRequest, party_id: UUID) -> list[MeetingWish]:
    """The dearest first, with what the others answered."""
    return list(party_for(request, party_id).wishes.filter(wanted__left_at=None))


@router.put(
    f"{ONE}/wishes", response=list[WishOut], auth=WRITE, summary=gettext_noop("Rank wishes of a party")
)
def put_meeting_wishes(request: HttpRequest, party_id: UUID, given: MeetingWishesIn) -> list[MeetingWish]:
    """By its head or those who speak for the host, while wishes are taken. Answers to wishes that stay are
    kept."""
    party = party_for(request, party_id, SPEAK)
    drafts = [WishDraft(each.wanted_id, [*each.themes], each.note) for each in given.wishes]
    return rank_wishes(party, actor=user_of(request), wishes=drafts)


@router.get(
    f"{ONE}/asked-by", response=list[WishOut], auth=READ, summary=gettext_noop("List wishes for a party")
)
def list_asked_by(request: HttpRequest, party_id: UUID) -> list[MeetingWish]:
    """Of others, with what the party answered."""
    return list(party_for(request, party_id).wished_by.filter(asker__left_at=None))


@router.get(
    f"{ONE}/suggestions",
    response=list[SuggestionOut],
    auth=READ,
    summary=gettext_noop("Suggest partners to a party"),
)
def list_suggestions(request: HttpRequest, party_id: UUID) -> list[dict[str, Any]]:
    """Whom it has not ranked yet, the most telling reasons first; for those who rank its wishes."""
    return [_suggestion(each) for each in suggestions_of(party_for(request, party_id, SPEAK))]


@router.get(
    f"{ONE}/availability",
    response=AvailabilityOut,
    auth=READ,
    summary=gettext_noop("Read when a party can meet"),
)
def read_availability(request: HttpRequest, party_id: UUID) -> dict[str, Any]:
    return _availability(party_for(request, party_id))


@router.put(
    f"{ONE}/availability",
    response=AvailabilityOut,
    auth=WRITE,
    summary=gettext_noop("Set when a party can meet"),
)
def put_availability(request: HttpRequest, party_id: UUID, given: AvailabilityIn) -> dict[str, Any]:
    """All slots at once; those that are not named are free."""
    party = party_for(request, party_id, SPEAK)
    wanted = set(given.absent_slot_ids)
    slots = list(party.round.slots.filter(pk__in=wanted))
    if missing := wanted - {each.pk for each in slots}:
        raise NotOfTheRound(what=", ".join(sorted(map(str, missing))))
    set_absences(party, actor=user_of(request), slots=slots)
    return _availability(party)


@router.get(
    f"{ONE}/meetings", response=Page[MeetingOut], auth=READ, summary=gettext_noop("List meetings of a party")
)
def list_own_meetings(request: HttpRequest, party_id: UUID, query: Query[PageQuery]) -> dict[str, Any]:
    """Once they are released; organisers see them once they are accepted."""
    party = party_for(request, party_id)
    rows = meetings_of(party, shown_timetable(party, request.user))
    return page_of(rows, ["slot__starts_at", "table__number"], query)


def _availability(party: MeetingParty) -> dict[str, Any]:
    return {"absent_slot_ids": list(party.absences.values_list("slot", flat=True))}


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "party_id": suggestion.party.pk,
        "themes": suggestion.themes,
        "reasons": list(reasons(suggestion)),
    }
