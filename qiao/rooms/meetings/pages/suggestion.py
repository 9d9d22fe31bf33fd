"""Suggestions in words, ten at a time."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from qiao.rooms.directory.forms.choices import LANGUAGES
from qiao.rooms.meetings.domain.suggestion import Suggestion, suggestions_of
from qiao.rooms.meetings.domain.wish import WishDraft
from qiao.rooms.meetings.forms.wish import ThemesForm
from qiao.rooms.meetings.models import MeetingParty
from qiao.rooms.meetings.planning.words import joined
from qiao.rooms.meetings.templatetags.meetings import themes

SIZE = 10
MOST_FIELDS = 3


def suggestions_context(party: MeetingParty, start: str) -> dict[str, Any]:
    """`start` is what the address says; anything but a number begins at the first."""
    first = int(start) if start.isascii() and start.isdecimal() and len(start) < 6 else 0
    found = suggestions_of(party)
    shown = found[first : first + SIZE]
    return {
        "suggestions": [(each, list(reasons(each))) for each in shown],
        "suggestions_next": first + SIZE if first + SIZE < len(found) else None,
        "suggestions_first": first,
        "suggestions_count": len(found),
        "themes_form": ThemesForm(initial={"themes": party.themes}, auto_id="id_own_%s"),
    }


def suggested(party: MeetingParty, press: str) -> list[WishDraft]:
    """The wish that the button "add-<id of a party>" adds: about what speaks for it."""
    verb, _dash, key = press.partition("-")
    found = suggestions_of(party) if verb == "add" else []
    return [WishDraft(each.party.pk, each.themes) for each in found if str(each.party.pk) == key]


def reasons(suggestion: Suggestion) -> Iterator[str]:
    if suggestion.wish:
        yield _("It wishes to meet you.")
    if suggestion.themes:
        yield _("You both look for: %(themes)s") % {"themes": themes(suggestion.themes)}
    if suggestion.fields:
        yield _("You both work on: %(fields)s") % {"fields": joined(suggestion.fields[:MOST_FIELDS])}
    if suggestion.languages:
        names = dict(LANGUAGES)
        told = [str(names.get(each, each)) for each in suggestion.languages]
        yield _("You both speak %(languages)s") % {"languages": joined(told)}
    if suggestion.country:
        yield _("You are both in %(country)s") % {"country": suggestion.country}
