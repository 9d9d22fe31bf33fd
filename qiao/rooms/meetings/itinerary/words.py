"""What papers and calendars call things, in the active language."""

from babel.dates import get_timezone_name
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qiao.kit.bilingual.localized import active_language, fallback_mark
from qiao.rooms.meetings.enums import Theme
from qiao.rooms.meetings.planning.seating import Seat
from qiao.rooms.meetings.workbook.event import Delegate, Event, Name, Party


def tell_name(name: Name) -> str:
    """The name in the reader's language, or the other one with a mark that says so."""
    shown = name.shown()
    return f"{shown} [{fallback_mark(shown.lang)[0]}]" if shown.is_fallback and shown else str(shown)


def other_name(name: Name) -> str:
    """The name in the other language, where there is one beside that which `tell_name` shows."""
    return "" if name.shown().is_fallback else next((n for n in (name.zh, name.en) if n != str(name)), "")


def tell_event(event: Event) -> str:
    return tell_name(event.name) or _("Meetings of an exchange")


def tell_zone(event: Event) -> str:
    """The name of the zone's time and how far it is from UTC, on the first day."""
    moment = event.slots[0].starts_at
    locale = "en" if active_language() == "en" else "zh_Hans"
    return f"{get_timezone_name(moment, locale=locale)} (UTC{moment.isoformat()[-6:]})"


def tell_seat(seat: Seat) -> str:
    return _("%(place)s, table %(number)s") % {"place": tell_name(seat.place.name), "number": seat.table}


def tell_people(party: Party) -> str:
    told = [_person(each) for each in party.people] or [tell_name(party.represented_by)]
    return pgettext("list", "; ").join(dict.fromkeys(each for each in told if each))


def tell_themes(themes: tuple[Theme, ...]) -> str:
    return pgettext("list", "; ").join(str(theme.label) for theme in themes)


def _person(delegate: Delegate) -> str:
    name, position = tell_name(delegate.name), tell_name(delegate.position)
    return (
        pgettext("name and position", "%(name)s, %(position)s") % {"name": name, "position": position}
        if name and position
        else name or position
    )
