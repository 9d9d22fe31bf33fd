"""Fields and languages that an opportunity is found by, and the milestones of its training."""

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Status

from qiao.rooms.opportunities.api.part_shapes import (
    FieldChange,
    LanguageChange,
    LanguageRequirementOut,
    MilestoneIn,
    NewField,
    NewLanguage,
    NumberIn,
    OpportunityFieldOut,
    PlannedMilestoneOut,
)
from qiao.rooms.opportunities.api.shared import WRITE, found_for, row_for, user_of
from qiao.rooms.opportunities.domain.part import add_part, change_part, move_part, remove_part
from qiao.rooms.opportunities.models import LanguageRequirement, OpportunityField, PlannedMilestone

router = Router()
OF = "/{uuid:opportunity_id}"
FIELD = "/fields/{uuid:field_id}"
LANGUAGE = "/languages/{uuid:language_id}"
MILESTONE = "/milestones/{uuid:milestone_id}"


@router.post(
    f"{OF}/fields",
    response={201: OpportunityFieldOut},
    auth=WRITE,
    summary=gettext_noop("Add a field to an opportunity"),
)
def new_field(request: HttpRequest, opportunity_id: UUID, given: NewField) -> Status[OpportunityField]:
    field = OpportunityField(opportunity=found_for(request, opportunity_id), **given.model_dump())
    return Status(201, add_part(field, actor=user_of(request)))


@router.patch(
    FIELD, response=OpportunityFieldOut, auth=WRITE, summary=gettext_noop("Change a field of an opportunity")
)
def edit_field(request: HttpRequest, field_id: UUID, given: FieldChange) -> OpportunityField:
    """Only what is sent changes."""
    found: OpportunityField = row_for(request, OpportunityField, field_id)
    return change_part(found, actor=user_of(request), **given.given())


@router.delete(
    FIELD, response={204: None}, auth=WRITE, summary=gettext_noop("Remove a field of an opportunity")
)
def delete_field(request: HttpRequest, field_id: UUID) -> Status[None]:
    remove_part(row_for(request, OpportunityField, field_id), actor=user_of(request))
    return Status(204, None)


@router.post(
    f"{OF}/languages",
    response={201: LanguageRequirementOut},
    auth=WRITE,
    summary=gettext_noop("Ask for a language"),
)
def new_language(
    request: HttpRequest, opportunity_id: UUID, given: NewLanguage
) -> Status[LanguageRequirement]:
    language = LanguageRequirement(opportunity=found_for(request, opportunity_id), **given.model_dump())
    return Status(201, add_part(language, actor=user_of(request)))


@router.patch(
    LANGUAGE,
    response=LanguageRequirementOut,
    auth=WRITE,
    summary=gettext_noop("Change a language that is asked for"),
)
def edit_language(request: HttpRequest, language_id: UUID, given: LanguageChange) -> LanguageRequirement:
    """Only what is sent changes."""
    found: LanguageRequirement = row_for(request, LanguageRequirement, language_id)
    return change_part(found, actor=user_of(request), **given.given())


@router.delete(
    LANGUAGE, response={204: None}, auth=WRITE, summary=gettext_noop("Ask for a language no longer")
)
def delete_language(request: HttpRequest, language_id: UUID) -> Status[None]:
    remove_part(row_for(request, LanguageRequirement, language_id), actor=user_of(request))
    return Status(204, None)


@router.post(
    f"{OF}/milestones",
    response={201: PlannedMilestoneOut},
    auth=WRITE,
    summary=gettext_noop("Add a planned milestone"),
)
def new_milestone(request: HttpRequest, opportunity_id: UUID, given: MilestoneIn) -> Status[PlannedMilestone]:
    """It comes last."""
    milestone = PlannedMilestone(opportunity=found_for(request, opportunity_id), **given.model_dump())
    return Status(201, add_part(milestone, actor=user_of(request)))


@router.patch(
    MILESTONE, response=PlannedMilestoneOut, auth=WRITE, summary=gettext_noop("Change a planned milestone")
)
def edit_milestone(request: HttpRequest, milestone_id: UUID, given: MilestoneIn) -> PlannedMilestone:
    """Only the fields that are sent change."""
    found: PlannedMilestone = row_for(request, PlannedMilestone, milestone_id)
    return change_part(found, actor=user_of(request), **given.given())


@router.put(
    f"{MILESTONE}/number",
    response=PlannedMilestoneOut,
    auth=WRITE,
    summary=gettext_noop("Move a planned milestone"),
)
def move_milestone(request: HttpRequest, milestone_id: UUID, given: NumberIn) -> PlannedMilestone:
    found: PlannedMilestone = row_for(request, PlannedMilestone, milestone_id)
    move_part(found, actor=user_of(request), to=given.number)
    return found


@router.delete(
    MILESTONE, response={204: None}, auth=WRITE, summary=gettext_noop("Remove a planned milestone")
)
def delete_milestone(request: HttpRequest, milestone_id: UUID) -> Status[None]:
    remove_part(row_for(request, PlannedMilestone, milestone_id), actor=user_of(request))
    return Status(204, None)
