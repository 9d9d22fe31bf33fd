"""What the lists of codes may hold."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from qiao.rooms.directory.countries import validate_country
from qiao.rooms.visits.enums import GuideLanguage

MOST_COUNTRIES = 250


def validate_languages(value: Any) -> None:
    if not isinstance(value, list) or len(value) != len(set(map(str, value))):
        raise ValidationError(_("Give each language once."), code="languages")
    if any(each not in GuideLanguage.values for each in value):
        raise ValidationError(_("Choose languages of the list."), code="languages")


def validate_countries(value: Any) -> None:
    if not isinstance(value, list) or len(value) > MOST_COUNTRIES:
        raise ValidationError(_("Give the countries as a list of codes."), code="countries")
    for each in value:
        validate_country(str(each))
