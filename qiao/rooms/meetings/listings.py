"""The lists of this room: what they search, filter, sort, show and export."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast, Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.localized import sort_field
from qiao.kit.bilingual.search import matching
from qiao.kit.ui.columns import Column, Sort
from qiao.kit.ui.filters import Choice, Filter, MultiChoice
from qiao.kit.ui.listing import Listing
from qiao.rooms.directory.models import Organisation
from qiao.rooms.meetings.addresses import change_path, party_path
from qiao.rooms.meetings.enums import Answer, HappeningKind, HappeningState, Side, Theme
from qiao.rooms.meetings.models import (
    Happening,
    MeetingParty,
    MeetingRound,
    MeetingWish,
    RefusedWish,
    Timetable,
)
from qiao.rooms.meetings.pages.happening import tell_change
from qiao.rooms.meetings.pages.words import Words
from qiao.rooms.meetings.templatetags.meetings import themes

LAST = 1_000  # a wish without a rank comes after those that have one


@dataclass(frozen=True, kw_only=True)
class SideFilter(Choice):
    """`lookup` leads to the party."""

    def apply(self, queryset: QuerySet[Any], cleaned: dict[str, Any]) -> QuerySet[Any]:
        value = cleaned.get(self.name)
        of_hosts = {f"{self.lookup}partner__isnull": value == Side.DELEGATION}
        return queryset.filter(**of_hosts) if value else queryset


@dataclass(frozen=True, kw_only=True)
class ThemeFilter(Choice):
    def apply(self, queryset: QuerySet[Any], cleaned: dict[str, Any]) -> QuerySet[Any]:
        if not (value := cleaned.get(self.name)):
            return queryset
        told: QuerySet[Any] = queryset.alias(told=Cast("themes", TextField()))
        return told.filter(told__contains=f'"{value}"')


@dataclass(frozen=True, kw_only=True)
class AnswerFilter(MultiChoice):
    """A wish that nobody answered has an empty answer."""

    def apply(self, queryset: QuerySet[Any], cleaned: dict[str, Any]) -> QuerySet[Any]:
        values = ["" if each == "none" else each for each in cleaned.get(self.name) or ()]
        return queryset.filter(answer__in=values) if values else queryset


def by_name(party: str = "") -> Coalesce:
    """The name of the organisation, by which the reader's language sorts."""
    column = f"organisation__{sort_field()}"
    return Coalesce(f"{party}delegation__{column}", f"{party}partner__{column}")


def named(text: str, *parties: str) -> Q:
    """Rows in which one of the parties has a name that is found."""
    found = Organisation.objects.standing()
    ids = matching(found, text).values("pk")
    wanted = Q()
    for party in parties:
        wanted |= Q(**{f"{party}delegation__organisation__in": ids})
        wanted |= Q(**{f"{party}partner__organisation__in": ids})
    return wanted


def _limits(party: MeetingParty) -> str:
    numbers = (party.max_meetings, party.max_per_day, party.max_run)
    return " / ".join("–" if each is None else str(each) for each in numbers)


def parties_of(meeting_round: MeetingRound) -> QuerySet[MeetingParty]:
    rows = meeting_round.parties.standing().named().select_related("table__place")
    return rows.annotate(by_name=by_name())


class PartyList(Listing[MeetingParty]):
    """Of `parties_of(round)`."""

    search_label = _("Name of the organisation")
    file_name = "parties"
    filters: ClassVar[Sequence[Filter]] = (
        SideFilter(name="side", label=pgettext_lazy("of a meeting", "Side"), choices=Side.choices),
    )
    sorts = (Sort("title", _("Name"), ("by_name",)),)
    columns = (
        Column("id", _("Id"), lambda row: str(row.pk), shown=False),
        Column("party", pgettext_lazy("round of meetings", "Party"), str, link=party_path, sort="title"),
        Column("side", pgettext_lazy("of a meeting", "Side"), lambda row: row.side.label),
        Column("limits", _("Most meetings / a day / without a pause"), _limits),
        Column("table", _("Own table"), lambda row: str(row.table or "")),
        Column("office", _("Represented by"), lambda row: str(row.office), shown=False),
    )

    def search(self, queryset: QuerySet[MeetingParty], text: str) -> QuerySet[MeetingParty]:
        return queryset.filter(named(text, ""))


def wishes_in(meeting_round: MeetingRound) -> QuerySet[MeetingWish]:
    rows = MeetingWish.objects.filter(asker__round=meeting_round, asker__left_at=None, wanted__left_at=None)
    return _with_parties(rows)


def refusals_of(timetable: Timetable) -> QuerySet[RefusedWish]:
    return _with_parties(RefusedWish.objects.filter(timetable=timetable))


