"""An event as the sheets that it could have been read from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.utils import translation

from qiao.kit.tables.write import NewSheet
from qiao.rooms.directory.enums import OrganisationKind
from qiao.rooms.meetings.workbook.cells import ANSWER_WORDS, THEME_WORDS
from qiao.rooms.meetings.workbook.event import Event, Name, Wish
from qiao.rooms.meetings.workbook.headings import SheetPlan
from qiao.rooms.meetings.workbook.plans import PLANS

Row = dict[str, Any]
Codes = Mapping[str, str]


def sheets_of(event: Event, codes: Codes) -> list[NewSheet]:
    """With headings in both languages. `codes` of organisations and places, by their keys."""
    return [_sheet(plan, ROWS[plan.name](event, codes)) for plan in PLANS]


def _sheet(plan: SheetPlan, rows: Iterator[Row]) -> NewSheet:
    body: list[Sequence[Any]] = [[row.get(each.field) for each in plan.columns] for row in rows]
    return NewSheet(plan.title, [each.heading for each in plan.columns], body, [30] * len(plan.columns))


def _named(name: Name, field: str = "name") -> Row:
    return {f"{field}_zh": name.zh, f"{field}_en": name.en}


def _exchange(event: Event, _codes: Codes) -> Iterator[Row]:
    settings = {"time_zone": event.time_zone.key, "walk_slots": event.walk_slots, "floor": event.floor}
    yield _named(event.name) | _named(event.organisers, "organisers") | settings


def _organisations(event: Event, codes: Codes) -> Iterator[Row]:
    for each in event.organisations:
        caps = {name: getattr(each, name) for name in ("max_meetings", "max_per_day", "max_run")}
        said = {"country": each.country, "kind": _kind(each.kind)}
        yield {"code": codes.get(each.key, "")} | _named(each.name) | caps | said


def _kind(kind: str) -> str:
    found = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            found.append(str(OrganisationKind(kind).label) if kind else "")
    return " / ".join(filter(None, found))


def _delegates(event: Event, _codes: Codes) -> Iterator[Row]:
    for each in event.delegates:
        yield {"organisation": each.organisation} | _named(each.name) | _named(each.position, "position")


def _hosts(event: Event, _codes: Codes) -> Iterator[Row]:
    for each in event.hosts:
        sits = {"organisation": each.organisation, "place": each.place}
        yield sits | _named(each.represented_by, "represented_by")


def _places(event: Event, codes: Codes) -> Iterator[Row]:
    for each in event.places:
        holds = {"capacity": each.capacity, "zone": each.zone}
        yield {"code": codes.get(each.key, "")} | _named(each.name) | holds


def _slots(event: Event, _codes: Codes) -> Iterator[Row]:
    for each in event.slots:
        times = {"start": each.starts_at.time(), "end": each.ends_at.time()}
        yield {"code": each.code, "date": each.day} | times


def _availability(event: Event, _codes: Codes) -> Iterator[Row]:
    for each in event.periods:
        times = {"start": each.starts_at.time(), "end": each.ends_at.time()}
        free = "是 yes" if each.is_free else "否 no"
        yield {"party": each.of, "date": each.starts_at.date(), "free": free} | times


def _wishes(event: Event, _codes: Codes) -> Iterator[Row]:
    for each in event.wishes:
        yield {"asker": each.asker, "wanted": each.wanted, "rank": each.rank, "pin": each.pin} | _told(each)


def _told(wish: Wish) -> Row:
    themes = "; ".join(" / ".join(THEME_WORDS[each][:2]) for each in wish.themes)
    return {"themes": themes, "answer": ANSWER_WORDS[wish.answer][0] if wish.answer else ""}


ROWS: Mapping[str, Callable[[Event, Codes], Iterator[Row]]] = {
    "exchange": _exchange,
    "organisations": _organisations,
    "delegates": _delegates,
    "hosts": _hosts,
    "places": _places,
    "slots": _slots,
    "availability": _availability,
    "wishes": _wishes,
}
