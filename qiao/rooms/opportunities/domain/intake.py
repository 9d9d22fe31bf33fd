"""Intakes: the rounds of one opportunity. The opportunity carries the dates of the one that counts now."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max, Q
from django.db.models.deletion import ProtectedError
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply, described
from qiao.rooms.opportunities.domain.load import locked_to_change
from qiao.rooms.opportunities.enums import OpportunityState
from qiao.rooms.opportunities.errors import IntakeInUse, PlacesTaken
from qiao.rooms.opportunities.models import Intake, Opportunity

COLUMNS = (
    *("label_zh", "label_en", "opens_at", "closes_at", "letters_until", "decided_by", "starts_on", "places"),
)


@transaction.atomic
def add_intake(
    opportunity: Opportunity,
    *,
    actor: User,
    opens_at: dt.datetime,
    closes_at: dt.datetime,
    places: int,
    **values: Any,
) -> Intake:
    """Also under an opportunity whose earlier intakes are over or full: it takes applications again."""
    require(actor, "opportunities.change_opportunity", opportunity)
    opportunity = locked_to_change(opportunity)
    given = values | {"opens_at": opens_at, "closes_at": closes_at, "places": places}
    intake = Intake(opportunity=opportunity, number=_next_number(opportunity), **_columns(given))
    intake.full_clean()
    intake.save(force_insert=True)
    refresh_copies(opportunity)
    record(actor, "opportunities.intake.added", opportunity, changes=described(intake))
    return intake


@transaction.atomic
def change_intake(intake: Intake, *, actor: User, **values: Any) -> Intake:
    require(actor, "opportunities.change_opportunity", intake.opportunity)
    opportunity = locked_to_change(intake.opportunity)
    intake = Intake.objects.select_for_update().get(pk=intake.pk)
    intake.opportunity = opportunity
    if values.get("places", intake.places) < intake.places_taken:
        raise PlacesTaken(taken=intake.places_taken)
    if changes := apply(intake, _columns(values)):
        refresh_copies(opportunity)
        record(actor, "opportunities.intake.changed", opportunity, changes=changes)
    return intake


@transaction.atomic
def remove_intake(intake: Intake, *, actor: User) -> None:
    """Only one that nobody has applied to."""
    require(actor, "opportunities.change_opportunity", intake.opportunity)
    opportunity = locked_to_change(intake.opportunity)
    changes = {name: told and told[::-1] for name, told in described(intake).items()}
    try:
        intake.delete()
    except ProtectedError:
        raise IntakeInUse from None
    refresh_copies(opportunity)
    record(actor, "opportunities.intake.removed", opportunity, changes=changes)


def refresh_copies(opportunity: Opportunity, now: dt.datetime | None = None) -> bool:
    """The caller holds the lock. True when the opportunity has other dates or places than before."""
    counts = intake_that_counts(opportunity, now or timezone.now())
    copies = _copies_of(counts)
    if all(getattr(opportunity, name) == value for name, value in copies.items()):
        return False
    for name, value in copies.items():
        setattr(opportunity, name, value)
    opportunity.save(update_fields=[*copies, "updated_at"])
    return True


def intake_that_counts(opportunity: Opportunity, now: dt.datetime) -> Intake | None:
    """The one that is open and ends first, else the next to open, else the last that ended."""
    intakes = opportunity.intakes.all()
    ahead = intakes.filter(closes_at__gt=now)
    return (
        ahead.filter(opens_at__lte=now).order_by("closes_at", "number").first()
        or ahead.order_by("opens_at", "number").first()
        or intakes.order_by("-closes_at", "-number").first()
    )


def stale(now: dt.datetime) -> Iterator[UUID]:
    """Opportunities whose copies tell of an intake that is over while another is open or to come."""
    better = Q(closes_at__lte=now) | Q(opens_at__gt=now, intakes__opens_at__lt=F("opens_at"))
    rows = Opportunity.objects.exclude(state=OpportunityState.ARCHIVED)
    rows = rows.filter(better, intakes__closes_at__gt=now)  # one condition: of one and the same intake
    yield from rows.order_by("pk").values_list("pk", flat=True).distinct()


@transaction.atomic
def refresh_stale(opportunity_id: UUID, now: dt.datetime | None = None) -> int:
    """1 when something changed: run twice, the second does nothing."""
    opportunity = Opportunity.objects.select_for_update().filter(pk=opportunity_id).first()
    return int(opportunity is not None and refresh_copies(opportunity, now))


def _next_number(opportunity: Opportunity) -> int:
    last = opportunity.intakes.aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1


def _copies_of(intake: Intake | None) -> dict[str, Any]:
    if intake is None:
        return {"opens_at": None, "closes_at": None, "places": 0}
    return {"opens_at": intake.opens_at, "closes_at": intake.closes_at, "places": intake.places}


def _columns(values: dict[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in COLUMNS if name in values}
