"""Languages by their codes (ISO 639), named in both languages by CLDR."""

from functools import cache

from django.utils.translation import get_language

from qiao.rooms.directory.countries import LOCALES


def language_name(code: str, language: str | None = None) -> str:
    short = (language or get_language() or "en")[:2]
    return str(LOCALES.get(short, LOCALES["en"]).languages.get(code, code))


def language_choices() -> list[tuple[str, str]]:
    return [(code, language_name(code)) for code in sorted(_known())]


def code_of(name: str) -> str:
    """The code of a language by its name in either language or by its code; empty where it is not known."""
    return _by_name().get(name.strip().casefold(), "")


@cache
def _known() -> frozenset[str]:
    codes = {str(code) for code in LOCALES["en"].languages}
    return frozenset(code for code in codes if len(code) in {2, 3} and code.isalpha())


@cache
def _by_name() -> dict[str, str]:
    found = {"汉语": "zh", "普通话": "zh", "mandarin": "zh", "国语": "zh", "chinese (mandarin)": "zh"}
    for locale in LOCALES.values():
        for code in sorted(_known(), key=lambda code: (len(code), code)):
            found.setdefault(str(locale.languages.get(code, code)).casefold(), code)
    return found | {code: code for code in _known()}
