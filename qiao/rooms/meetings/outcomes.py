"""The organisers' list of what came of the meetings."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Count, IntegerField, Min, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from qiao.kit.ui.columns import Column, Sort
from qiao.kit.ui.filters import Filter, MultiChoice
from qiao.kit.ui.listing import Listing
from qiao.rooms.meetings.addresses import encounter_path
from qiao.rooms.meetings.enums import Mark, Theme
from qiao.rooms.meetings.listings import ThemeFilter, by_name, named
from qiao.rooms.meetings.models import Encounter, MeetingNote, MeetingRound, NextStep
from qiao.rooms.meetings.templatetags.meetings import themes

NEVER = dt.date(9999, 12, 31)  # a pair without an open step that is due comes last


@dataclass(frozen=True, kw_only=True)
class MarkFilter(MultiChoice):
    def apply(self, queryset: QuerySet[Any], cleaned: dict[str, Any]) -> QuerySet[Any]:
        values = ["" if each == "none" else each for each in cleaned.get(self.name) or ()]
        return queryset.filter(mark__in=values) if values else queryset


def outcomes_of(meeting_round: MeetingRound) -> QuerySet[Encounter]:
    """Notes that a side keeps to itself are not even counted."""
    shared, steps = MeetingNote.objects.filter(is_shared=True), NextStep.objects.filter(done_at=None)
    rows = Encounter.objects.standing().filter(guest__round=meeting_round)
    return rows.named().annotate(
        guest_name=by_name("guest__"),
        host_name=by_name("host__"),
        shared_notes=_counted(shared),
        open_steps=_counted(steps),
        due=Coalesce(Subquery(_of_the_pair(steps).values(found=Min("due_on"))), Value(NEVER)),
    )


class OutcomeList(Listing[Encounter]):
    """Of `outcomes_of(round)`."""

    search_label = _("Name of a party")
    file_name = "outcomes"
    filters: ClassVar[Sequence[Filter]] = (
        ThemeFilter(name="theme", label=_("Theme"), choices=Theme.choices),
        MarkFilter(name="mark", label=_("Held"), choices=[*Mark.choices, ("none", _("Nothing said yet"))]),
    )
    sorts = (
        Sort("guest", _("Delegation"), ("guest_name", "host_name")),
        Sort("host", _("Host"), ("host_name", "guest_name")),
        Sort("due", _("Next date"), ("due", "guest_name")),
        Sort("open", _("Open steps"), ("-open_steps", "guest_name")),
        Sort("notes", _("Notes"), ("-shared_notes", "guest_name")),
    )
    columns = (
        Column(
            "guest",
            _("Delegation"),
            lambda row: str(row.guest),
            link=lambda row: encounter_path(row.pk),
            sort="guest",
        ),
        Column("host", _("Host"), lambda row: str(row.host), sort="host"),
        Column("themes", _("Themes"), lambda row: themes(row.themes)),
        Column("mark", _("Held"), lambda row: str(row.get_mark_display() or _("Nothing said yet"))),
        Column("walk_in", _("Walk-in"), lambda row: str(_("yes")) if row.is_walk_in else "", shown=False),
        Column("notes", _("Notes"), "shared_notes", sort="notes", numeric=True),
        Column("open", _("Open steps"), "open_steps", sort="open", numeric=True),
        Column("due", _("Next date"), lambda row: "" if row.due == NEVER else row.due, sort="due"),
    )

    def search(self, queryset: QuerySet[Encounter], text: str) -> QuerySet[Encounter]:
        return queryset.filter(named(text, "guest__", "host__"))


def _of_the_pair(rows: QuerySet[Any]) -> QuerySet[Any]:
    pair = rows.filter(guest=OuterRef("guest"), host=OuterRef("host"))
    return pair.order_by().values("guest")


def _counted(rows: QuerySet[Any]) -> Coalesce:
    counted = _of_the_pair(rows).values(found=Count("pk"))
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())
