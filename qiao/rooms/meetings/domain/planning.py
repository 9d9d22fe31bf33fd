"""A timetable from the asking to the checked result. Solving is a job: it tells how far it is, a cancellation
keeps the best that was found, and what a killed worker leaves is begun anew."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from qiao.engines.timetabling.run import Progress
from qiao.kit.access import may, require
from qiao.kit.activity.record import record
from qiao.kit.errors import Invalid, QiaoError
from qiao.kit.jobs.cancel import cancel_job
from qiao.kit.jobs.errors import JobCancelled, LeaseLost
from qiao.kit.jobs.running import RunningJob, running
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.task import job_task
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.meetings.domain.keeping import keep_failure, keep_plan
from qiao.rooms.meetings.domain.locking import locked_round
from qiao.rooms.meetings.domain.reading import Reading, read_round
from qiao.rooms.meetings.enums import TimetableState
from qiao.rooms.meetings.errors import NothingToPlan, OwnTableNeeded, PlanRunning
from qiao.rooms.meetings.models import MeetingRound, Timetable
from qiao.rooms.meetings.planning.plan import Plan, make_plan
from qiao.rooms.meetings.planning.reasons import Reasons

LONGEST = 3600
ASKED_EVERY = 0.5  # seconds between two looks whether to stop
REASONS_SECONDS = 30.0


@transaction.atomic
def ask_for_plan(meeting_round: MeetingRound, *, actor: User, seconds: int = 60, seed: int = 0) -> Timetable:
    """A draft that a job fills. One of a round is solved at a time."""
    require(actor, "meetings.plan_round", meeting_round)
    found = locked_round(meeting_round)
    require_no_run(found)
    _require_ready(read_round(found))
    timetable = new_timetable(found, actor, seed=seed, time_limit=min(max(seconds, 1), LONGEST))
    timetable.job = start_job(
        actor,
        solve_timetable,
        title=_("Timetable %(number)s of the round “%(round)s”"),
        title_values={"number": timetable.number, "round": str(found)},
        args={"timetable_id": timetable.pk},
        subject=timetable,
        effect_key=f"meetings.solve:{timetable.pk}",
    )
    timetable.save(update_fields=["job", "updated_at"])
    record(actor, "meetings.round.plan_asked", found, changes={"timetable": [None, timetable.number]})
    return timetable


def may_plan(actor: Any, pk: UUID) -> bool:
    """Whoever may plan watches and stops what another organiser has asked for."""
    found = Timetable.objects.select_related("round__exchange").filter(pk=pk).first()
    return found is not None and may(actor, "meetings.plan_round", found.round)


def stop_plan(timetable: Timetable, *, actor: User) -> None:
    """The best that was found until now is kept."""
    require(actor, "meetings.plan_round", timetable.round)
    if timetable.job is not None:
        cancel_job(timetable.job, actor=actor)


def new_timetable(
    meeting_round: MeetingRound,
    actor: User,
    *,
    seed: int = 0,
    time_limit: int = 60,
    previous: Timetable | None = None,
) -> Timetable:
    """The caller holds the lock."""
    last = meeting_round.timetables.aggregate(last=Max("number"))["last"] or 0
    timetable = Timetable(
        round=meeting_round,
        number=last + 1,
        seed=seed,
        time_limit=time_limit,
        asked_by=actor,
        previous=previous,
    )
    timetable.full_clean()
    timetable.save(force_insert=True)
    return timetable


def running_of(exchange: Exchange) -> Timetable | None:
    """A timetable of the exchange that is being solved."""
    return Timetable.objects.running().filter(round__exchange=exchange).select_related("round").first()


def require_no_run(meeting_round: MeetingRound) -> None:
    """The caller holds the lock. A draft whose job is over will never be filled."""
    drafts = meeting_round.timetables.filter(state=TimetableState.DRAFT)
    if drafts.running().exists():
        raise PlanRunning(round=str(meeting_round))
    drafts.update(state=TimetableState.FAILED)


def _require_ready(reading: Reading) -> None:
    event = reading.event
    if not (event.slots and event.places and event.wishes):
        raise NothingToPlan
    zones = {each.zone for each in event.places if each.zone}
    lost = [each for each in event.parties if each.side == "host" and each.place is None]
    if event.walk_slots and len(zones) > 1 and lost:
        raise OwnTableNeeded(who=str(lost[0].name))


@job_task(queue="solve", attempts=3, longest=timedelta(seconds=2 * LONGEST))
def solve_timetable(job_id: str, timetable_id: str) -> dict[str, object]:
    """May run twice: a timetable that is no draft any more is left alone."""
    with running(job_id) as job:
        timetable = Timetable.objects.select_related("round__exchange").get(pk=timetable_id)
        if timetable.state != TimetableState.DRAFT:
            return {}
        try:
            return _solve(timetable, job)
        except (LeaseLost, JobCancelled):
            raise
        except QiaoError as refused:
            keep_failure(timetable.pk, problems_of(refused))
            return {"problems": len(problems_of(refused))}


def problems_of(refused: QiaoError) -> list[dict[str, str]]:
    problems = refused.problems if isinstance(refused, Invalid) else []
    return problems or [{"place": "", "problem": str(refused)}]


def _solve(timetable: Timetable, job: RunningJob) -> dict[str, object]:
    reading = read_round(timetable.round)
    watch = Watch(job, timetable.time_limit)
    plan = make_plan(
        reading.event,
        time_limit=timetable.time_limit,
        seed=timetable.seed,
        on_progress=watch.tell,
        should_stop=watch.should_stop,
    )
    watch.require_lease()
    reasons = Reasons(plan, seconds=min(REASONS_SECONDS, timetable.time_limit))
    return kept(timetable.pk, reading, plan, reasons)


def kept(timetable_id: UUID, reading: Reading, plan: Plan, reasons: Reasons | None) -> dict[str, object]:
    keep_plan(timetable_id, reading, plan, reasons)
    return {"meetings": len(plan.meetings), "weight": plan.solution.weight}


class Watch:
    """Tells the job how far the solver is, and the solver when to stop. A cancellation ends the search, not
    the job: the best so far is still checked and kept."""

    def __init__(self, job: RunningJob, seconds: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.job, self.seconds, self.clock = job, seconds, clock
        self.stopped: QiaoError | None = None
        self._asked_at = float("-inf")

    def tell(self, progress: Progress) -> None:
        values = {"weight": progress.weight, "bound": progress.weight_bound}
        known = None not in values.values()
        note = _("Weight %(weight)s, at most %(bound)s") if known else ""
        self._ask(
            lambda: self.job.progress(int(progress.seconds), self.seconds, note, **(values if known else {}))
        )

    def should_stop(self) -> bool:
        if self.stopped is None and self.clock() - self._asked_at >= ASKED_EVERY:
            self._asked_at = self.clock()
            self._ask(self.job.check)
        return self.stopped is not None

    def require_lease(self) -> None:
        if isinstance(self.stopped, LeaseLost):
            raise self.stopped

    def _ask(self, call: Callable[[], None]) -> None:
        try:
            call()
        except (JobCancelled, LeaseLost) as told:
            self.stopped = told
