from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Router, Schema, Status
from pydantic import Field

from qiao.kit.api.schemas import Input
from qiao.rooms.directory.api.shared import READ, WRITE, organisation_for, user_of
from qiao.rooms.directory.domain.part import add_part, change_part, remove_part
from qiao.rooms.directory.enums import UnitKind
from qiao.rooms.directory.models import Organisation, Unit

router = Router()
PATH = "/organisations/{uuid:organisation_id}/units"
MOST = 500


class UnitOut(Schema):
    id: UUID
    kind: UnitKind
    parent_id: UUID | None
    name_zh: str
    name_en: str
    description_zh: str
    description_en: str
    website: str
    is_open_to_visitors: bool
    equipment: list[dict[str, Any]]

    @staticmethod
    def resolve_equipment(unit: Unit) -> list[dict[str, Any]]:
        columns = ("name_zh", "name_en", "specification_zh", "specification_en", "quantity")
        return [{column: getattr(piece, column) for column in columns} for piece in unit.equipment.all()]


class UnitIn(Input):
    kind: UnitKind = UnitKind.UNIT
    parent_id: UUID | None = None
    name_zh: str = Field("", max_length=200)
    name_en: str = Field("", max_length=200)
    description_zh: str = Field("", max_length=2000)
    description_en: str = Field("", max_length=2000)
    website: str = Field("", max_length=300)
    is_open_to_visitors: bool = False


@router.get(PATH, response=list[UnitOut], auth=READ, summary=gettext_noop("List units and laboratories"))
def list_units(request: HttpRequest, organisation_id: UUID) -> Any:
    organisation = organisation_for(request, organisation_id)
    return organisation.units.prefetch_related("equipment")[:MOST]


@router.post(PATH, response={201: UnitOut}, auth=WRITE, summary=gettext_noop("Add a unit or laboratory"))
def add_unit(request: HttpRequest, organisation_id: UUID, given: UnitIn) -> Status[Any]:
    organisation = organisation_for(request, organisation_id, "change_organisation")
    unit = Unit(organisation=organisation, **_values(organisation, given.model_dump()))
    return Status(201, add_part(unit, actor=user_of(request)))


@router.patch(f"{PATH}/{{uuid:unit_id}}", response=UnitOut, auth=WRITE, summary=gettext_noop("Change a unit"))
def edit_unit(request: HttpRequest, organisation_id: UUID, unit_id: UUID, given: UnitIn) -> Any:
    """Only the fields that are sent change."""
    unit = _unit(request, organisation_id, unit_id)
    values = _values(unit.organisation, given.given())
    return change_part(unit, actor=user_of(request), values=values)


@router.delete(
    f"{PATH}/{{uuid:unit_id}}", response={204: None}, auth=WRITE, summary=gettext_noop("Remove a unit")
)
def delete_unit(request: HttpRequest, organisation_id: UUID, unit_id: UUID) -> Status[None]:
    """With its equipment; a unit that others are part of stays."""
    remove_part(_unit(request, organisation_id, unit_id), actor=user_of(request))
    return Status(204, None)


def _unit(request: HttpRequest, organisation_id: UUID, unit_id: UUID) -> Unit:
    organisation = organisation_for(request, organisation_id, "change_organisation")
    return get_object_or_404(
        Unit.objects.select_related("organisation"), pk=unit_id, organisation=organisation
    )


def _values(organisation: Organisation, given: dict[str, Any]) -> dict[str, Any]:
    """The parent by its id, from the same organisation alone."""
    if "parent_id" not in given:
        return given
    parent_id = given.pop("parent_id")
    parent = get_object_or_404(Unit, pk=parent_id, organisation=organisation) if parent_id else None
    return given | {"parent": parent}
