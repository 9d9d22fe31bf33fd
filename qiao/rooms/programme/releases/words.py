"""Changes and faults as sentences in the active language, with times by the clock of a zone."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qiao.kit.bilingual.localized import active_language, localized
from qiao.rooms.programme.agenda import AgendaEntry, Both
from qiao.rooms.programme.releases.difference import Change, Facet
from qiao.rooms.programme.releases.feasible import Fault, FaultKind


def tell(both: Both) -> str:
    return localized(both.zh, both.en).text


def tell_pair(old: Both, new: Both) -> tuple[str, str]:
    """In the reader's language, or in the other one where only its text has changed."""
    if tell(old) == tell(new):
        return (old.en, new.en) if active_language() == "zh" else (old.zh, new.zh)
    return tell(old), tell(new)


def tell_day(day: dt.date) -> str:
    return date_format(day, "n月j日" if active_language() == "zh" else "j F")


def tell_weekday(day: dt.date) -> str:
    return date_format(day, "Y年n月j日 l" if active_language() == "zh" else "l j F Y")


def tell_hours(entry: AgendaEntry, zone: ZoneInfo) -> str:
    """From when to when; what ends on another day says so."""
    start, end = entry.starts_at.astimezone(zone), entry.ends_at.astimezone(zone)
    last = f"{end:%H:%M}" if end.date() == start.date() else f"{tell_day(end)} {end:%H:%M}"
    return f"{start:%H:%M}–{last}"


def tell_when(entry: AgendaEntry, zone: ZoneInfo) -> str:
    return f"{tell_day(entry.starts_at.astimezone(zone))} {tell_hours(entry, zone)}"


def tell_entry(entry: AgendaEntry, zone: ZoneInfo) -> str:
    """What, when and where in one line."""
    values = {"title": tell(entry.title), "when": tell_when(entry, zone), "place": tell(entry.place)}
    return (_("%(title)s, %(when)s, %(place)s") if values["place"] else _("%(title)s, %(when)s")) % values


def tell_change(change: Change, zone: ZoneInfo) -> str:
    """One or more sentences, with the old and the new."""
    return ("" if active_language() == "zh" else " ").join(_sentences(change, zone))


def _sentences(change: Change, zone: ZoneInfo) -> Iterator[str]:
    if change.before is None or change.after is None:
        yield _came_or_went(change, zone)
        return
    old, new = change.before, change.after
    if Facet.TITLE in change.facets:
        names = dict(zip(("old", "new"), tell_pair(old.title, new.title), strict=True))
        yield _("“%(old)s” is now called “%(new)s”.") % names
    if Facet.TIME in change.facets:
        yield _moved(old, new, zone, with_place=Facet.PLACE in change.facets)
    elif Facet.PLACE in change.facets:
        yield _elsewhere(old, new, zone)
    if Facet.PEOPLE in change.facets:
        yield _("Others take part in “%(title)s”.") % {"title": tell(new.title)}
    if Facet.NOTES in change.facets:
        yield _("The notes on “%(title)s” have changed.") % {"title": tell(new.title)}


def _came_or_went(change: Change, zone: ZoneInfo) -> str:
    told = {"entry": tell_entry(change.entry, zone)}
    if change.is_new:
        return _("New: %(entry)s.") % told
    if change.stands:
        return _("No longer on this itinerary: %(entry)s.") % told
    return _("Cancelled: %(entry)s.") % told


def _moved(old: AgendaEntry, new: AgendaEntry, zone: ZoneInfo, *, with_place: bool) -> str:
    is_same_day = old.starts_at.astimezone(zone).date() == new.starts_at.astimezone(zone).date()
    tell_time = tell_hours if is_same_day else tell_when
    values = {
        "title": tell(new.title),
        "day": tell_day(new.starts_at.astimezone(zone)),
        "old": tell_time(old, zone),
        "new": tell_time(new, zone),
    }
    places = dict(zip(("old_place", "new_place"), tell_pair(old.place, new.place), strict=True))
    if with_place and all(places.values()):
        return _moved_with_place(is_same_day) % (values | places)
    moved = (
        _("“%(title)s” on %(day)s moved from %(old)s to %(new)s.")
        if is_same_day
        else _("“%(title)s” moved from %(old)s to %(new)s.")
    ) % values
    return f"{moved} {_elsewhere(old, new, zone)}".strip() if with_place else moved


def _moved_with_place(is_same_day: bool) -> str:
    if is_same_day:
        return _(
            "“%(title)s” on %(day)s moved from %(old)s to %(new)s, and from %(old_place)s to %(new_place)s."
        )
    return _("“%(title)s” moved from %(old)s to %(new)s, and from %(old_place)s to %(new_place)s.")


def _elsewhere(old: AgendaEntry, new: AgendaEntry, zone: ZoneInfo) -> str:
    before, after = tell_pair(old.place, new.place)
    values = {"title": tell(new.title), "when": tell_when(new, zone), "old": before, "new": after}
    if before and after:
        return _("“%(title)s”, %(when)s, moved from %(old)s to %(new)s.") % values
    if after:
        return _("“%(title)s”, %(when)s, now has a place: %(new)s.") % values
    return _("“%(title)s”, %(when)s, has no place for now; it was %(old)s.") % values


def tell_fault(fault: Fault, zone: ZoneInfo) -> str:
    """What is wrong, and the remedy."""
    values = {
        "people": len(fault.members),
        "first": tell_entry(fault.first, zone),
        "second": tell_entry(fault.second, zone) if fault.second else "",
        "needed": fault.needed,
        "there": fault.there,
    }
    if fault.kind is FaultKind.TOO_FULL:
        return _too_full() % values
    return (_two_places if fault.kind is FaultKind.TWO_PLACES else _too_short)(len(fault.members)) % values


def _two_places(people: int) -> str:
    return ngettext(
        "%(people)s person would be in two places: %(first)s; and %(second)s. Move one of the two, or take"
        " this person out of one.",
        "%(people)s people would be in two places: %(first)s; and %(second)s. Move one of the two, or take"
        " these people out of one.",
        people,
    )


def _too_short(people: int) -> str:
    return ngettext(
        "%(people)s person has %(there)s minutes from %(first)s to %(second)s, and the way takes %(needed)s."
        " Leave more time, choose a nearer place, or correct the transfer time.",
        "%(people)s people have %(there)s minutes from %(first)s to %(second)s, and the way takes %(needed)s."
        " Leave more time, choose a nearer place, or correct the transfer time.",
        people,
    )


def _too_full() -> str:
    return _(
        "%(first)s is full: %(needed)s people come, and it holds %(there)s. Choose a larger place, or let"
        " fewer take part."
    )
