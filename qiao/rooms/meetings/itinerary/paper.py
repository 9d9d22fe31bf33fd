"""A party's itinerary on paper: its days, and what it asked for and did not get."""

from collections.abc import Iterator
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from qiao.kit.documents.pdf import Paper
from qiao.rooms.meetings.itinerary.agenda import Block, agenda_of
from qiao.rooms.meetings.itinerary.words import (
    other_name,
    tell_event,
    tell_name,
    tell_people,
    tell_seat,
    tell_themes,
    tell_zone,
)
from qiao.rooms.meetings.planning.plan import Plan
from qiao.rooms.meetings.planning.reasons import Reasons
from qiao.rooms.meetings.planning.words import tell_day
from qiao.rooms.meetings.workbook.event import Party

TEMPLATE = "documents/meetings/itinerary.typ"


def itinerary_paper(plan: Plan, party: Party, reasons: Reasons, language: str) -> Paper:
    """Only what the party may know: its own meetings, its own wishes and why they were not granted."""
    return Paper(TEMPLATE, context_of(plan, party, reasons, language), language)


def context_of(plan: Plan, party: Party, reasons: Reasons, language: str) -> dict[str, Any]:
    with translation.override(language):
        return {
            "title": _("Itinerary of meetings"),
            "senders": [tell_name(plan.event.organisers)] if plan.event.organisers else [],
            "party": tell_name(party.name),
            "other_name": other_name(party.name),
            "facts": list(_facts(plan, party)),
            "headings": [_("Time"), _("Meeting with"), _("Place")],
            "days": [
                {"day": tell_day(day), "blocks": [_row(block, party) for block in blocks]}
                for day, blocks in agenda_of(plan, party).items()
            ],
            "refused": {
                "heading": _("Asked for and not arranged"),
                "headings": [_("Rank"), _("Asked for"), _("Why")],
                "rows": list(_refused(plan, party, reasons)),
            },
        }


def _facts(plan: Plan, party: Party) -> Iterator[tuple[str, str]]:
    yield _("Exchange"), tell_event(plan.event)
    if people := tell_people(party):
        yield _("Represented by"), people
    yield _("Meetings"), str(len(plan.meetings_of(party)))
    yield _("Time zone"), tell_zone(plan.event)


def _row(block: Block, party: Party) -> dict[str, str]:
    if block.meeting is None:
        told = _("Free") if block.kind == "free" else _("Not available")
        return {"kind": block.kind, "time": block.time, "with": told}
    other = block.meeting.pair.other(party)
    return {
        "kind": block.kind,
        "time": block.time,
        "with": tell_name(other.name),
        "other_name": other_name(other.name),
        "theme": tell_themes(block.meeting.pair.themes),
        "place": tell_seat(block.meeting.seat),
    }


def _refused(plan: Plan, party: Party, reasons: Reasons) -> Iterator[dict[str, str]]:
    asked = [(wish, pair) for pair in plan.refused if (wish := pair.wish_of(party))]
    for wish, pair in sorted(asked, key=lambda each: each[0].rank or 10_000):
        other = pair.other(party)
        yield {
            "rank": str(wish.rank or "–"),
            "name": tell_name(other.name),
            "other_name": other_name(other.name),
            "why": reasons.why(pair),
        }
