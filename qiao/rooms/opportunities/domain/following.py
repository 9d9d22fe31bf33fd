"""What happens to opportunities when the entry of their host changes in the directory."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.kit.activity.record import record
from qiao.kit.jobs.running import running
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.task import job_task
from qiao.rooms.directory.models import Organisation
from qiao.rooms.opportunities.domain.entry import CHUNK, refresh_codes, refresh_entries
from qiao.rooms.opportunities.enums import PUBLIC, OpportunityState
from qiao.rooms.opportunities.models import Opportunity

AT_ONCE = 100
TITLE = _("Write opportunities into the search under the present names of their host")


@transaction.atomic
def follow_publication(hosts: Collection[UUID], actor: Any) -> None:
    """What the public sees of a host goes with it, and comes back with it as it was."""
    rows = Opportunity.objects.filter(host__in=hosts)
    shown = Organisation.objects.published().filter(pk__in=hosts).values("pk")
    _follow(rows.filter(state__in=PUBLIC).exclude(host__in=shown), OpportunityState.WITHHELD, actor)
    back = rows.filter(state=OpportunityState.WITHHELD, host__in=shown)
    _follow(back.exclude(closed_because=""), OpportunityState.CLOSED, actor)
    _follow(back.filter(closed_because=""), OpportunityState.PUBLISHED, actor)


def follow_names(hosts: Collection[UUID]) -> None:
    """Few are written at once; for a host that has many it is a job."""
    having = Opportunity.objects.filter(host__in=hosts).order_by("host").values_list("host")
    numbers = list(having.annotate(number=Count("pk")))
    for host in [host for host, number in numbers if number > AT_ONCE]:
        start_job(None, index_host, title=TITLE, args={"host": host})
    if few := [host for host, number in numbers if number <= AT_ONCE]:
        refresh_entries(Opportunity.objects.filter(host__in=few).values_list("pk", flat=True))


@job_task(queue="default")
def index_host(job_id: str, host: str) -> dict[str, int]:
    """A few hundred at a time: killed half-way, the next try writes the first ones again."""
    with running(job_id) as job:
        found = list(Opportunity.objects.filter(host=UUID(host)).order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(found), CHUNK):
            job.check()
            refresh_entries(found[start : start + CHUNK])
        return {"written": len(found)}


def _follow(rows: QuerySet[Opportunity], state: OpportunityState, actor: Any) -> None:
    """All at once: nothing but the state, which the constraints of the table judge."""
    if not (found := list(rows.select_for_update(of=("self",)).order_by("pk"))):
        return
    ids = [row.pk for row in found]
    Opportunity.objects.filter(pk__in=ids).update(state=state, updated_at=timezone.now())
    verb = "withheld" if state == OpportunityState.WITHHELD else "shown"
    for row in found:
        changes = {"state": [row.state, state.value]}
        row.state = state
        refresh_codes(row)
        record(actor, f"opportunities.opportunity.{verb}", row, changes=changes)
