"""What an opportunity is made of besides its intakes: stages, supervisors, documents, fields, languages and
planned milestones. Each is added, changed and removed by whoever may change the opportunity."""

from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply, described
from qiao.rooms.opportunities.domain.bits import refresh_bits
from qiao.rooms.opportunities.domain.entry import refresh_entry
from qiao.rooms.opportunities.domain.load import locked_to_change
from qiao.rooms.opportunities.errors import StagesNeeded
from qiao.rooms.opportunities.models import (
    DocumentRequirement,
    LanguageRequirement,
    Opportunity,
    OpportunityField,
    PlannedMilestone,
    Stage,
    Supervisor,
)

Part = DocumentRequirement | LanguageRequirement | OpportunityField | PlannedMilestone | Stage | Supervisor
Made = TypeVar("Made", bound=Part)
NUMBERED = (Stage, PlannedMilestone)
FOUND_BY = (OpportunityField, Supervisor)
IN_BITS = (OpportunityField, LanguageRequirement)


@transaction.atomic
def add_part(part: Made, *, actor: User) -> Made:
    """What has a number comes last."""
    require(actor, "opportunities.change_opportunity", part.opportunity)
    opportunity = locked_to_change(part.opportunity)
    if isinstance(part, NUMBERED):
        part.number = _last(part) + 1
    part.full_clean()
    part.save(force_insert=True)
    _done(part, opportunity, actor, "added", described(part))
    return part


@transaction.atomic
def change_part(part: Made, *, actor: User, **values: Any) -> Made:
    require(actor, "opportunities.change_opportunity", part.opportunity)
    opportunity = locked_to_change(part.opportunity)
    if changes := apply(part, values):
        _done(part, opportunity, actor, "changed", changes)
    return part


@transaction.atomic
def remove_part(part: Part, *, actor: User) -> None:
    require(actor, "opportunities.change_opportunity", part.opportunity)
    opportunity = locked_to_change(part.opportunity)
    if isinstance(part, Stage) and opportunity.stages.count() == 1:
        raise StagesNeeded
    changes = {name: told and told[::-1] for name, told in described(part).items()}
    part.delete()
    if isinstance(part, NUMBERED):
        _renumber(part, _ids(part))
    _done(part, opportunity, actor, "removed", changes)


@transaction.atomic
def move_part(part: Stage | PlannedMilestone, *, actor: User, to: int) -> None:
    """To the place `to`, counted from 1; the others close up."""
    require(actor, "opportunities.change_opportunity", part.opportunity)
    opportunity = locked_to_change(part.opportunity)
    others = [pk for pk in _ids(part) if pk != part.pk]
    others.insert(min(max(to, 1), len(others) + 1) - 1, part.pk)
    before = part.number
    _renumber(part, others)
    part.refresh_from_db(fields=["number"])
    if part.number != before:
        _done(part, opportunity, actor, "moved", {"number": [before, part.number]})


def _done(part: Part, opportunity: Opportunity, actor: User, verb: str, changes: dict[str, Any]) -> None:
    if isinstance(part, FOUND_BY):
        refresh_entry(opportunity)
    if isinstance(part, IN_BITS):
        refresh_bits(opportunity)
    record(actor, f"opportunities.{part._meta.model_name}.{verb}", opportunity, changes=changes)


def _siblings(part: Stage | PlannedMilestone) -> Any:
    return type(part)._default_manager.filter(opportunity=part.opportunity_id)


def _last(part: Stage | PlannedMilestone) -> int:
    return int(_siblings(part).aggregate(last=Max("number"))["last"] or 0)


def _ids(part: Stage | PlannedMilestone) -> list[Any]:
    return list(_siblings(part).order_by("number").values_list("pk", flat=True))


def _renumber(part: Stage | PlannedMilestone, ids: list[Any]) -> None:
    """First out of the way: two rows never hold one number, in between either."""
    free = _last(part) + 1
    for round_start in (free, 1):
        for number, pk in enumerate(ids, round_start):
            _siblings(part).filter(pk=pk).update(number=number)