def _with_parties(rows: QuerySet[Any]) -> QuerySet[Any]:
    names = [
        f"{party}__{of}__organisation" for party in ("asker", "wanted") for of in ("delegation", "partner")
    ]
    found: QuerySet[Any] = rows.select_related(*names).annotate(
        asker_name=by_name("asker__"), wanted_name=by_name("wanted__"), place=Coalesce("rank", LAST)
    )
    return found


PAIR_SORTS = (
    Sort("asker", _("Who asked"), ("asker_name", "place")),
    Sort("wanted", pgettext_lazy("wish", "For whom"), ("wanted_name", "place")),
    Sort("rank", _("Rank"), ("place", "asker_name")),
)
ASKER = Column("asker", _("Who asked"), lambda row: str(row.asker), sort="asker")
WANTED = Column("wanted", pgettext_lazy("wish", "For whom"), lambda row: str(row.wanted), sort="wanted")
RANK = Column("rank", _("Rank"), lambda row: row.rank or "", sort="rank", numeric=True)
SIDE = SideFilter(
    name="side", label=pgettext_lazy("wish", "Asked by"), lookup="asker__", choices=Side.choices
)


class WishList(Listing[MeetingWish]):
    """Of `wishes_in(round)`."""

    search_label = _("Name of a party")
    file_name = "wishes"
    filters: ClassVar[Sequence[Filter]] = (
        SIDE,
        ThemeFilter(name="theme", label=_("Theme"), choices=Theme.choices),
        AnswerFilter(
            name="answer",
            label=_("Answer"),
            choices=[*Answer.choices, ("none", pgettext_lazy("wish", "No answer"))],
        ),
    )
    sorts = PAIR_SORTS
    columns = (
        ASKER,
        WANTED,
        RANK,
        Column("themes", _("Themes"), lambda row: themes(row.themes)),
        Column("note", _("What it is about"), shown=False),
        Column("answer", _("Answer"), "get_answer_display"),
        Column("answer_note", _("Note on the answer")),
    )

    def search(self, queryset: QuerySet[MeetingWish], text: str) -> QuerySet[MeetingWish]:
        return queryset.filter(named(text, "asker__", "wanted__"))


class RefusalList(Listing[RefusedWish]):
    """Of `refusals_of(timetable)`, with the reasons in words."""

    search_label = _("Name of a party")
    file_name = "not-granted"
    filters: ClassVar[Sequence[Filter]] = (SIDE,)
    sorts = (*PAIR_SORTS, Sort("weight", _("Weight"), ("-weight", "asker_name")))

    def __init__(self, request: HttpRequest, queryset: QuerySet[RefusedWish], words: Words) -> None:
        super().__init__(request, queryset)
        self.columns = (  # type: ignore[misc]  # the words are those of one round
            ASKER,
            WANTED,
            RANK,
            Column("weight", _("Weight"), numeric=True, sort="weight"),
            Column("why", pgettext_lazy("wish that was not granted", "Why"), words.why),
            Column("remedy", _("What would grant it"), words.remedy),
        )

    def search(self, queryset: QuerySet[RefusedWish], text: str) -> QuerySet[RefusedWish]:
        return queryset.filter(named(text, "asker__", "wanted__"))


def changes_of(meeting_round: MeetingRound) -> QuerySet[Happening]:
    return meeting_round.happenings.told().select_related("timetable", "said_by__person")


def _moves(row: Happening) -> int | str:
    return "" if row.timetable is None or row.timetable.moved is None else row.timetable.moved


def _who(user: Any) -> str:
    if user is None:
        return ""
    person = getattr(user, "person", None)
    return person.name.text if person else str(user.email)


WHAT = pgettext_lazy("live change", "What happened")


class ChangeList(Listing[Happening]):
    """Of `changes_of(round)`."""

    search_label = _("Name of a party")
    file_name = "live-changes"
    filters: ClassVar[Sequence[Filter]] = (
        MultiChoice(name="state", label=_("State"), choices=HappeningState.choices),
        MultiChoice(
            name="kind", label=pgettext_lazy("live change", "What happened"), choices=HappeningKind.choices
        ),
    )
    sorts = (
        Sort("newest", _("Latest first"), ("-created_at",)),
        Sort("oldest", _("Oldest first"), ("created_at",)),
    )
    columns = (
        Column("id", _("Id"), lambda row: str(row.pk), shown=False),
        Column("what", WHAT, tell_change, link=change_path),
        Column("kind", pgettext_lazy("live change", "Kind"), "get_kind_display", shown=False),
        Column("state", _("State"), "get_state_display"),
        Column("moved", _("Meetings moved"), _moves, numeric=True),
        Column("said_by", _("Reported by"), lambda row: _who(row.said_by)),
        Column("created_at", _("Reported at"), sort="oldest"),
        Column("settled_at", _("Settled at"), lambda row: row.settled_at or ""),
        Column("note", _("Note"), shown=False),
    )

    def search(self, queryset: QuerySet[Happening], text: str) -> QuerySet[Happening]:
        return queryset.filter(named(text, "party__", "other__"))
