"""What two parties agreed to do next: both sides add, change, finish and delete, as equals."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply
from qiao.rooms.meetings.domain.encounter import locked_encounter
from qiao.rooms.meetings.domain.note import encounter_of, require_of_the_two
from qiao.rooms.meetings.errors import StepChanged
from qiao.rooms.meetings.models import Encounter, NextStep

FIELDS = ("text", "owner", "due_on")


@transaction.atomic
def add_step(encounter: Encounter, *, actor: User, values: Mapping[str, Any]) -> NextStep:
    """An owner left out means both."""
    require(actor, "meetings.agree_step", encounter)
    found = locked_encounter(encounter)
    require_of_the_two(found, values.get("owner"))
    step = NextStep(guest=found.guest, host=found.host, author=actor, **_named(values))
    step.full_clean()
    step.save(force_insert=True)
    record(actor, "meetings.encounter.step_added", found, changes={"text": None})
    return step


@transaction.atomic
def change_step(step: NextStep, *, actor: User, values: Mapping[str, Any], version: int) -> NextStep:
    """
    Raises
    ------
    StepChanged : somebody changed it since `version`; nothing is stored.
    """
    encounter, step = _locked(step, actor)
    if step.version != version:
        raise StepChanged
    require_of_the_two(encounter, values.get("owner"))
    if changes := apply(step, _named(values)):
        step.version += 1
        step.save(update_fields=["version", "updated_at"])
        record(actor, "meetings.encounter.step_changed", encounter, changes=changes)
    return step


@transaction.atomic
def finish_step(step: NextStep, *, actor: User) -> NextStep:
    encounter, step = _locked(step, actor)
    if step.done_at is None:
        _turn(step, timezone.now())
        record(actor, "meetings.encounter.step_finished", encounter)
    return step


@transaction.atomic
def reopen_step(step: NextStep, *, actor: User) -> NextStep:
    encounter, step = _locked(step, actor)
    if step.done_at is not None:
        _turn(step, None)
        record(actor, "meetings.encounter.step_reopened", encounter)
    return step


@transaction.atomic
def remove_step(step: NextStep, *, actor: User) -> None:
    encounter, step = _locked(step, actor)
    record(actor, "meetings.encounter.step_removed", encounter, changes={"text": None})
    step.delete()


def _locked(step: NextStep, actor: User) -> tuple[Encounter, NextStep]:
    encounter = encounter_of(step)
    require(actor, "meetings.agree_step", encounter)
    found = NextStep.objects.select_for_update(of=("self",)).select_related("owner").get(pk=step.pk)
    return encounter, found


def _turn(step: NextStep, moment: Any) -> None:
    step.done_at = moment
    step.save(update_fields=["done_at", "updated_at"])


def _named(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in FIELDS if name in values}
