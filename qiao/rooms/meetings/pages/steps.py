"""How far the organiser is with a round; at the same time the navigation of its pages."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.rooms.meetings.enums import STANDING
from qiao.rooms.meetings.models import MeetingParty, MeetingRound, MeetingWish, Table, TimeSlot, Timetable

NAMES: dict[str, str | Promise] = {
    "slots": _("Slots"),
    "tables": pgettext_lazy("round of meetings", "Tables"),
    "parties": pgettext_lazy("round of meetings", "Parties"),
    "wishes": _("Wishes"),
    "pairs": _("Fixed and kept apart"),
    "timetables": _("Timetables"),
    "changes": _("Live changes"),
    "outcomes": pgettext_lazy("round of meetings", "Outcomes"),
}
NEXT: dict[str, str | Promise] = {
    "slots": _("Say when meetings are held: make a series of slots."),
    "tables": _("Say where meetings are held: add tables."),
    "parties": _("Take the delegations and hosts into the round."),
    "wishes": _("Delegations and hosts rank whom they wish to meet; you may write for them."),
    "timetables": _("Have a timetable made, look at it, and accept it."),
}


@dataclass(frozen=True, slots=True)
class Step:
    """For <c-steps>."""

    name: str
    label: str | Promise
    href: str
    state: str


def steps_of(meeting_round: MeetingRound, current: str = "") -> list[Step]:
    """Asked in one query."""
    done = _done(meeting_round)
    return [
        Step(name, label, reverse(f"meetings:{name}", args=[meeting_round.pk]), _state(name, current, done))
        for name, label in NAMES.items()
    ]


def next_step(meeting_round: MeetingRound) -> tuple[str | Promise, str] | None:
    """What to do, and where; None once a timetable stands."""
    done = _done(meeting_round)
    for name, told in NEXT.items():
        if not done[name]:
            return told, reverse(f"meetings:{name}", args=[meeting_round.pk])
    return None


def _state(name: str, current: str, done: dict[str, bool]) -> str:
    return "current" if name == current else "done" if done[name] else ""


def _done(meeting_round: MeetingRound) -> dict[str, bool]:
    own = OuterRef("pk")
    found = MeetingRound.objects.filter(pk=meeting_round.pk).values(
        slots_=Exists(TimeSlot.objects.filter(round=own)),
        tables_=Exists(Table.objects.filter(round=own)),
        parties_=Exists(MeetingParty.objects.standing().filter(round=own)),
        wishes_=Exists(MeetingWish.objects.filter(asker__round=own)),
        timetables_=Exists(Timetable.objects.filter(round=own, state__in=STANDING)),
    )
    done = {name.rstrip("_"): bool(value) for name, value in found.get().items()}
    return done | {"pairs": False, "changes": False, "outcomes": False}
