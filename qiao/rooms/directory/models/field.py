import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.fields import Bilingual, bilingual
from qiao.kit.records import Record
from qiao.rooms.directory.enums import FieldScheme
from qiao.rooms.directory.isced import field_name, validate_isced
from qiao.rooms.directory.models.organisation import Organisation
from qiao.rooms.directory.models.unit import Unit


class ResearchField(Record):
    """A code with its scheme, always, and a free clarification such as "artificial intelligence"."""

    scheme = models.CharField(
        _("code list"), max_length=16, choices=FieldScheme.choices, default=FieldScheme.ISCED_F
    )
    code = models.CharField(_("code"), max_length=6)
    clarification_zh, clarification_en = bilingual(_("clarification"), max_length=120)
    clarification = Bilingual("clarification")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def clean(self) -> None:
        if self.scheme == FieldScheme.ISCED_F:
            _check({"code": self.code})
        elif not re.fullmatch(r"[0-9]{2,6}", self.code):
            raise ValidationError({"code": _("A discipline code has two to six digits.")})

    @property
    def title(self) -> str:
        return field_name(self.code) if self.scheme == FieldScheme.ISCED_F else str(self.clarification)


def _check(values: dict[str, str]) -> None:
    for name, value in values.items():
        try:
            validate_isced(value)
        except ValidationError as refusal:
            raise ValidationError({name: refusal}) from None


class OrganisationField(ResearchField):
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="fields"
    )

    class Meta:
        verbose_name = _("field of an organisation")
        verbose_name_plural = _("fields of organisations")
        ordering = ["scheme", "code", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "scheme", "code", "clarification_en", "clarification_zh"],
                name="directory_organisation_field_once",
            )
        ]
        indexes = [models.Index(fields=["scheme", "code"], name="directory_organisation_field")]


class UnitField(ResearchField):
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.CASCADE, related_name="fields")

    class Meta:
        verbose_name = _("field of a unit")
        verbose_name_plural = _("fields of units")
        ordering = ["scheme", "code", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "scheme", "code", "clarification_en", "clarification_zh"],
                name="directory_unit_field_once",
            )
        ]
        indexes = [models.Index(fields=["scheme", "code"], name="directory_unit_field")]
