from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Router, Schema, Status

from qiao.rooms.directory.api.organisations import NameIn
from qiao.rooms.directory.api.shared import READ, WRITE, organisation_for, user_of
from qiao.rooms.directory.domain.name import add_name, change_name, remove_name
from qiao.rooms.directory.enums import NameKind
from qiao.rooms.directory.models import OrganisationName

router = Router()
PATH = "/organisations/{uuid:organisation_id}/names"


class NameOut(Schema):
    id: UUID
    value: str
    language: str
    kind: NameKind
    source: str
    is_preferred: bool


@router.get(
    PATH, response=list[NameOut], auth=READ, summary=gettext_noop("List the names of an organisation")
)
def list_names(request: HttpRequest, organisation_id: UUID) -> Any:
    return organisation_for(request, organisation_id).names.all()[:200]


@router.post(PATH, response={201: NameOut}, auth=WRITE, summary=gettext_noop("Add a name"))
def add_organisation_name(request: HttpRequest, organisation_id: UUID, given: NameIn) -> Status[Any]:
    organisation = organisation_for(request, organisation_id, "change_organisation")
    return Status(201, add_name(organisation, actor=user_of(request), draft=given.draft()))


@router.put(f"{PATH}/{{uuid:name_id}}", response=NameOut, auth=WRITE, summary=gettext_noop("Change a name"))
def edit_organisation_name(request: HttpRequest, organisation_id: UUID, name_id: UUID, given: NameIn) -> Any:
    name = _name(request, organisation_id, name_id)
    return change_name(name, actor=user_of(request), draft=given.draft())


@router.delete(
    f"{PATH}/{{uuid:name_id}}", response={204: None}, auth=WRITE, summary=gettext_noop("Remove a name")
)
def delete_organisation_name(request: HttpRequest, organisation_id: UUID, name_id: UUID) -> Status[None]:
    """The only name stays."""
    remove_name(_name(request, organisation_id, name_id), actor=user_of(request))
    return Status(204, None)


def _name(request: HttpRequest, organisation_id: UUID, name_id: UUID) -> OrganisationName:
    organisation = organisation_for(request, organisation_id, "change_organisation")
    return get_object_or_404(OrganisationName, pk=name_id, organisation=organisation)
