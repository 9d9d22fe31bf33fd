"""By what is judged: the usual criteria of the kind, then the host's own, until the first score."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply, described
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.reviews.errors import LastCriterion, RubricFrozen, RubricThere
from qiao.rooms.reviews.models import Criterion, Rubric, Score
from qiao.rooms.reviews.standard import MOST_POINTS, STANDARDS, Standard


def criteria_of(opportunity: Opportunity) -> list[Criterion]:
    return list(Criterion.objects.filter(rubric__opportunity=opportunity).order_by("number"))


def is_frozen(opportunity: Opportunity) -> bool:
    return Score.objects.filter(criterion__rubric__opportunity=opportunity).exists()


@transaction.atomic
def take_standard(opportunity: Opportunity, *, actor: User) -> Rubric:
    """The usual criteria of the kind, where the opportunity has none."""
    require(actor, "reviews.change_rubric", opportunity)
    opportunity = _locked(opportunity)
    if criteria_of(opportunity):
        raise RubricThere
    return _taken(opportunity, actor)


def ensure_rubric(opportunity: Opportunity, *, actor: User) -> None:
    """Before the first assessment, in the caller's transaction: nobody scores by nothing."""
    if not criteria_of(opportunity):
        _taken(opportunity, actor)


@transaction.atomic
def add_criterion(opportunity: Opportunity, *, actor: User, **values: Any) -> Criterion:
    require(actor, "reviews.change_rubric", opportunity)
    opportunity = _thawed(opportunity)
    rubric = _rubric(opportunity)
    last = rubric.criteria.aggregate(last=Max("number"))["last"] or 0
    criterion = Criterion(rubric=rubric, number=last + 1, **values)
    criterion.full_clean()
    criterion.save(force_insert=True)
    record(actor, "reviews.criterion.added", criterion, changes=described(criterion))
    return criterion


@transaction.atomic
def change_criterion(criterion: Criterion, *, actor: User, values: Mapping[str, Any]) -> Criterion:
    require(actor, "reviews.change_rubric", criterion.rubric)
    _thawed(criterion.rubric.opportunity)
    if changes := apply(criterion, values):
        record(actor, "reviews.criterion.changed", criterion, changes=changes)
    return criterion


@transaction.atomic
def remove_criterion(criterion: Criterion, *, actor: User) -> None:
    require(actor, "reviews.change_rubric", criterion.rubric)
    opportunity = _thawed(criterion.rubric.opportunity)
    if len(criteria_of(opportunity)) == 1:
        raise LastCriterion
    record(actor, "reviews.criterion.removed", criterion.rubric)
    criterion.delete()


def _taken(opportunity: Opportunity, actor: User) -> Rubric:
    rubric = _rubric(opportunity)
    for number, standard in enumerate(STANDARDS[opportunity.kind], 1):
        criterion = _criterion(rubric, number, standard)
        criterion.full_clean()
        criterion.save(force_insert=True)
    record(actor, "reviews.rubric.taken", rubric)
    return rubric


def _criterion(rubric: Rubric, number: int, standard: Standard) -> Criterion:
    return Criterion(
        rubric=rubric,
        number=number,
        name_zh=standard.name_zh,
        name_en=standard.name_en,
        description_zh=standard.description_zh,
        description_en=standard.description_en,
        weight=standard.weight,
        max_points=MOST_POINTS,
    )


def _rubric(opportunity: Opportunity) -> Rubric:
    return Rubric.objects.get_or_create(opportunity=opportunity)[0]


def _thawed(opportunity: Opportunity) -> Opportunity:
    opportunity = _locked(opportunity)
    if is_frozen(opportunity):
        raise RubricFrozen
    return opportunity


def _locked(opportunity: Opportunity) -> Opportunity:
    return Opportunity.objects.select_for_update().get(pk=opportunity.pk)
