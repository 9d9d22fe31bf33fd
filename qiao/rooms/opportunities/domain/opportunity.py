"""From the draft to the closed posting: what a host does with an opportunity as a whole."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply, described
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.opportunities.domain.entry import refresh_codes, refresh_entry
from qiao.rooms.opportunities.domain.load import locked, locked_to_change, locked_with_host
from qiao.rooms.opportunities.domain.wholeness import require_still_whole, require_whole
from qiao.rooms.opportunities.enums import OpportunityEnd, OpportunityState
from qiao.rooms.opportunities.errors import WrongOpportunityState
from qiao.rooms.opportunities.kinds import detail_of, kind_of
from qiao.rooms.opportunities.models import Opportunity, PlannedMilestone, Stage

# What its editors write; host, kind and state have verbs of their own, or none.
BASE = (
    *("exchange", "reach", "filling", "title_zh", "title_en", "description_zh", "description_en"),
    *("requirements_zh", "requirements_en", "visa_zh", "visa_en", "support_zh", "support_en"),
    *("country", "city_zh", "city_en", "latitude", "longitude", "is_remote", "time_zone"),
    *("degree", "career_stage", "website", "letters_wanted", "is_blind"),
)


@transaction.atomic
def create_opportunity(host: Organisation, *, actor: User, kind: str, **values: Any) -> Opportunity:
    """A draft with the stages and milestones of its kind. `values` are its own and those of its detail."""
    require(actor, "opportunities.create_opportunity", host)
    opportunity = Opportunity(host=host, kind=kind, posted_by=actor, **_defaults(host) | _base(values))
    _require_exchange(opportunity.exchange, host)
    opportunity.full_clean()
    opportunity.save(force_insert=True)
    _make_detail(opportunity, values)
    _make_stages(opportunity)
    refresh_entry(opportunity)
    record(actor, "opportunities.opportunity.created", opportunity, changes=described(opportunity))
    return opportunity


@transaction.atomic
def change_opportunity(opportunity: Opportunity, *, actor: User, **values: Any) -> Opportunity:
    """Of the opportunity itself. What the public sees stays whole."""
    require(actor, "opportunities.change_opportunity", opportunity)
    opportunity = locked_to_change(opportunity)
    if "exchange" in values and values["exchange"] != opportunity.exchange:
        _require_exchange(values["exchange"], opportunity.host)
    if changes := apply(opportunity, _base(values)):
        _done(opportunity)
        record(actor, "opportunities.opportunity.changed", opportunity, changes=changes)
    return opportunity


@transaction.atomic
def change_detail(opportunity: Opportunity, *, actor: User, **values: Any) -> Opportunity:
    """Of the row that belongs to its kind."""
    require(actor, "opportunities.change_opportunity", opportunity)
    opportunity = locked_to_change(opportunity)
    if changes := apply(detail_of(opportunity), _of_detail(opportunity, values)):
        _done(opportunity)
        record(actor, "opportunities.detail.changed", opportunity, changes=changes)
    return opportunity


@transaction.atomic
def publish_opportunity(opportunity: Opportunity, *, actor: User) -> Opportunity:
    """Also again, after it was closed: with an intake that is still to end."""
    require(actor, "opportunities.publish_opportunity", opportunity)
    opportunity = locked_with_host(opportunity)
    _require_step(opportunity, OpportunityState.PUBLISHED)
    require_whole(opportunity)
    again = {"closed_at": None, "closed_because": "", "closing_note_zh": "", "closing_note_en": ""}
    published_at = opportunity.published_at or timezone.now()
    return _step(opportunity, OpportunityState.PUBLISHED, actor, published_at=published_at, **again)


@transaction.atomic
def close_opportunity(
    opportunity: Opportunity, *, actor: User, reason: str, note_zh: str = "", note_en: str = ""
) -> Opportunity:
    """Nobody can apply any more; the page stays and says why."""
    require(actor, "opportunities.close_opportunity", opportunity)
    opportunity = locked(opportunity)
    values: dict[str, Any] = {"closed_at": timezone.now(), "closed_because": OpportunityEnd(reason)}
    notes = {"closing_note_zh": note_zh, "closing_note_en": note_en}
    return _step(opportunity, OpportunityState.CLOSED, actor, **values, **notes)


@transaction.atomic
def archive_opportunity(opportunity: Opportunity, *, actor: User) -> Opportunity:
    """A draft that came to nothing, or a closed one whose page is to go."""
    require(actor, "opportunities.archive_opportunity", opportunity)
    return _step(locked(opportunity), OpportunityState.ARCHIVED, actor)


def _step(opportunity: Opportunity, state: OpportunityState, actor: User, **values: Any) -> Opportunity:
    _require_step(opportunity, state)
    before = opportunity.status
    for name, value in (values | {"state": state}).items():
        setattr(opportunity, name, value)
    opportunity.full_clean()
    opportunity.save(update_fields=[*values, "state", "updated_at"])
    refresh_codes(opportunity)
    changes = {"state": [before.value, state.value]}
    record(actor, f"opportunities.opportunity.{state}", opportunity, changes=changes)
    return opportunity


def _require_step(opportunity: Opportunity, state: OpportunityState) -> None:
    if not opportunity.status.can_become(state):
        raise WrongOpportunityState(state=opportunity.status.label)


def _require_exchange(exchange: Exchange | None, host: Organisation) -> None:
    if exchange is not None and not exchange.partners.filter(organisation=host).exists():
        raise ValidationError({"exchange": _("The host takes no part in this exchange.")})


def _done(opportunity: Opportunity) -> None:
    require_still_whole(opportunity)
    refresh_entry(opportunity)


def _make_detail(opportunity: Opportunity, values: Mapping[str, Any]) -> None:
    detail = kind_of(opportunity).detail(opportunity=opportunity, **_of_detail(opportunity, values))
    detail.full_clean()
    detail.save(force_insert=True)


def _make_stages(opportunity: Opportunity) -> None:
    kind = kind_of(opportunity)
    for number, (phase, zh, en) in enumerate(kind.stages, 1):
        Stage.objects.create(opportunity=opportunity, number=number, phase=phase, name_zh=zh, name_en=en)
    for number, (month, zh, en) in enumerate(kind.milestones, 1):
        PlannedMilestone.objects.create(
            opportunity=opportunity, number=number, month=month, name_zh=zh, name_en=en
        )


def _defaults(host: Organisation) -> dict[str, Any]:
    """Where the host is, until somebody says otherwise."""
    own = {"country": host.country, "city_zh": host.city_zh, "city_en": host.city_en}
    place = {"latitude": host.latitude, "longitude": host.longitude}
    return own | place | ({"time_zone": host.time_zone} if host.time_zone else {})


def _base(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in BASE if name in values}


def _of_detail(opportunity: Opportunity, values: Mapping[str, Any]) -> dict[str, Any]:
    names = kind_of(opportunity).detail_fields
    return {name: values[name] for name in names if name in values}
