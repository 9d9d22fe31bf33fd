"""The cells of an editor's table. In the template language hundreds of sessions would take the time of the
whole page; here each is formatted once, with its id once."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from qiao.rooms.programme.pages.grid import Cell

FREE = '<td{} data-column="{}"></td>'
HELD = (
    '<td{rows} data-column="{column}" class="programme-held">'
    '<a class="programme-session" id="s-{id}" href="URL{id}/" data-kind="{kind}"MOVABLE{marks}>'
    '<span class="programme-time">{time}</span> <strong lang="{lang}">{title}</strong> '
    '<span class="programme-what">{what}</span>{where}{trouble}</a></td>'
)
MOVABLE = (
    ' data-handle="{id}.{version}" data-starts="{starts}" data-minutes="{minutes}" draggable="true"'
    ' aria-describedby="keys"'
)
OPTION = '<option value="{}.{}">{} {}</option>'


class Pen:
    """`url` is what the address of a session begins with."""

    def __init__(self, url: str, *, movable: bool) -> None:
        self._held = HELD.replace("URL", url).replace("MOVABLE", MOVABLE if movable else "")

    def cells(self, cells: Iterable[Cell]) -> SafeString:
        return format_html_join("", "{}", ((self._cell(cell),) for cell in cells))

    def _cell(self, cell: Cell) -> SafeString:
        shown = cell.session
        if shown is None:
            return _free(cell.span, cell.column)
        return format_html(
            self._held,
            rows=_rows(cell.span),
            column=cell.column,
            id=shown.id,
            version=shown.version,
            starts=shown.starts,
            minutes=shown.minutes,
            kind=shown.kind,
            marks=_marks(bool(shown.trouble), bool(shown.cancelled)),
            time=shown.time,
            lang=shown.title.lang,
            title=shown.title.text,
            what=shown.what,
            where=_span("programme-where", shown.place),
            trouble=_span("programme-count", " · ".join(filter(None, (shown.trouble, shown.cancelled)))),
        )


def options_of(sessions: Iterable[Any]) -> SafeString:
    rows = ((each.id, each.version, each.time, each.title.text) for each in sessions)
    return format_html_join("", OPTION, rows)


@lru_cache(maxsize=4096)
def _free(span: int, column: str) -> SafeString:
    return format_html(FREE, _rows(span), column)


@lru_cache(maxsize=1024)
def _rows(span: int) -> SafeString | str:
    return format_html(' rowspan="{}"', span) if span > 1 else ""


@lru_cache
def _marks(conflicts: bool, cancelled: bool) -> SafeString:
    names = [("data-conflicts", conflicts), ("data-cancelled", cancelled)]
    return format_html_join("", " {}", ((name,) for name, is_set in names if is_set))


@lru_cache(maxsize=1024)
def _span(name: str, text: str) -> SafeString | str:
    return format_html(' <span class="{}">{}</span>', name, text) if text else ""
