"""A day of a timetable as a picture: participants as rows, slots as columns, in an accessible SVG."""

import re
from collections.abc import Iterator, Mapping
from html import escape

from qiao.engines.shape.words import Language, Sentence, say
from qiao.engines.timetabling.problem import Participant, Problem
from qiao.engines.timetabling.result import Meeting, Solution

say(
    {
        "explain.picture.title": ("{name}, day {day}", "{name}，第{day}天"),
        "explain.picture.desc": (
            "{people} participants as rows and slots {first} to {last} as columns: {meetings} meetings.",
            "每行为一位参加者，共{people}位；每列为一个时段，从{first}到{last}；共{meetings}场会面。",
        ),
        "explain.picture.meeting": ("{who} meets {other} in slot {slot}", "{who}在时段{slot}与{other}会面"),
        "explain.picture.meeting-at": (
            "{who} meets {other} in slot {slot} at table {table}",
            "{who}在时段{slot}与{other}会面，{table}号桌",
        ),
        "explain.picture.legend.meeting": ("meeting", "会面"),
        "explain.picture.legend.free": ("free", "空闲"),
        "explain.picture.legend.unavailable": ("not available", "无空"),
    }
)

_WIDTH, _HEIGHT, _MARGIN = 24, 18, 12
_INK, _PAPER, _MEETING, _FREE, _BARRED = "#1b1f24", "#ffffff", "#1d5d9b", "#8794a3", "#6b7280"


def day_svg(problem: Problem, solution: Solution, *, language: Language, day: int = 0) -> str:
    """The picture of one day, numbered from 0: who meets, is free or is not available, slot by slot.

    Rows are sorted by side and then by id, numbers in it by their value. Forms differ as well as colours: a
    meeting is a filled box, a free slot an empty one, an unavailable slot a cross. Only presentation
    attributes are used, so that no policy against scripts and styles forbids the picture.

    Raises
    ------
    IndexError : the instance has no such day.

    >>> from qiao.engines.timetabling.problem import Request
    >>> people = (Participant("Ana"), Participant("Ben", unavailable=frozenset({1})))
    >>> tea = Problem("tea", "choose", 2, people, (Request("r", "Ana", "Ben"),))
    >>> picture = day_svg(tea, Solution("tea", "optimal", {"r": Meeting(0)}), language="en")
    >>> picture.splitlines()[1]
    '<title id="timetable-day-0-title">tea, day 1</title>'
    """
    first, last = problem.day_list[day]
    people = sorted(problem.participants, key=lambda each: (each.side or "", _natural(each.id)))
    label = 10 + 8 * max((len(each.id) for each in people), default=0)
    width = max(label + _WIDTH * (last - first + 1), 330) + 2 * _MARGIN
    height = _HEIGHT * (len(people) + 2) + 3 * _MARGIN
    name = f"timetable-day-{day}"
    told = _meetings(problem, solution)
    held = {(who, slot): each for (who, slot), each in told.items() if first <= slot <= last}
    title = Sentence("explain.picture.title", {"name": problem.name, "day": day + 1})
    desc = Sentence(
        "explain.picture.desc",
        {"people": len(people), "first": first, "last": last, "meetings": len(held) // 2},
    )
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    named = f'role="img" aria-labelledby="{name}-title {name}-desc"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {named} {size} font-family="sans-serif" font-size="11">',
        f'<title id="{name}-title">{escape(title.text(language))}</title>',
        f'<desc id="{name}-desc">{escape(desc.text(language))}</desc>',
        f'<rect width="{width}" height="{height}" fill="{_PAPER}"/>',
        *_heads(first, last, label),
    ]
    for row, person in enumerate(people):
        lines += _row(person, row, range(first, last + 1), label, held, language)
    lines += [*_legend(len(people), language), "</svg>"]
    return "\n".join(lines) + "\n"


def _natural(name: str) -> list[tuple[int, str]]:
    """D2 before D10."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", name)]


def _meetings(problem: Problem, solution: Solution) -> Mapping[tuple[str, int], tuple[str, Meeting]]:
    """Whom each participant meets in each slot."""
    found = {}
    for request in problem.requests:
        if (meeting := solution.schedule.get(request.id)) is not None:
            found[request.a, meeting.slot] = request.b, meeting
            found[request.b, meeting.slot] = request.a, meeting
    return found


def _heads(first: int, last: int, label: int) -> Iterator[str]:
    for slot in range(first, last + 1):
        x = _MARGIN + label + _WIDTH * (slot - first) + _WIDTH // 2
        yield f'<text x="{x}" y="{_MARGIN + 12}" fill="{_INK}" text-anchor="middle">{slot}</text>'


def _row(
    person: Participant,
    row: int,
    slots: range,
    label: int,
    held: Mapping[tuple[str, int], tuple[str, Meeting]],
    language: Language,
) -> Iterator[str]:
    y = _MARGIN + _HEIGHT * (row + 1)
    yield f'<text x="{_MARGIN}" y="{y + 13}" fill="{_INK}">{escape(person.id)}</text>'
    for slot in slots:
        x = _MARGIN + label + _WIDTH * (slot - slots.start)
        meeting = held.get((person.id, slot))
        if meeting is not None:
            yield f"<g><title>{_told(person, slot, meeting, language)}</title>{_box(x, y)}</g>"
        elif slot in person.unavailable:
            yield _cross(x, y)
        else:
            yield _frame(x, y)


def _told(person: Participant, slot: int, meeting: tuple[str, Meeting], language: Language) -> str:
    other, place = meeting
    told = {"who": person.id, "other": other, "slot": slot, "table": place.table}
    code = "meeting" if place.table is None else "meeting-at"
    return escape(Sentence(f"explain.picture.{code}", told).text(language))


def _box(x: int, y: int) -> str:
    return (
        f'<rect x="{x + 2}" y="{y + 2}" width="{_WIDTH - 4}" height="{_HEIGHT - 4}" rx="3" '
        f'fill="{_MEETING}"/>'
    )


def _frame(x: int, y: int) -> str:
    return (
        f'<rect x="{x + 2}" y="{y + 2}" width="{_WIDTH - 4}" height="{_HEIGHT - 4}" rx="3" fill="{_PAPER}" '
        f'stroke="{_FREE}"/>'
    )


def _cross(x: int, y: int) -> str:
    left, right, top, bottom = x + 8, x + _WIDTH - 8, y + 5, y + _HEIGHT - 5
    return f'<path d="M{left} {top}L{right} {bottom}M{right} {top}L{left} {bottom}" stroke="{_BARRED}"/>'


def _legend(rows: int, language: Language) -> Iterator[str]:
    y = 2 * _MARGIN + _HEIGHT * (rows + 1)
    for number, (name, form) in enumerate((("meeting", _box), ("free", _frame), ("unavailable", _cross))):
        x = _MARGIN + 105 * number
        text = escape(Sentence(f"explain.picture.legend.{name}").text(language))
        yield f'{form(x, y)}<text x="{x + _WIDTH + 4}" y="{y + 13}" fill="{_INK}">{text}</text>'
