"""The figures behind the drawings of charts; the charts themselves are tables."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, is_dataclass
from typing import Any

HEIGHT = 40  # of the drawing of a line chart, in its own units; its width is 100
MANY = 9  # points of a line chart above which it scrolls on a phone


@dataclass(frozen=True)
class Line:
    rows: list[dict[str, Any]]
    points: str
    area: str
    many: bool


def plain_rows(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Rows as given (dicts or dataclasses with label, value and perhaps href)."""
    return [asdict(row) if is_dataclass(row) and not isinstance(row, type) else dict(row) for row in rows]


def bars(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Each row with its share of the longest bar in per cent; nothing is drawn below zero."""
    drawn = plain_rows(rows)
    longest = max((row["value"] for row in drawn), default=0)
    if longest <= 0:
        return [row | {"percent": 0} for row in drawn]
    return [row | {"percent": f"{max(0, 100 * row['value'] / longest):.1f}"} for row in drawn]


def line(rows: Iterable[Any]) -> Line:
    """One point above the middle of each column, zero at the bottom."""
    drawn = plain_rows(rows)
    highest = max((row["value"] for row in drawn), default=0) or 1
    spots = [
        (100 * (number + 0.5) / len(drawn), HEIGHT - (HEIGHT - 3) * max(0, row["value"]) / highest)
        for number, row in enumerate(drawn)
    ]
    points = " ".join(f"{x:.2f},{y:.2f}" for x, y in spots)
    area = f"{spots[0][0]:.2f},{HEIGHT} {points} {spots[-1][0]:.2f},{HEIGHT}" if spots else ""
    return Line(drawn, points, area, len(drawn) > MANY)
