"""A checked result goes out to everybody at one moment, or to nobody."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.jobs.running import running
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.task import job_task
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.models import Application, ApplicationStep
from qiao.rooms.opportunities.domain.intake import refresh_copies
from qiao.rooms.opportunities.models import Intake, Opportunity
from qiao.rooms.placement.domain import mails
from qiao.rooms.placement.domain.entering import MATCHABLE
from qiao.rooms.placement.domain.keeping import both
from qiao.rooms.placement.domain.reading import left_digest
from qiao.rooms.placement.domain.step import locked, moment_of, require_state, step
from qiao.rooms.placement.enums import MatchingRoundState, RunState
from qiao.rooms.placement.errors import NeedsTwoYes, NotYet, SamePerson, SomebodyLeft, WrongRunState
from qiao.rooms.placement.models import MatchingRound, MatchingRun, Placement

BATCH = 500


@transaction.atomic
def approve_publication(run: MatchingRun, *, actor: User) -> MatchingRun:
    """A result that is not stable goes out only when two people say yes to it."""
    require(actor, "placement.run_round", run.round)
    found = locked(run.round)
    require_state(found, MatchingRoundState.RUN)
    run = MatchingRun.objects.light().select_related("round").get(pk=run.pk)
    if run.state != RunState.CHECKED or run.is_stable:
        raise WrongRunState(state=run.get_state_display())
    name = "first_yes" if run.first_yes_id is None else "second_yes"
    if actor.pk in (run.first_yes_id, run.second_yes_id):
        raise SamePerson
    setattr(run, name, actor)
    run.save(update_fields=[name, "updated_at"])
    record(actor, "placement.run.approved", found, changes={"run": [None, run.number]})
    return run


def start_publication(matching_round: MatchingRound) -> None:
    """When its moment has come; asked again, it is the same job until that is over without effect."""
    run = _checked_run(matching_round)
    if run is None or not run.may_be_published:
        return
    start_job(
        None,
        publish_run,
        title=_("Publication of the matching round “%(round)s”"),
        title_values={"round": str(matching_round)},
        args={"run_id": run.pk},
        subject=matching_round,
        effect_key=f"placement.publish:{run.pk}",
    )


@job_task(queue="default", attempts=5)
def publish_run(job_id: str, run_id: str) -> dict[str, object]:
    with running(job_id) as job:
        job.check()
        return {"published": publish(UUID(run_id))}


@transaction.atomic
def publish(run_id: UUID) -> bool:
    """Everything at once. Where somebody left since the lists were read, the result is put aside instead, and
    whoever runs the round is asked to run it again."""
    run = MatchingRun.objects.light().select_related("round").get(pk=run_id)
    matching_round = locked(run.round)
    if matching_round.state != MatchingRoundState.RUN or run.state != RunState.CHECKED:
        return False
    _require_due(matching_round, run)
    if left_digest(matching_round) != run.left_digest:
        _put_aside(matching_round, run)
        return False
    step(matching_round, MatchingRoundState.PUBLISHED, actor=None)
    _move_places(matching_round, run)
    _match_applications(run)
    mails.tell_people(matching_round, "published")
    mails.tell_hosts(matching_round, "published")
    return True


def _require_due(matching_round: MatchingRound, run: MatchingRun) -> None:
    if timezone.now() < matching_round.publish_at:
        raise NotYet(moment=moment_of(matching_round, matching_round.publish_at))
    if not run.may_be_published:
        raise NeedsTwoYes


def _put_aside(matching_round: MatchingRound, run: MatchingRun) -> None:
    step(matching_round, MatchingRoundState.CERTIFIED, actor=None)
    run.placements.all().delete()
    run.state, run.problem = RunState.OUTDATED, both(SomebodyLeft())
    run.save(update_fields=["state", "problem", "updated_at"])
    record(None, "placement.run.outdated", matching_round, changes={"run": [run.number, None]})
    mails.tell_runners(matching_round, "rerun", occasion=f":{run.pk}")


def _move_places(matching_round: MatchingRound, run: MatchingRun) -> None:
    """Places that went to a sibling post are places of its intake from now on."""
    in_force = run.summary["places"]
    for post in matching_round.posts.filter(is_supervised=False).select_related("intake"):
        moved = in_force[post.code][1] - post.quota
        if moved:
            intake = Intake.objects.select_for_update().get(pk=post.intake_id)
            intake.places += moved
            intake.full_clean()
            intake.save(update_fields=["places", "updated_at"])
            refresh_copies(Opportunity.objects.select_for_update().get(pk=intake.opportunity_id))


def _match_applications(run: MatchingRun) -> None:
    """In bulk: all of them become matched in the same moment."""
    placed = run.placements.placed().filter(
        entry__profile=OuterRef("profile"), post__intake=OuterRef("intake")
    )
    rows = Application.objects.filter(intake__in=run.round.posts.values("intake"), state__in=MATCHABLE)
    rows = rows.annotate(placement=Subquery(placed.values("pk")[:1])).exclude(placement=None)
    before = list(rows.values_list("pk", "state"))
    matched = ApplicationState.MATCHED
    ApplicationStep.objects.bulk_create(
        [ApplicationStep(application_id=pk, from_state=state, to_state=matched) for pk, state in before],
        batch_size=BATCH,
    )
    for start in range(0, len(before), BATCH):
        some = [pk for pk, _state in before[start : start + BATCH]]
        Application.objects.filter(pk__in=some).update(state=matched, updated_at=timezone.now())


def _checked_run(matching_round: MatchingRound) -> MatchingRun | None:
    return matching_round.runs.real().light().filter(state=RunState.CHECKED).first()


def published_run(matching_round: MatchingRound) -> MatchingRun | None:
    return _checked_run(matching_round) if matching_round.is_out else None


def placement_of(entry: Any) -> Placement | None:
    """A person's own, once it is out."""
    run = published_run(entry.round)
    rows = Placement.objects.select_related(
        "run", "entry__profile", "post__intake__opportunity__host", "option__supervisor__person"
    )
    found = None if run is None else rows.filter(run=run, entry=entry).first()
    if found is not None:
        found.entry.round = found.run.round = entry.round
    return found
