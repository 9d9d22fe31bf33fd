import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema, Status
from pydantic import Field

from qiao.kit.api.schemas import Input
from qiao.rooms.meetings.api.shared import READ, WRITE, user_of
from qiao.rooms.meetings.domain import step as domain
from qiao.rooms.meetings.enums import Mark, Theme
from qiao.rooms.meetings.errors import NotOfThePair
from qiao.rooms.meetings.load import encounter_for, step_for
from qiao.rooms.meetings.models import Encounter, NextStep

router = Router()
ENCOUNTER, STEP = "/encounters/{uuid:encounter_id}", "/steps/{uuid:step_id}"


class EncounterOut(Schema):
    id: UUID
    guest_id: UUID
    host_id: UUID
    themes: list[Theme]
    is_walk_in: bool
    mark: Mark | None
    marked_at: dt.datetime | None

    @staticmethod
    def resolve_mark(encounter: Encounter) -> str | None:
        return encounter.mark or None


class StepOut(Schema):
    """`owner_id` is null where both do it."""

    id: UUID
    version: int
    text: str
    owner_id: UUID | None
    due_on: dt.date | None
    done_at: dt.datetime | None


class StepIn(Input):
    text: str = Field(min_length=1, max_length=300)
    owner_id: UUID | None = Field(None, description="One of the two parties; null for both.")
    due_on: dt.date | None = None


class StepChange(Input):
    """`version` is that of the step that was read: if it has changed since, the answer is 409."""

    version: int = Field(ge=1, le=2**31 - 1)
    text: str = Field("", max_length=300)
    owner_id: UUID | None = None
    due_on: dt.date | None = None


@router.get(ENCOUNTER, response=EncounterOut, auth=READ, summary=gettext_noop("Read what came of a meeting"))
def read_encounter(request: HttpRequest, encounter_id: UUID) -> Encounter:
    return encounter_for(request, encounter_id)


@router.get(f"{ENCOUNTER}/steps", response=list[StepOut], auth=READ, summary=gettext_noop("List next steps"))
def list_steps(request: HttpRequest, encounter_id: UUID) -> list[NextStep]:
    """Of two that met, the next date first."""
    return list(encounter_for(request, encounter_id).steps)


@router.post(
    f"{ENCOUNTER}/steps", response={201: StepOut}, auth=WRITE, summary=gettext_noop("Agree on a next step")
)
def add_step(request: HttpRequest, encounter_id: UUID, given: StepIn) -> Status[Any]:
    """By either side."""
    found = encounter_for(request, encounter_id, "meetings.agree_step")
    values = _values(found, given.model_dump())
    return Status(201, domain.add_step(found, actor=user_of(request), values=values))


@router.patch(STEP, response=StepOut, auth=WRITE, summary=gettext_noop("Change a next step"))
def edit_step(request: HttpRequest, step_id: UUID, given: StepChange) -> NextStep:
    """Only the fields that are sent change."""
    found, step = step_for(request, step_id)
    values = _values(found, given.given())
    return domain.change_step(step, actor=user_of(request), version=values.pop("version"), values=values)


@router.put(f"{STEP}/done", response=StepOut, auth=WRITE, summary=gettext_noop("Mark a next step as done"))
def finish_step(request: HttpRequest, step_id: UUID) -> NextStep:
    return domain.finish_step(step_for(request, step_id)[1], actor=user_of(request))


@router.delete(f"{STEP}/done", response=StepOut, auth=WRITE, summary=gettext_noop("Open a next step again"))
def reopen_step(request: HttpRequest, step_id: UUID) -> NextStep:
    return domain.reopen_step(step_for(request, step_id)[1], actor=user_of(request))


@router.delete(STEP, response={204: None}, auth=WRITE, summary=gettext_noop("Delete a next step"))
def delete_step(request: HttpRequest, step_id: UUID) -> Status[None]:
    domain.remove_step(step_for(request, step_id)[1], actor=user_of(request))
    return Status(204, None)


def _values(found: Encounter, given: dict[str, Any]) -> dict[str, Any]:
    """The party instead of its id."""
    values = dict(given)
    if "owner_id" in values:
        key = values.pop("owner_id")
        parties = {None: None} | {each.pk: each for each in found.parties}
        if key not in parties:
            raise NotOfThePair
        values["owner"] = parties[key]
    return values
