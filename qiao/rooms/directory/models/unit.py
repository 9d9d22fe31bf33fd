from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.fields import Bilingual, LineField, bilingual, in_one_language
from qiao.kit.records import Record
from qiao.rooms.directory.enums import UnitKind
from qiao.rooms.directory.models.organisation import Organisation
from qiao.rooms.directory.validators import validate_website


class Unit(Record):
    """A part of an organisation: a school, a department, a laboratory."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="units"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=UnitKind.choices, default=UnitKind.UNIT)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    name_zh, name_en = bilingual(_("name"), max_length=200)
    name = Bilingual("name")
    description_zh, description_en = bilingual(_("description"), max_length=2000, multiline=True)
    description = Bilingual("description")
    website = LineField(_("website"), max_length=300, blank=True, validators=[validate_website])
    is_open_to_visitors = models.BooleanField(_("can be visited"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units and laboratories")
        ordering = ["position", "id"]
        constraints = [
            in_one_language("name", of="directory_unit"),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="directory_unit_not_in_itself"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def clean(self) -> None:
        if self.parent and self.parent.organisation_id != self.organisation_id:
            raise ValidationError(
                {"parent": _("A unit can only be part of a unit of the same organisation.")}
            )
        if self.parent and self in self.parent.line():
            raise ValidationError({"parent": _("A unit cannot be part of one of its own parts.")})

    def line(self) -> list["Unit"]:
        """The unit and what it is part of, from the inside out."""
        line: list[Unit] = []
        unit: Unit | None = self
        while unit is not None and unit not in line:
            line.append(unit)
            unit = unit.parent
        return line


class Equipment(Record):
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.CASCADE, related_name="equipment")
    name_zh, name_en = bilingual(_("name"), max_length=200)
    name = Bilingual("name")
    specification_zh, specification_en = bilingual(_("specification"), max_length=500)
    specification = Bilingual("specification")
    quantity = models.PositiveIntegerField(_("quantity"), default=1)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("piece of equipment")
        verbose_name_plural = _("equipment")
        ordering = ["position", "id"]
        constraints = [
            in_one_language("name", of="directory_equipment"),
            models.CheckConstraint(
                condition=models.Q(quantity__gte=1), name="directory_equipment_at_least_one"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)
