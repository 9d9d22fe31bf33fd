"""What hosts of the sample exchange offer, posted through the verbs that hosts use."""

import datetime as dt
import tomllib
from typing import Any

from django.db import transaction
from django.utils import timezone

from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Membership
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.opportunities.domain.intake import add_intake
from qiao.rooms.opportunities.domain.opportunity import create_opportunity, publish_opportunity
from qiao.rooms.opportunities.domain.part import add_part
from qiao.rooms.opportunities.domain.supervisor import add_supervisor
from qiao.rooms.opportunities.models import (
    DocumentRequirement,
    LanguageRequirement,
    Opportunity,
    OpportunityField,
)
from qiao.site.demo.centre import by_domain
from qiao.site.demo.tables import FOLDER

ABOUT = ("title", "description", "requirements", "visa", "support")
CHOSEN = ("filling", "reach", "degree", "career_stage", "letters_wanted")


def post_opportunities(exchange: Exchange) -> list[Opportunity]:
    """Safe to repeat: what has been posted is the hosts' own."""
    found = list(Opportunity.objects.filter(exchange=exchange).order_by("created_at"))
    return found or [_post(exchange, entry) for entry in _entries()]


def _entries() -> list[dict[str, Any]]:
    text = (FOLDER / "opportunities.toml").read_text("utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["opportunity"]
    return found


@transaction.atomic
def _post(exchange: Exchange, entry: dict[str, Any]) -> Opportunity:
    host = by_domain(entry["host"])
    actor = Membership.objects.select_related("user").get(organisation=host).user
    pairs = {f"{name}_{tongue}" for name in ABOUT for tongue in ("zh", "en")}
    values = {name: entry[name] for name in pairs | set(CHOSEN) if name in entry}
    made = create_opportunity(
        host, actor=actor, kind=entry["kind"], exchange=exchange, **values | _detail(entry["detail"])
    )
    _add_parts(made, entry, actor)
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    closes = now + dt.timedelta(days=entry["closes"])
    add_intake(made, actor=actor, opens_at=now, closes_at=closes, places=entry["places"])
    return publish_opportunity(made, actor=actor)


def _detail(detail: dict[str, Any]) -> dict[str, Any]:
    """Days are told as days from now: a sample never lies in the past."""
    if (days := detail.get("days_ahead")) is None:
        return detail
    first, last = (timezone.localdate() + dt.timedelta(days=each) for each in days)
    kept = {name: value for name, value in detail.items() if name != "days_ahead"}
    return kept | {"starts_on": first, "ends_on": last}


def _add_parts(made: Opportunity, entry: dict[str, Any], actor: User) -> None:
    for supervisor in entry.get("supervisor", []):
        add_supervisor(made, actor=actor, **supervisor)
    for code in entry["fields"]:
        add_part(OpportunityField(opportunity=made, code=code), actor=actor)
    for language, scale, level in entry["languages"]:
        add_part(
            LanguageRequirement(opportunity=made, language=language, scale=scale, level=level), actor=actor
        )
    for kind in entry["documents"]:
        add_part(DocumentRequirement(opportunity=made, kind=kind), actor=actor)
