from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Status

from qiao.rooms.opportunities.api.part_shapes import IntakeChange, IntakeOut, NewIntake
from qiao.rooms.opportunities.api.shared import WRITE, found_for, row_for, user_of
from qiao.rooms.opportunities.domain import intake as domain
from qiao.rooms.opportunities.models import Intake

router = Router()
ONE = "/intakes/{uuid:intake_id}"


@router.post(
    "/{uuid:opportunity_id}/intakes",
    response={201: IntakeOut},
    auth=WRITE,
    summary=gettext_noop("Add an intake to an opportunity"),
)
def new_intake(request: HttpRequest, opportunity_id: UUID, given: NewIntake) -> Status[Intake]:
    found = found_for(request, opportunity_id)
    return Status(201, domain.add_intake(found, actor=user_of(request), **given.model_dump()))


@router.patch(ONE, response=IntakeOut, auth=WRITE, summary=gettext_noop("Change an intake"))
def edit_intake(request: HttpRequest, intake_id: UUID, given: IntakeChange) -> Intake:
    """Only the fields that are sent change; there are never fewer places than are taken."""
    intake = row_for(request, Intake, intake_id)
    return domain.change_intake(intake, actor=user_of(request), **given.given())


@router.delete(ONE, response={204: None}, auth=WRITE, summary=gettext_noop("Remove an intake"))
def delete_intake(request: HttpRequest, intake_id: UUID) -> Status[None]:
    """Only one that nobody has applied to."""
    domain.remove_intake(row_for(request, Intake, intake_id), actor=user_of(request))
    return Status(204, None)
