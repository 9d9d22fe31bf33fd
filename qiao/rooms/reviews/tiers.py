"""Tiers as plain lists, the best first: what a move makes of them, and what two versions differ in."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from django.utils.translation import gettext as _

from qiao.rooms.reviews.enums import Shift

One = TypeVar("One")
Tiers = Sequence[Sequence[One]]


def shifted(tiers: Tiers[One], one: One, shift: Shift) -> list[list[One]]:
    """Up and down take a tied one out of its tie first; one that stands alone passes the tier beside it."""
    place = next((index for index, tied in enumerate(tiers) if one in tied), None)
    rest = [[other for other in tied if other != one] for tied in tiers]
    if shift == Shift.REMOVE or (place is None and shift != Shift.ADD):
        return _filled(rest)
    if place is None or shift == Shift.ADD:
        return _filled([*rest, [one]])
    if shift == Shift.TIE:
        return _tied(rest, place, one)
    at = _place_of(place, shift, is_tied=bool(rest[place]), count=len(rest))
    return _filled([*rest[:at], [one], *rest[at:]])


def _place_of(place: int, shift: Shift, *, is_tied: bool, count: int) -> int:
    if shift == Shift.UP:
        return place if is_tied else max(0, place - 1)
    if shift == Shift.DOWN:
        return place + 1 if is_tied else min(count, place + 2)
    return place + 1  # split: behind those that it was tied with


def _tied(rest: list[list[One]], place: int, one: One) -> list[list[One]]:
    above = max(0, place - 1)
    rest[above] = [*rest[above], one]
    return _filled(rest)


def _filled(tiers: Tiers[One]) -> list[list[One]]:
    return [list(tied) for tied in tiers if tied]


def differences(before: Tiers[str], after: Tiers[str], names: Mapping[str, str]) -> list[str]:
    """One sentence for each whose tier is another one now."""
    was, now = _places(before), _places(after)
    changed = [one for one in {**was, **now} if was.get(one) != now.get(one)]
    return [_told(names.get(one, one), was.get(one), now.get(one)) for one in changed]


def _places(tiers: Tiers[str]) -> dict[str, int]:
    return {one: number for number, tied in enumerate(tiers, 1) for one in tied}


def _told(name: str, was: int | None, now: int | None) -> str:
    values = {"name": name, "was": was, "now": now}
    if was is None:
        return _("%(name)s was put into tier %(now)s.") % values
    if now is None:
        return _("%(name)s was taken out of tier %(was)s.") % values
    return _("%(name)s went from tier %(was)s to tier %(now)s.") % values
