"""Times and lists in words, in the active language."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext

from qiao.rooms.meetings.workbook.event import Slot

MOST = 6


def joined(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return pgettext("list", ", ").join(words[:-1]) + pgettext("list", " and ") + words[-1]


def in_a_row(sentences: Iterable[str]) -> str:
    """Chinese sentences follow one another without a space."""
    return ("" if _is_chinese() else " ").join(sentences)


def tell_day(day: date) -> str:
    return date_format(day, "Y年n月j日 l" if _is_chinese() else "l j F Y")


def tell_date(day: date) -> str:
    return date_format(day, "n月j日" if _is_chinese() else "j F")


def tell_time(slot: Slot) -> str:
    return f"{slot.starts_at:%H:%M}–{slot.ends_at:%H:%M}"


def tell_slots(slots: Iterable[Slot]) -> str:
    """Each day with its slots, those that follow one another as one stretch; only the first few."""
    days = [f"{tell_date(day)} {joined(_stretches(list(of)))}" for day, of in groupby(slots, lambda s: s.day)]
    return pgettext("list", "; ").join(days)


def _stretches(slots: list[Slot]) -> list[str]:
    found: list[list[Slot]] = []
    for slot in slots:
        if found and found[-1][-1].ends_at == slot.starts_at:
            found[-1].append(slot)
        else:
            found.append([slot])
    told = [f"{each[0].starts_at:%H:%M}–{each[-1].ends_at:%H:%M}" for each in found]
    return told if len(told) <= MOST else [*told[:MOST], "…"]


def _is_chinese() -> bool:
    return (get_language() or "").startswith("zh")
