"""What stands in a cell as a number, a date, a time, a yes, a name or themes. None where it is not that."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, time
from functools import cache
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.utils import translation

from qiao.kit.zones import zone_names
from qiao.rooms.directory.countries import LOCALES, codes, country_name
from qiao.rooms.directory.enums import OrganisationKind
from qiao.rooms.meetings.enums import Answer, Theme
from qiao.rooms.meetings.workbook.event import Name
from qiao.rooms.meetings.workbook.headings import key
from qiao.rooms.meetings.workbook.records import Record

T = TypeVar("T")
_WHOLE = re.compile(r"\d{1,6}", re.ASCII)
_DATE = re.compile(r"(\d{4})\s*(?:[-/.]|年)\s*(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})\s*日?", re.ASCII)
_SPOKEN = re.compile(r"(\d{1,2})\s+([a-z]{3,9})\.?\s+(\d{4})", re.ASCII | re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = re.compile(r"(\d{1,2})[:.时](\d{2})(?::\d{2}(?:\.\d+)?)?分?", re.ASCII)
_MIDNIGHT = re.compile(r"[ T]0{1,2}:00(:00)?")
_YES = {"yes", "true", "y", "1", "是", "可", "有空", "是yes"}
_NO = {"no", "false", "n", "0", "否", "不可", "无空", "否no"}
_SPLIT = re.compile(r"[;；、\n]+|,|，")
ANSWER_WORDS = {
    Answer.WANT: ("也有意愿 want", "want", "也有意愿", "有意愿", "愿意", "wanted too"),
    Answer.ACCEPT: ("接受 accept", "accept", "接受", "已接受", "同意", "accepted"),
    Answer.DECLINE: ("婉拒 decline", "decline", "婉拒", "已婉拒", "谢绝", "拒绝", "declined"),
}
# What may be written for each theme: its names in Chinese and English, then shorter ones.
THEME_WORDS = {
    Theme.TALENT: (
        "引进国际人才",
        "Introducing international talent",
        "talent",
        "人才引进",
        "引进人才",
        "引才",
    ),
    Theme.CULTIVATION: (
        "联合培养人才",
        "Joint cultivation of talent",
        "cultivation",
        "联合培养",
        "joint cultivation",
    ),
    Theme.RESEARCH: ("科研合作", "Research cooperation", "research", "科研"),
}


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def whole(record: Record, field: str, least: int, most: int) -> int | None:
    """A number of digits; a fault and None for anything else, None for an empty cell."""
    text = plain(record[field])
    if not text:
        return None
    if _WHOLE.fullmatch(text) and least <= int(text) <= most:
        return int(text)
    record.fault("whole", field, value=record[field], least=least, most=most)
    return None


def day(record: Record, field: str) -> date | None:
    text = record[field]
    found = date_in(text)
    if text and found is None:
        record.fault("date", field, value=text)
    return found


def date_in(text: str) -> date | None:
    """Year, month and day, or a day with the name of its month; 3/4/2026 is two dates and hence none.

    >>> date_in("2026年11月3日"), date_in("3 Nov 2026"), date_in("3/4/2026")
    (datetime.date(2026, 11, 3), datetime.date(2026, 11, 3), None)
    """
    text = _MIDNIGHT.sub("", plain(text))
    try:
        if found := _DATE.fullmatch(text):
            return date(*map(int, found.groups()))
        if (found := _SPOKEN.fullmatch(text)) and (month := found[2][:3].lower()) in _MONTHS:
            return date(int(found[3]), _MONTHS.index(month) + 1, int(found[1]))
    except ValueError:
        pass
    return None


def clock(record: Record, field: str) -> time | None:
    text = record[field]
    found = time_in(text)
    if text and found is None:
        record.fault("time", field, value=text)
    return found


def time_in(text: str) -> time | None:
    """Hours and minutes, also where a spreadsheet added a day or seconds.

    >>> time_in("9：30"), time_in("2026-11-03 09:30:00"), time_in("25:00")
    (datetime.time(9, 30), datetime.time(9, 30), None)
    """
    found = _TIME.fullmatch(re.split(r"[ T]", plain(text))[-1])
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))


def yes(record: Record, field: str) -> bool | None:
    text = key(record[field])
    if text in _YES or text in _NO:
        return text in _YES
    record.fault("yes-no", field, value=record[field])
    return None


def name(record: Record, field: str = "name") -> Name:
    return Name(" ".join(record[f"{field}_zh"].split()), " ".join(record[f"{field}_en"].split()))


def themes(record: Record, field: str) -> tuple[Theme, ...]:
    found = []
    for part in filter(str.strip, _SPLIT.split(record[field])):
        theme = _theme_words().get(key(part))
        if theme is not None:
            found.append(theme)
        else:
            record.fault("theme", field, value=part.strip(), names=both_names())
    return tuple(dict.fromkeys(found))


def answer(record: Record, field: str) -> Answer | None:
    return _word(record, field, "answer", ANSWER_WORDS)


def kind(record: Record, field: str) -> str:
    words = {each: (each, *_labels(each.label)) for each in OrganisationKind}
    return _word(record, field, "kind", words) or ""


def country(record: Record, field: str) -> str:
    """A code of ISO 3166-1, or a name as CLDR has it in either language."""
    text = plain(record[field])
    if not text:
        return ""
    if text.upper() in codes():
        return text.upper()
    if found := _countries().get(key(text)):
        return found
    record.fault("country", field, value=text)
    return ""


def _word(record: Record, field: str, code: str, words: Mapping[T, Sequence[str]]) -> T | None:
    text = key(record[field])
    found = next((each for each, said in words.items() if text in map(key, said)), None)
    if text and found is None:
        names = ", ".join(said[0] for said in words.values())
        record.fault(code, field, value=record[field], names=names)
    return found


def _labels(label: object) -> list[str]:
    found = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            found.append(str(label))
    return [*found, " / ".join(found)]


@cache
def _countries() -> dict[str, str]:
    return {key(country_name(code, language)): code for language in LOCALES for code in codes()}


def both_names() -> str:
    return "; ".join(f"{chinese} / {english}" for chinese, english, *_short in THEME_WORDS.values())


@cache
def _theme_words() -> dict[str, Theme]:
    pairs = [(theme, (*words, f"{words[0]}{words[1]}")) for theme, words in THEME_WORDS.items()]
    return {key(word): theme for theme, words in pairs for word in words}


def time_zone(record: Record, field: str, default: str) -> ZoneInfo:
    text = record[field] or default
    if text in zone_names():
        return ZoneInfo(text)
    record.fault("time-zone", field, value=text)
    return ZoneInfo(default)
