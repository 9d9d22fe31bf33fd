"""What the rows of a profile's sections have in common."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import LineField
from qiao.kit.records import Record
from qiao.rooms.directory.validators import validate_website
from qiao.rooms.profiles.partial_dates import are_in_order, validate_partial_date


class PartialDateField(models.CharField[Any, Any]):
    default_validators = [validate_partial_date]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"max_length": 10, "blank": True} | kwargs))


class Entry(Record):
    """One row of a section of a profile. `place` orders the section from 1 on."""

    section: ClassVar[str]

    place = models.PositiveSmallIntegerField(pgettext_lazy("order", "place"), default=1, editable=False)

    class Meta:
        abstract = True
        ordering = ["place", "id"]


class Span(models.Model):
    """From when to when, as far as it is known. An end that is not there means: until today."""

    starts = PartialDateField(
        pgettext_lazy("period", "from"), help_text=_("A year, a month or a day: 2022, 2022-09, 2022-09-01.")
    )
    ends = PartialDateField(
        pgettext_lazy("period", "until"), help_text=_("Left empty where it goes on. A planned end may stand.")
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        if self.starts and self.ends and not are_in_order(self.starts, self.ends):
            raise ValidationError({"ends": _("The end cannot come before the beginning.")})


def address_field() -> "LineField[str, str]":
    return LineField(_("website"), max_length=300, blank=True, validators=[validate_website])
