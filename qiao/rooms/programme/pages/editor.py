"""What the editor of a programme shows of a day."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qiao.kit.bilingual.localized import Localized
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.days import days_of, starts_of
from qiao.rooms.programme.enums import ItemKind, ItemState, PlaceKind
from qiao.rooms.programme.models import Place
from qiao.rooms.programme.pages.grid import Block, Column, Line, lay_out
from qiao.rooms.programme.pages.markup import Pen, options_of
from qiao.rooms.programme.working_copy import Found, Row, WorkingCopy

NOWHERE = UUID(int=0)
SHOWN_CONFLICTS = 60
WAYS_TO_SEE = ("places", "tracks")


@dataclass(slots=True)
class Shown:
    """A session in a cell, in words."""

    id: UUID
    version: int
    kind: str
    what: str
    title: Localized
    time: str
    place: str
    starts: int
    minutes: int
    trouble: str
    cancelled: str


class Editor:
    def __init__(self, exchange: Exchange, day: str, by: str, *, may_edit: bool) -> None:
        self.exchange, self.may_edit = exchange, may_edit
        self.copy = WorkingCopy(exchange)
        self.days = days_of(exchange)
        self.day = next((each for each in self.days if each.isoformat() == day), self.days[0])
        self.by = by if by in WAYS_TO_SEE else WAYS_TO_SEE[0]

    @property
    def address(self) -> str:
        return (
            f"{reverse('programme:editor', args=[self.exchange.pk])}?day={self.day.isoformat()}&by={self.by}"
        )

    @cached_property
    def columns(self) -> list[Column]:
        columns = list(self._places() if self.by == "places" else self._tracks())
        if not columns or any(block.column == "" for block in self._blocks):
            columns.append(Column("", _("No place yet") if self.by == "places" else _("No track")))
        return columns

    @property
    def headings(self) -> list[Column]:
        """With as many lanes as the day needs."""
        return self.columns if self.lines else []

    @cached_property
    def lines(self) -> list[Line]:
        return lay_out(self.columns, self._blocks, self._midnight)

    @property
    def rows(self) -> Iterator[tuple[Line, SafeString]]:
        pen = Pen(self._url, movable=self.may_edit)
        for line in self.lines:
            yield line, pen.cells(line.cells)

    @property
    def options(self) -> SafeString:
        return options_of(self.sessions)

    @cached_property
    def sessions(self) -> list[Shown]:
        return [block.session for block in self._blocks]

    @cached_property
    def conflicts(self) -> list[Found]:
        """The first of them: a list that nobody can read to its end helps nobody."""
        return self.copy.told(self.copy.conflicts[:SHOWN_CONFLICTS])

    @property
    def conflict_count(self) -> int:
        return len(self.copy.conflicts)

    @property
    def more_conflicts(self) -> int:
        return max(0, self.conflict_count - SHOWN_CONFLICTS)

    @cached_property
    def _midnight(self) -> dt.datetime:
        return dt.datetime.combine(self.day, dt.time.min, tzinfo=self.exchange.zone)

    @cached_property
    def _blocks(self) -> list[Block]:
        first = starts_of(self.exchange, self.day)
        last = starts_of(self.exchange, self.day + dt.timedelta(days=1))
        rows = [row for row in self.copy.rows if row.starts_at < last and row.ends_at > first]
        return [self._block(row, first, last) for row in rows]

    def _block(self, row: Row, first: dt.datetime, last: dt.datetime) -> Block:
        """What goes on past midnight is cut at it."""
        zone = self.exchange.zone
        starts, ends = row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)
        column = str((row.place_id if self.by == "places" else row.track_id) or "")
        shown = self._shown(row, starts, ends)
        return Block(max(starts, first.astimezone(zone)), min(ends, last.astimezone(zone)), column, shown)

    def _shown(self, row: Row, starts: dt.datetime, ends: dt.datetime) -> Shown:
        place = self.copy.places.get(row.place_id) if row.place_id else None
        return Shown(
            id=row.id,
            version=row.version,
            kind=row.kind,
            what=" · ".join(filter(None, (self._kinds.get(row.kind, row.kind), _codes(row.languages)))),
            title=row.title,
            time=f"{starts:%H:%M}–{ends:%H:%M}",
            place=place.name.text if place else "",
            starts=starts.hour * 60 + starts.minute,
            minutes=int((row.ends_at - row.starts_at).total_seconds() // 60),
            trouble=self._trouble(len(self.copy.conflicts_of.get(row.id, ()))),
            cancelled=self._cancelled if row.state == ItemState.CANCELLED else "",
        )

    def _trouble(self, count: int) -> str:
        words = ngettext("%(count)d conflict", "%(count)d conflicts", count)
        return words % {"count": count} if count else ""

    def _places(self) -> Iterator[Column]:
        """Rooms by venue. A venue with rooms, and a stop, only where something is in it."""
        used = {block.column for block in self._blocks}
        venues = {place.within_id for place in self.copy.places.values()}
        for place in sorted(self.copy.places.values(), key=self._order):
            is_free = place.pk not in venues and place.kind != PlaceKind.STOP
            if is_free or str(place.pk) in used:
                outer = self.copy.places.get(place.within_id) if place.within_id else None
                yield Column(str(place.pk), place.name, outer.name if outer else "")

    def _order(self, place: Place) -> Any:
        outer = self.copy.places.get(place.within_id) if place.within_id else None
        first = outer or place
        return first.position, first.pk, outer is not None, place.position, place.pk

    def _tracks(self) -> Iterator[Column]:
        for track in self.exchange.tracks.all():
            yield Column(str(track.pk), track.name)

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return {value: str(label) for value, label in ItemKind.choices}

    @cached_property
    def _cancelled(self) -> str:
        return str(ItemState.CANCELLED.label)

    @cached_property
    def _url(self) -> str:
        """What the address of every session begins with."""
        return reverse("programme:item", args=[NOWHERE]).removesuffix(f"{NOWHERE}/")


def _codes(languages: list[str]) -> str:
    return " ".join(code.upper() for code in languages)
