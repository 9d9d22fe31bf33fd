"""Fields to choose from in the language of the page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.localized import active_language
from qiao.kit.bilingual.sorting import sort_key
from qiao.kit.zones import zone_names
from qiao.rooms.directory.countries import country_choices

DAY = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), "input_formats": ["%Y-%m-%d"]}
# The languages that participants' names come in; any other code of two or three letters is accepted too.
LANGUAGES = (
    ("zh", _("Chinese")),
    ("en", _("English")),
    ("ja", _("Japanese")),
    ("ko", _("Korean")),
    ("de", _("German")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("es", _("Spanish")),
    ("pt", _("Portuguese")),
    ("it", _("Italian")),
    ("nl", _("Dutch")),
    ("ar", _("Arabic")),
)


def country_field(**options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Country or region"), choices=_countries, **options)


def time_zone_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Time zone"), choices=_time_zones, required=False)


def language_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Language"), choices=LANGUAGES)


def _countries() -> list[tuple[str, str]]:
    language = active_language()
    return [("", "—"), *sorted(country_choices(), key=lambda pair: sort_key(pair[1], language))]


def _time_zones() -> list[tuple[str, str]]:
    return [("", "—"), *[(name, name) for name in sorted(zone_names()) if "/" in name]]
