"""Currencies by ISO 4217, and amounts as the reader's language writes them."""

from decimal import Decimal
from functools import cache

import pycountry
from babel import Locale
from babel.numbers import format_currency, get_currency_name
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.localized import active_language
from qiao.rooms.directory.countries import LOCALES

# First in the choice; every other code is accepted too.
USUAL = ("CNY", "USD", "EUR", "GBP", "HKD", "SGD", "JPY", "KRW", "AUD", "CAD", "CHF")


@cache
def currency_codes() -> frozenset[str]:
    return frozenset(currency.alpha_3 for currency in pycountry.currencies)


def validate_currency(value: str) -> None:
    if value not in currency_codes():
        raise ValidationError(
            _("“%(code)s” is not a currency of ISO 4217, such as CNY, USD or EUR."),
            params={"code": value},
            code="currency",
        )


def currency_choices() -> list[tuple[str, str]]:
    rest = sorted(currency_codes() - set(USUAL))
    return [("", "—"), *[(code, f"{code} {_name(code)}") for code in (*USUAL, *rest)]]


def amount(value: Decimal, currency: str) -> str:
    whole = value == value.to_integral_value()
    pattern = "¤#,##0" if whole else None
    return str(format_currency(value, currency, format=pattern, locale=_locale(), currency_digits=not whole))


def _name(code: str) -> str:
    return str(get_currency_name(code, locale=_locale()))


def _locale() -> Locale:
    return LOCALES[active_language()]
