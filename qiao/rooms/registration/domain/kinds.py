"""What an answer of each kind may be, how it is stored and how it reads.

A form, the API and the store share `cleaned`: text from a browser or JSON becomes the stored value, None for
no answer, or a ValidationError says what is wrong and what to write instead.
"""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, URLValidator, validate_email
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from qiao.kit.text import clean_body, clean_line, validate_body, validate_line
from qiao.rooms.directory.countries import country_name, validate_country
from qiao.rooms.directory.validators import validate_phone
from qiao.rooms.registration.enums import QuestionKind
from qiao.rooms.registration.models import Question

LONGEST = {QuestionKind.LINE: 300, QuestionKind.BODY: 3000}
MOST_DIGITS = 15
LANGUAGES = (
    ("zh", _("Chinese")),
    ("en", pgettext_lazy("spoken", "English")),
    ("ja", pgettext_lazy("spoken", "Japanese")),
    ("ko", pgettext_lazy("spoken", "Korean")),
    ("de", pgettext_lazy("spoken", "German")),
    ("fr", pgettext_lazy("spoken", "French")),
    ("ru", pgettext_lazy("spoken", "Russian")),
    ("es", pgettext_lazy("spoken", "Spanish")),
    ("pt", pgettext_lazy("spoken", "Portuguese")),
    ("it", pgettext_lazy("spoken", "Italian")),
    ("nl", pgettext_lazy("spoken", "Dutch")),
    ("ar", pgettext_lazy("spoken", "Arabic")),
    ("th", _("Thai")),
    ("vi", _("Vietnamese")),
    ("id", _("Indonesian")),
    ("ms", _("Malay")),
)
Clean = Callable[[Question, Any], Any]


def cleaned(question: Question, raw: Any) -> Any:
    if raw is None or raw == "" or raw == []:
        return None
    return _CLEAN[QuestionKind(question.kind)](question, raw)


def shown(question: Question, value: Any) -> str:
    """The answer in the reader's language."""
    if value is None or value == []:
        return ""
    show = _SHOWN.get(QuestionKind(question.kind))
    return show(question, value) if show else str(value)


def is_chosen(value: Any, answers: list[str]) -> bool:
    """Whether an answer is one of those that a condition names."""
    if isinstance(value, bool):
        return ("yes" if value else "no") in answers
    given = value if isinstance(value, list) else [value]
    return any(each in answers for each in given)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValidationError(_("Write this as text."), code="text")
    return value


def _line(_question: Question, raw: Any) -> str | None:
    text = clean_line(_short(raw, 300))
    validate_line(text)
    return text or None


def _body(_question: Question, raw: Any) -> str | None:
    text = clean_body(_short(raw, 3000))
    validate_body(text)
    return text or None


def _short(raw: Any, length: int) -> str:
    text = _text(raw)
    MaxLengthValidator(length)(text)
    return text


def _number(_question: Question, raw: Any) -> str:
    text = str(raw).strip().replace(",", "") if not isinstance(raw, bool) else ""
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if (
        not number.is_finite()
        or len(number.as_tuple().digits) > MOST_DIGITS
        or abs(number) >= 10**MOST_DIGITS
    ):
        raise ValidationError(_("Write a number in digits, such as 12 or 3.5."), code="number")
    return f"{number:f}"


def _date(_question: Question, raw: Any) -> str:
    try:
        return dt.date.fromisoformat(_text(raw).strip()).isoformat()
    except ValueError:
        raise ValidationError(
            _("Write the date as year-month-day, such as 2026-05-31."), code="date"
        ) from None


def _time(_question: Question, raw: Any) -> str:
    try:
        found = dt.time.fromisoformat(_text(raw).strip())
    except ValueError:
        found = None
    if found is None or found.tzinfo is not None:
        raise ValidationError(_("Write the time as hours and minutes, such as 09:30."), code="time")
    return found.strftime("%H:%M")


def _one(question: Question, raw: Any) -> list[str]:
    chosen = _several(question, raw if isinstance(raw, list) else [raw])
    if len(chosen) > 1:
        raise ValidationError(_("Choose one answer only."), code="one")
    return chosen


def _several(question: Question, raw: Any) -> list[str]:
    given = {str(each) for each in (raw if isinstance(raw, list | tuple) else [raw])}
    known = [str(option.pk) for option in question.options.all()]
    if given - set(known):
        raise ValidationError(_("Choose from the answers that are offered."), code="option")
    return [each for each in known if each in given]


def _yes_no(_question: Question, raw: Any) -> bool:
    words = {"yes": True, "no": False, "true": True, "false": False}
    found = raw if isinstance(raw, bool) else words.get(str(raw).lower())
    if found is None:
        raise ValidationError(_("Choose yes or no."), code="yes-no")
    return found


def _country(_question: Question, raw: Any) -> str:
    code = _text(raw).strip().upper()
    validate_country(code)
    return code


def _language(_question: Question, raw: Any) -> str:
    if raw not in dict(LANGUAGES):
        raise ValidationError(_("Choose a language of the list."), code="language")
    return str(raw)


def _phone(_question: Question, raw: Any) -> str:
    text = clean_line(_short(raw, 40))
    validate_line(text)
    validate_phone(text)
    return text


def _email(_question: Question, raw: Any) -> str:
    text = clean_line(_short(raw, 254))
    validate_line(text)
    validate_email(text)
    return text


def _url(_question: Question, raw: Any) -> str:
    text = clean_line(_short(raw, 500))
    validate_line(text)
    URLValidator(
        schemes=["http", "https"], message=_("Write a full address, as in https://www.example.edu/.")
    )(text)
    return text


def _options(question: Question, value: Any) -> str:
    names = {str(option.pk): str(option.label) for option in question.options.all()}
    return gettext(", ").join(names.get(each, "–") for each in value)


def _said(_question: Question, value: Any) -> str:
    return gettext("Yes") if value else gettext("No")


_CLEAN: dict[QuestionKind, Clean] = {
    QuestionKind.LINE: _line,
    QuestionKind.BODY: _body,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _date,
    QuestionKind.TIME: _time,
    QuestionKind.ONE: _one,
    QuestionKind.SEVERAL: _several,
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.COUNTRY: _country,
    QuestionKind.LANGUAGE: _language,
    QuestionKind.PHONE: _phone,
    QuestionKind.EMAIL: _email,
    QuestionKind.URL: _url,
}
_SHOWN: dict[QuestionKind, Callable[[Question, Any], str]] = {
    QuestionKind.DATE: lambda _question, value: date_format(dt.date.fromisoformat(value)),
    QuestionKind.TIME: lambda _question, value: time_format(dt.time.fromisoformat(value), "H:i"),
    QuestionKind.ONE: _options,
    QuestionKind.SEVERAL: _options,
    QuestionKind.YES_NO: _said,
    QuestionKind.COUNTRY: lambda _question, value: country_name(value),
    QuestionKind.LANGUAGE: lambda _question, value: str(dict(LANGUAGES).get(value, value)),
}
