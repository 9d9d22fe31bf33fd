"""Countries and regions by ISO 3166-1 alpha-2, named in both languages by CLDR."""

from functools import cache

import pycountry
from babel import Locale
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _

LOCALES = {"zh": Locale("zh", script="Hans"), "en": Locale("en")}


@cache
def codes() -> frozenset[str]:
    return frozenset(country.alpha_2 for country in pycountry.countries)


def country_name(code: str, language: str | None = None) -> str:
    short = (language or get_language() or "en")[:2]
    return str(LOCALES.get(short, LOCALES["en"]).territories.get(code, code))


def place_name(city: str, code: str) -> str:
    """“Edinburgh, United Kingdom”, in Chinese from the larger to the smaller; a city that shares its
    country's name is not said twice."""
    country = country_name(code) if code else ""
    if not city or not country or city in country:
        return country or city
    return pgettext("place", "%(city)s, %(country)s") % {"city": city, "country": country}


@cache
def _choices(short: str) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((code, country_name(code, short)) for code in codes()), key=lambda pair: pair[1]))


def country_choices() -> list[tuple[str, str]]:
    """In the language of the page; the caller sorts Chinese names by pinyin where it shows them."""
    return list(_choices((get_language() or "en")[:2]))


def validate_country(value: str) -> None:
    if value not in codes():
        raise ValidationError(
            _("“%(code)s” is not a country or region code of ISO 3166-1, such as CN, SG or US."),
            params={"code": value},
            code="country",
        )
