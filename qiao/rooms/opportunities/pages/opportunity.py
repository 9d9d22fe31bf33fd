"""What the page of one opportunity shows, gathered with a fixed number of queries."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from qiao.kit.access import may
from qiao.kit.activity.timeline import activity_of
from qiao.kit.zones import Moment, moment_at
from qiao.rooms.directory.enums import Visibility
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.opportunities.domain.wholeness import missing_of
from qiao.rooms.opportunities.doors import doors_of_opportunity
from qiao.rooms.opportunities.enums import OpportunityState, SupervisorSide
from qiao.rooms.opportunities.kinds import kind_of
from qiao.rooms.opportunities.models import Intake, Opportunity, Supervisor
from qiao.rooms.opportunities.pages.facts import bodies_of, facts_of
from qiao.rooms.opportunities.structured import opportunity_as_jsonld


@dataclass(frozen=True, slots=True)
class ShownIntake:
    """`phase` is open, coming or over."""

    intake: Intake
    opens: Moment
    closes: Moment
    letters: Moment | None
    phase: str


@dataclass(frozen=True, slots=True)
class ShownSupervisor:
    supervisor: Supervisor
    has_page: bool


@dataclass(frozen=True, slots=True)
class Side:
    label: str
    supervisors: list[ShownSupervisor]


def page_context(opportunity: Opportunity, reader: Any) -> dict[str, Any]:
    edits = may(reader, "opportunities.change_opportunity", opportunity)
    intakes = intakes_of(opportunity, reader)
    fields, languages = list(opportunity.fields.all()), list(opportunity.languages.all())
    doors = doors_of_opportunity(opportunity, reader)
    return {
        "opportunity": opportunity,
        "kind": kind_of(opportunity),
        "facts": facts_of(opportunity),
        "bodies": bodies_of(opportunity),
        "intakes": intakes,
        "stages": opportunity.stages.all(),
        "sides": _sides(opportunity),
        "documents": opportunity.documents.all(),
        "milestones": opportunity.milestones.all(),
        "fields": fields,
        "languages": languages,
        "exchange": _exchange(opportunity, reader),
        "doors": [door for door in doors if door.is_main],
        "ways": [door for door in doors if not door.is_main],
        "may_change": edits,
        "may_copy": may(reader, "opportunities.copy_opportunity", opportunity),
        "may_close": opportunity.status.can_become(OpportunityState.CLOSED)
        and may(reader, "opportunities.close_opportunity", opportunity),
        "may_archive": opportunity.status.can_become(OpportunityState.ARCHIVED)
        and may(reader, "opportunities.archive_opportunity", opportunity),
        "activities": activity_of(opportunity) if edits else None,
        "jsonld": opportunity_as_jsonld(opportunity, fields),
    }


def edit_context(opportunity: Opportunity, reader: Any) -> dict[str, Any]:
    kind = kind_of(opportunity)
    return {
        "opportunity": opportunity,
        "kind": kind,
        "facts": facts_of(opportunity),
        "intakes": intakes_of(opportunity, reader),
        "stages": opportunity.stages.all(),
        "supervisors": opportunity.supervisors.all(),
        "documents": opportunity.documents.all(),
        "milestones": opportunity.milestones.all(),
        "fields": opportunity.fields.all(),
        "languages": opportunity.languages.all(),
        "missing": missing_of(opportunity),
        "may_publish": opportunity.status.can_become(OpportunityState.PUBLISHED),
        "may_close": opportunity.status.can_become(OpportunityState.CLOSED),
        "may_archive": opportunity.status.can_become(OpportunityState.ARCHIVED),
    }


def intakes_of(opportunity: Opportunity, reader: Any) -> list[ShownIntake]:
    now = timezone.now()
    return [_shown(intake, opportunity, reader, now) for intake in opportunity.intakes.all()]


def _shown(intake: Intake, opportunity: Opportunity, reader: Any, now: dt.datetime) -> ShownIntake:
    until = intake.letters_until
    letters = moment_at(until, opportunity.time_zone, reader) if until else None
    opens = moment_at(intake.opens_at, opportunity.time_zone, reader)
    closes = moment_at(intake.closes_at, opportunity.time_zone, reader)
    phase = "over" if intake.closes_at <= now else "coming" if intake.opens_at > now else "open"
    return ShownIntake(intake, opens, closes, letters, phase)


def _exchange(opportunity: Opportunity, reader: Any) -> Exchange | None:
    """One that is still being prepared is named to nobody who may not see it."""
    exchange = opportunity.exchange
    return exchange if exchange and may(reader, "exchanges.view_exchange", exchange) else None


def _sides(opportunity: Opportunity) -> list[Side]:
    found = list(opportunity.supervisors.select_related("organisation", "person"))
    shown = [(each.side, ShownSupervisor(each, _has_page(each))) for each in found]
    sides = [(side, [who for place, who in shown if place == side]) for side in SupervisorSide]
    return [Side(str(side.label), members) for side, members in sides if members]


def _has_page(supervisor: Supervisor) -> bool:
    person = supervisor.person
    return person is not None and person.visibility == Visibility.PUBLIC
