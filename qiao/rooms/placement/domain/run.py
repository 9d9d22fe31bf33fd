"""A run of a round: two people ask for it, a job opens the lists, solves, checks and keeps the result."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.kit.access import may, require
from qiao.kit.activity.record import record
from qiao.kit.errors import QiaoError
from qiao.kit.jobs.cancel import cancel_job
from qiao.kit.jobs.errors import JobCancelled, LeaseLost
from qiao.kit.jobs.running import RunningJob, running
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.task import job_task
from qiao.rooms.accounts.models import User
from qiao.rooms.placement.domain.explaining import kept_reasons
from qiao.rooms.placement.domain.keeping import keep_failure, keep_plain, keep_result
from qiao.rooms.placement.domain.plain.reading import PlainRound, read_plain
from qiao.rooms.placement.domain.plain.solving import require_stable, solve_plain
from qiao.rooms.placement.domain.post import require_free
from qiao.rooms.placement.domain.reading import matched_digest, read_round
from qiao.rooms.placement.domain.solving import require_checked, solve_round
from qiao.rooms.placement.domain.step import locked, require_state, step
from qiao.rooms.placement.enums import MatchingRoundState, RunState
from qiao.rooms.placement.errors import DigestChanged, RunStands, SamePerson, WrongRunState
from qiao.rooms.placement.models import MatchingRound, MatchingRun

LONGEST = 3600
STANDING = (RunState.PROPOSED, RunState.RUNNING, RunState.CHECKED)
STEPS = 5


@transaction.atomic
def propose_run(matching_round: MatchingRound, *, actor: User, seconds: int = 60) -> MatchingRun:
    """With the digest of what is matched, which the second person confirms. No list is opened."""
    require(actor, "placement.run_round", matching_round)
    found = locked(matching_round)
    require_state(found, MatchingRoundState.CERTIFIED)
    require_no_run(found)
    for post in found.posts.select_related("intake__opportunity"):
        require_free(post)
    run = new_run(found, actor, digest=matched_digest(found), seed=found.seed or 0, seconds=seconds)
    record(actor, "placement.run.proposed", found, changes={"run": [None, run.number]})
    return run


@transaction.atomic
def confirm_run(run: MatchingRun, *, actor: User) -> MatchingRun:
    """By another person; from now on a job runs it."""
    require(actor, "placement.run_round", run.round)
    found = locked(run.round)
    require_state(found, MatchingRoundState.CERTIFIED)
    run = _fresh(run, found)
    require_run_state(run, RunState.PROPOSED)
    if run.proposed_by_id in (None, actor.pk):
        raise SamePerson
    if run.digest != matched_digest(found):
        raise DigestChanged
    run.state, run.confirmed_by, run.confirmed_at = RunState.RUNNING, actor, timezone.now()
    run.full_clean()
    run.job = _started(run, actor)
    run.save(update_fields=["state", "confirmed_by", "confirmed_at", "job", "updated_at"])
    record(actor, "placement.run.confirmed", found, changes={"run": [None, run.number]})
    return run


@transaction.atomic
def withdraw_run(run: MatchingRun, *, actor: User) -> None:
    """A proposal is taken back; a run that runs is stopped, and nothing of it is kept; a result that is not
    published is put aside for another run."""
    require(actor, "placement.run_round", run.round)
    found = locked(run.round)
    run = _fresh(run, found)
    require_run_state(run, *STANDING)
    if found.state == MatchingRoundState.RUN:
        step(found, MatchingRoundState.CERTIFIED, actor=actor)
        run.placements.all().delete()
    else:
        require_state(found, MatchingRoundState.CERTIFIED)
    if run.job is not None and not run.job.is_finished:
        cancel_job(run.job, actor=actor)
    run.state = RunState.OUTDATED
    run.save(update_fields=["state", "updated_at"])
    record(actor, "placement.run.withdrawn", found, changes={"run": [run.number, None]})


@job_task(queue="solve", attempts=3, longest=timedelta(seconds=2 * LONGEST))
def run_round(job_id: str, run_id: str) -> dict[str, object]:
    """May run twice: what is kept is kept in one transaction, and a run that is over is left alone."""
    with running(job_id) as job:
        run = MatchingRun.objects.light().select_related("round", "confirmed_by").get(pk=run_id)
        if run.state != RunState.RUNNING:
            return {}
        try:
            return _run(run, job)
        except (LeaseLost, JobCancelled):
            raise
        except QiaoError as refused:
            keep_failure(run.pk, refused)
            return {"refused": refused.code}


def _run(run: MatchingRun, job: RunningJob) -> dict[str, object]:
    job.progress(0, STEPS, _("The lists are opened"))
    note_opening(run)
    if (plain := read_plain(run.round)) is not None:
        return _run_plain(run, plain, job)
    reading = read_round(run.round)
    job.progress(1, STEPS, _("The round is solved"))
    solution = solve_round(run.round, reading.instance, seed=run.seed, time_limit=run.time_limit)
    job.progress(2, STEPS, _("The result is checked"))
    require_checked(solution)
    job.progress(3, STEPS, _("Reasons are written"))
    reasons = kept_reasons(solution)
    job.progress(4, STEPS, _("The result is kept"))
    return keep_result(run, reading, solution, reasons)


def _run_plain(run: MatchingRun, plain: PlainRound, job: RunningJob) -> dict[str, object]:
    """The same result to the byte, without an object for each person."""
    job.progress(1, STEPS, _("The round is solved"))
    solution = solve_plain(plain, seed=run.seed)
    job.progress(2, STEPS, _("The result is checked"))
    require_stable(solution)
    job.progress(4, STEPS, _("The result is kept"))
    return keep_plain(run, solution)


def note_opening(run: MatchingRun) -> None:
    record(run.confirmed_by, "placement.run.lists_opened", run.round, changes={"run": [None, run.number]})


def new_run(
    matching_round: MatchingRound,
    actor: Any,
    *,
    digest: str,
    seed: int,
    seconds: int,
    is_practice: bool = False,
) -> MatchingRun:
    """The caller holds the lock of the round."""
    last = matching_round.runs.aggregate(last=Max("number"))["last"] or 0
    run = MatchingRun(
        round=matching_round,
        number=last + 1,
        proposed_by=actor,
        digest=digest,
        seed=seed,
        time_limit=min(max(seconds, 1), LONGEST),
        is_practice=is_practice,
    )
    run.full_clean()
    run.save(force_insert=True)
    return run


def require_no_run(matching_round: MatchingRound) -> None:
    """The caller holds the lock. A run whose job is over without a result will never have one."""
    standing = matching_round.runs.real().light().filter(state__in=STANDING).select_related("job").first()
    if standing is None:
        return
    is_dead = standing.state == RunState.RUNNING and (standing.job is None or standing.job.is_finished)
    if not is_dead:
        raise RunStands(run=f"{standing} – {standing.get_state_display()}")
    standing.state = RunState.FAILED
    standing.save(update_fields=["state", "updated_at"])


def require_run_state(run: MatchingRun, *states: str) -> None:
    if run.state not in states:
        raise WrongRunState(state=run.get_state_display())


def standing_run(matching_round: MatchingRound) -> MatchingRun | None:
    """What waits, runs, or is checked; None before the first and after the last was put aside."""
    rows = matching_round.runs.real().light().filter(state__in=STANDING)
    return rows.select_related("job__task", "proposed_by", "confirmed_by", "first_yes", "second_yes").first()


def may_watch(actor: Any, pk: UUID) -> bool:
    """Whoever runs the round watches and stops what another one has confirmed."""
    found = MatchingRun.objects.light().select_related("round__organisation", "round__exchange")
    run = found.filter(pk=pk).first()
    return run is not None and may(actor, "placement.run_round", run.round)


def _fresh(run: MatchingRun, matching_round: MatchingRound) -> MatchingRun:
    found = MatchingRun.objects.light().select_related("job__task").get(pk=run.pk)
    found.round = matching_round
    return found


def _started(run: MatchingRun, actor: User) -> Any:
    return start_job(
        actor,
        run_round,
        title=_("Run %(number)s of the matching round “%(round)s”"),
        title_values={"number": run.number, "round": str(run.round)},
        args={"run_id": run.pk},
        subject=run,
        effect_key=f"placement.run:{run.pk}",
    )
