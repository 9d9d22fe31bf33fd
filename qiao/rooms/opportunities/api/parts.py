"""Stages, supervisors and the documents that an application brings along."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Router, Status

from qiao.rooms.directory.models import Organisation
from qiao.rooms.opportunities.api.part_shapes import (
    DocumentChange,
    DocumentRequirementOut,
    NewDocument,
    NewStage,
    NumberIn,
    StageChange,
    StageOut,
    SupervisorIn,
    SupervisorOut,
)
from qiao.rooms.opportunities.api.shared import WRITE, found_for, row_for, user_of
from qiao.rooms.opportunities.domain.part import add_part, change_part, move_part, remove_part
from qiao.rooms.opportunities.domain.supervisor import add_supervisor, change_supervisor, people_at_the_host
from qiao.rooms.opportunities.models import DocumentRequirement, Opportunity, Stage, Supervisor

router = Router()
OF = "/{uuid:opportunity_id}"
STAGE = "/stages/{uuid:stage_id}"
SUPERVISOR = "/supervisors/{uuid:supervisor_id}"
DOCUMENT = "/documents/{uuid:document_id}"


@router.post(
    f"{OF}/stages",
    response={201: StageOut},
    auth=WRITE,
    summary=gettext_noop("Add a stage to an opportunity"),
)
def new_stage(request: HttpRequest, opportunity_id: UUID, given: NewStage) -> Status[Stage]:
    """It comes last."""
    stage = Stage(opportunity=found_for(request, opportunity_id), **given.model_dump())
    return Status(201, add_part(stage, actor=user_of(request)))


@router.patch(STAGE, response=StageOut, auth=WRITE, summary=gettext_noop("Change a stage"))
def edit_stage(request: HttpRequest, stage_id: UUID, given: StageChange) -> Stage:
    """Only the fields that are sent change."""
    found: Stage = row_for(request, Stage, stage_id)
    return change_part(found, actor=user_of(request), **given.given())


@router.put(f"{STAGE}/number", response=StageOut, auth=WRITE, summary=gettext_noop("Move a stage"))
def move_stage(request: HttpRequest, stage_id: UUID, given: NumberIn) -> Stage:
    found: Stage = row_for(request, Stage, stage_id)
    move_part(found, actor=user_of(request), to=given.number)
    return found


@router.delete(STAGE, response={204: None}, auth=WRITE, summary=gettext_noop("Remove a stage"))
def delete_stage(request: HttpRequest, stage_id: UUID) -> Status[None]:
    """One stage remains."""
    remove_part(row_for(request, Stage, stage_id), actor=user_of(request))
    return Status(204, None)


@router.post(
    f"{OF}/supervisors",
    response={201: SupervisorOut},
    auth=WRITE,
    summary=gettext_noop("Add a supervisor to an opportunity"),
)
def new_supervisor(request: HttpRequest, opportunity_id: UUID, given: SupervisorIn) -> Status[Supervisor]:
    found = found_for(request, opportunity_id)
    values = _named(request, found, given.model_dump())
    return Status(201, add_supervisor(found, actor=user_of(request), **values))


@router.patch(SUPERVISOR, response=SupervisorOut, auth=WRITE, summary=gettext_noop("Change a supervisor"))
def edit_supervisor(request: HttpRequest, supervisor_id: UUID, given: SupervisorIn) -> Supervisor:
    """Only the fields that are sent change."""
    found: Supervisor = row_for(request, Supervisor, supervisor_id)
    values = _named(request, found.opportunity, given.given())
    return change_supervisor(found, actor=user_of(request), **values)


@router.delete(SUPERVISOR, response={204: None}, auth=WRITE, summary=gettext_noop("Remove a supervisor"))
def delete_supervisor(request: HttpRequest, supervisor_id: UUID) -> Status[None]:
    remove_part(row_for(request, Supervisor, supervisor_id), actor=user_of(request))
    return Status(204, None)


@router.post(
    f"{OF}/documents",
    response={201: DocumentRequirementOut},
    auth=WRITE,
    summary=gettext_noop("Ask applicants for a document"),
)
def new_document(
    request: HttpRequest, opportunity_id: UUID, given: NewDocument
) -> Status[DocumentRequirement]:
    wanted = DocumentRequirement(opportunity=found_for(request, opportunity_id), **given.model_dump())
    return Status(201, add_part(wanted, actor=user_of(request)))


@router.patch(
    DOCUMENT,
    response=DocumentRequirementOut,
    auth=WRITE,
    summary=gettext_noop("Change a document that is asked for"),
)
def edit_document(request: HttpRequest, document_id: UUID, given: DocumentChange) -> DocumentRequirement:
    """Only the fields that are sent change."""
    found: DocumentRequirement = row_for(request, DocumentRequirement, document_id)
    return change_part(found, actor=user_of(request), **given.given())


@router.delete(
    DOCUMENT, response={204: None}, auth=WRITE, summary=gettext_noop("Ask for a document no longer")
)
def delete_document(request: HttpRequest, document_id: UUID) -> Status[None]:
    remove_part(row_for(request, DocumentRequirement, document_id), actor=user_of(request))
    return Status(204, None)


def _named(request: HttpRequest, opportunity: Opportunity, values: dict[str, Any]) -> dict[str, Any]:
    """Rows for the ids that were sent, among those that the form offers too."""
    actor = user_of(request)
    offered = {
        "organisation": Organisation.objects.visible_to(actor),
        "person": people_at_the_host(opportunity, actor),
    }
    for name, rows in offered.items():
        if f"{name}_id" in values:
            pk = values.pop(f"{name}_id")
            values[name] = get_object_or_404(rows, pk=pk) if pk else None
    return values
