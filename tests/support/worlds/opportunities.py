"""A workstation with a row of every kind below it, and a whole draft to be published or thrown away."""

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone

from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.opportunities.domain.intake import add_intake
from qiao.rooms.opportunities.domain.opportunity import create_opportunity, publish_opportunity
from qiao.rooms.opportunities.domain.supervisor import add_supervisor
from qiao.rooms.opportunities.models import Opportunity

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
    add_supervisor(shown, actor=owner, name_en="Wang Lin", capacity=2)
    world.rows |= {"opportunity": shown, "intake": shown.intakes.get()}
    stage = shown.stages.order_by("-number")[0]
    return {
        "opportunities/pk": str(shown.pk),
        "opportunities/pk/publication": str(draft.pk),
        "opportunities/pk/archiving": str(draft.pk),
        "opportunities/exchanges/pk": str(world.rows["exchange"].pk),
        "sections/noun": "stages",
        "sections/<slug:noun>/pk": str(stage.pk),
        "opportunity_id": str(shown.pk),
        "opportunity_id/publication": str(draft.pk),
    }


def _whole(host: Organisation, owner: User) -> Opportunity:
    made = create_opportunity(host, actor=owner, kind="postdoc", **VALUES)
    now = timezone.now()
    window = {"opens_at": now - dt.timedelta(days=1), "closes_at": now + dt.timedelta(days=90)}
    add_intake(made, actor=owner, places=2, **window)
    return made
