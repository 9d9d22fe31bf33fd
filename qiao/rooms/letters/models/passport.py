import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.kit.records import Record
from qiao.rooms.directory.countries import country_name, validate_country
from qiao.rooms.letters.enums import Sex
from qiao.rooms.letters.models.letter import Letter
from qiao.rooms.letters.sealing.fields import SealedLineField

MONTHS_BEYOND = 6

LATIN = RegexValidator(
    r"\A[A-Za-z][A-Za-z ,.'-]*\Z", _("Latin letters, as the passport prints the name: ZHANG SAN."), "latin"
)
NUMBER = RegexValidator(
    r"\A(?=.*[0-9])[A-Z0-9]{5,20}\Z", _("Capital letters and digits, without spaces."), "number"
)


def validate_day(value: str) -> None:
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        raise ValidationError(_("Enter a day as year-month-day."), code="day") from None


def validate_sex(value: str) -> None:
    if value not in Sex.values:
        raise ValidationError(_("F, M or X, as in the passport."), code="sex")


class Passport(Record):
    """What a letter needs of a passport, and the stay. Sealed column by column; wiped by deleting the row."""

    letter = models.OneToOneField(
        Letter, verbose_name=_("letter"), on_delete=models.CASCADE, related_name="passport"
    )
    name_latin = SealedLineField(_("name as in the passport"), max_length=100, validators=[LATIN])
    name_native = SealedLineField(_("name in Chinese"), max_length=50, blank=True, default="")
    nationality = SealedLineField(_("nationality"), max_length=2, validators=[validate_country])
    number = SealedLineField(_("number of the passport"), max_length=20, validators=[NUMBER])
    born_on = SealedLineField(_("date of birth"), max_length=10, validators=[validate_day])
    sex = SealedLineField(_("sex"), max_length=1, blank=True, default="", validators=[validate_sex])
    expires_on = SealedLineField(_("passport expires"), max_length=10, validators=[validate_day])
    applies_at = SealedLineField(_("embassy or consulate"), max_length=150)

    class Meta:
        verbose_name = _("passport data")
        verbose_name_plural = _("passport data")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def clean(self) -> None:
        born, expires = _day(self.born_on), _day(self.expires_on)
        problems: dict[str, Any] = {}
        if born and not dt.date(1900, 1, 1) <= born < timezone.localdate():
            problems["born_on"] = _("This day is not a date of birth.")
        if expires and not dt.date(2000, 1, 1) <= expires <= dt.date(2199, 12, 31):
            problems["expires_on"] = _("No passport expires on this day.")
        if problems:
            raise ValidationError(problems)

    @property
    def birthday(self) -> dt.date:
        return dt.date.fromisoformat(self.born_on)

    @property
    def expiry(self) -> dt.date:
        return dt.date.fromisoformat(self.expires_on)

    @property
    def nationality_name(self) -> str:
        return country_name(self.nationality)

    @property
    def sex_label(self) -> str:
        return str(Sex(self.sex).label) if self.sex else ""

    def outlasts(self, day: dt.date) -> bool:
        """Whether it is valid for half a year after this day: many consulates ask for that."""
        month = day.month - 1 + MONTHS_BEYOND
        first = dt.date(day.year + month // 12, month % 12 + 1, 1)
        return self.expiry >= min(first + dt.timedelta(days=day.day - 1), _last_of_month(first))


def _last_of_month(first: dt.date) -> dt.date:
    following = (first + dt.timedelta(days=31)).replace(day=1)
    return following - dt.timedelta(days=1)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except (TypeError, ValueError):
        return None
