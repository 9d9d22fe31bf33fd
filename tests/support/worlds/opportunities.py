"""A workstation with a row of every kind below it, and a whole draft to be published or thrown away."""

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone

from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.opportunities.domain.intake import add_intake
from qiao.rooms.opportunities.domain.opportunity import create_opportunity, publish_opportunity
from qiao.rooms.opportunities.domain.part import Part, add_part
from qiao.rooms.opportunities.domain.supervisor import add_supervisor
from qiao.rooms.opportunities.models import (
    DocumentRequirement,
    LanguageRequirement,
    Opportunity,
    OpportunityField,
    PlannedMilestone,
)

if TYPE_CHECKING:
    from tests.support.world import World

VALUES = {
    "title_zh": "博士后科研工作站",
    "title_en": "Postdoctoral workstation",
    "description_en": "Research on connected vehicles.",
    "months": 24,
    "career_stage": "r2",
}


def fill(world: "World") -> dict[str, str]:
    host, owner = world.rows["organisation"], world.users["owner"]
    draft = _whole(host, owner)
    shown = publish_opportunity(_whole(host, owner), actor=owner)
    supervisor = add_supervisor(shown, actor=owner, name_en="Wang Lin", capacity=2)
    world.rows |= {"opportunity": shown, "intake": shown.intakes.get()}
    stage = shown.stages.order_by("-number")[0]
    return _parts(shown, owner) | {
        "opportunities/intakes/intake_id": str(draft.intakes.get().pk),
        "opportunities/stages/stage_id": str(stage.pk),
        "opportunities/supervisors/supervisor_id": str(supervisor.pk),
        "opportunity_id/archiving": str(draft.pk),
        "opportunities/pk": str(shown.pk),
        "opportunities/pk/publication": str(draft.pk),
        "opportunities/pk/archiving": str(draft.pk),
        "opportunities/exchanges/pk": str(world.rows["exchange"].pk),
        "sections/noun": "stages",
        "sections/<slug:noun>/pk": str(stage.pk),
        "opportunity_id": str(shown.pk),
        "opportunity_id/publication": str(draft.pk),
    }


def _parts(opportunity: Opportunity, owner: User) -> dict[str, str]:
    """One of each kind that a program may change."""
    document = DocumentRequirement(opportunity=opportunity, kind="plan", note_en="At most five pages.")
    field = OpportunityField(opportunity=opportunity, code="0715")
    language = LanguageRequirement(opportunity=opportunity, language="fr", level="B2")
    milestone = PlannedMilestone(opportunity=opportunity, name_en="Report", month=6)
    parts: dict[str, Part] = {
        "document": document,
        "field": field,
        "language": language,
        "milestone": milestone,
    }
    for part in parts.values():
        add_part(part, actor=owner)
    return {f"opportunities/{noun}s/{noun}_id": str(part.pk) for noun, part in parts.items()}


def _whole(host: Organisation, owner: User) -> Opportunity:
    made = create_opportunity(host, actor=owner, kind="postdoc", **VALUES)
    now = timezone.now()
    window = {"opens_at": now - dt.timedelta(days=1), "closes_at": now + dt.timedelta(days=90)}
    add_intake(made, actor=owner, places=2, **window)
    return made
