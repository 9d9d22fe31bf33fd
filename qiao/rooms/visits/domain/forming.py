"""Groups formed by the engine, as a job: asked for, worked on, kept with what is proved."""

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.kit.access import may, require
from qiao.kit.activity.record import record
from qiao.kit.jobs.errors import JobCancelled, LeaseLost
from qiao.kit.jobs.running import RunningJob, running
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.task import job_task
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.locking import locked_exchange
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.visits.domain.facts import Facts, gather
from qiao.rooms.visits.domain.names import KeptOut, names_of
from qiao.rooms.visits.enums import PlanState, SeatOrigin
from qiao.rooms.visits.errors import FormingRuns, NothingToForm
from qiao.rooms.visits.models import PlanGuest, VisitPin, VisitPlan, VisitSeat

if TYPE_CHECKING:
    from qiao.rooms.visits.planning.form import Formed

SECONDS = 60
BATCH = 500


@transaction.atomic
def form_groups(exchange: Exchange, *, actor: User, keeps: bool = False, seconds: int = SECONDS) -> VisitPlan:
    """Asks for a plan. With `keeps` the accepted one is changed in as few places as possible."""
    require(actor, "visits.plan_visits", exchange)
    exchange = locked_exchange(exchange.pk)
    end_dead_plan(exchange)
    if exchange.visit_plans.filter(state=PlanState.DRAFT).exists():
        raise FormingRuns
    if gather(exchange).is_empty:
        raise NothingToForm
    plan = _new_plan(exchange, actor, keeps)
    plan.job = start_job(
        actor,
        form_plan,
        title=_("Visit groups"),
        args={"plan_id": plan.pk, "seconds": seconds},
        subject=plan,
        effect_key=f"visits.plan:{plan.pk}",
    )
    plan.save(update_fields=["job", "updated_at"])
    record(actor, "visits.plan.asked", exchange, changes={"number": [None, plan.number]})
    return plan


def may_plan(actor: Any, pk: UUID) -> bool:
    """Whoever may form groups watches and stops what another organiser has asked for."""
    found = VisitPlan.objects.select_related("exchange").filter(pk=pk).first()
    return found is not None and may(actor, "visits.plan_visits", found.exchange)


def _new_plan(exchange: Exchange, actor: User, keeps: bool) -> VisitPlan:
    plans = VisitPlan.objects.filter(exchange=exchange)
    latest = plans.order_by("-number").first()
    plan = VisitPlan(exchange=exchange, number=latest.number + 1 if latest else 1, asked_by=actor)
    plan.base = plans.filter(state=PlanState.ACCEPTED).first() if keeps else None
    plan.full_clean()
    plan.save(force_insert=True)
    return plan


def end_dead_plan(exchange: Exchange) -> None:
    """A plan whose job has ended without it: cancelled while it waited, or broken."""
    for plan in VisitPlan.objects.filter(exchange=exchange, state=PlanState.DRAFT).select_related(
        "job__task"
    ):
        if plan.job is None or plan.job.is_finished:
            _fail(plan.pk, _CANCELLED)


def forms_now(exchange: Exchange) -> bool:
    drafts = VisitPlan.objects.filter(exchange=exchange, state=PlanState.DRAFT).select_related("job__task")
    return any(plan.job is not None and not plan.job.is_finished for plan in drafts)


@job_task(queue="default")
def form_plan(job_id: str, plan_id: str, seconds: int = SECONDS) -> dict[str, int]:
    """May run twice: a plan that is there already is left alone."""
    with running(job_id) as job:
        plan = VisitPlan.objects.select_related("exchange", "base").filter(pk=plan_id).first()
        if plan is None or plan.state != PlanState.DRAFT:
            return {"places": 0}
        try:
            return {"places": _work(job, plan, seconds)}
        except JobCancelled:
            _fail(plan.pk, _CANCELLED)
            raise


_CANCELLED = {"zh": "已取消编组。", "en": "Forming was cancelled."}


def _work(job: RunningJob, plan: VisitPlan, seconds: int) -> int:
    from qiao.engines.timetabling.faults import BadInstance  # noqa: PLC0415 (slow import)
    from qiao.rooms.visits.planning.account import account_for, in_both  # noqa: PLC0415 (slow import)
    from qiao.rooms.visits.planning.form import form, reform  # noqa: PLC0415 (slow import)

    job.progress(0, 100, _("Reading wishes and times"))
    facts = gather(plan.exchange)
    names = names_of(facts)
    watch = _Watch(job, seconds)
    options: dict[str, Any] = {"time_limit": seconds, "tell": watch.tell, "stop": watch.should_stop}
    try:
        if plan.base is None:
            formed = form(facts.document, **options)
        else:
            formed = reform(facts.document, standing_of(plan.base), **options)
    except BadInstance as bad:
        said = [in_both(fault.sentence, names) for fault in bad.faults[:5]]
        _fail(plan.pk, {short: " ".join(each[short] for each in said) for short in ("zh", "en")})
        return 0
    watch.raise_if_stopped()
    if not formed.solution.is_solved:
        conflict = formed.solution.conflict
        _fail(plan.pk, in_both(conflict.sentence, names) if conflict else _NOT_FOUND)
        return 0
    accounts = account_for(
        formed.problem, formed.solution, names=names, kept_out=KeptOut(facts), tell=watch.explained
    )
    return _store(plan, facts, formed, accounts)


_NOT_FOUND = {"zh": "在规定时间内未找到方案。", "en": "No plan was found in the time there was."}


class _Watch:
    """Between the solver, which asks whether to stop, and the job, which raises when it must."""

    def __init__(self, job: RunningJob, seconds: int) -> None:
        self.job = job
        self.seconds = seconds
        self.stopped: Exception | None = None

    def tell(self, progress: Any) -> None:
        done = min(int(progress.seconds / self.seconds * 80), 80)
        self._ask(lambda: self.job.progress(done, 100, _("Forming groups")))

    def explained(self, done: int, total: int) -> None:
        self.job.progress(80 + done * 20 // total, 100, _("Finding out why a wish was not granted"))

    def should_stop(self) -> bool:
        self._ask(self.job.check)
        return self.stopped is not None

    def _ask(self, call: Any) -> None:
        try:
            call()
        except (JobCancelled, LeaseLost) as stopped:
            self.stopped = stopped

    def raise_if_stopped(self) -> None:
        if self.stopped is not None:
            raise self.stopped


@transaction.atomic
def _store(plan: VisitPlan, facts: Facts, formed: "Formed", accounts: Mapping[str, Any]) -> int:
    locked_exchange(plan.exchange_id)
    plan = VisitPlan.objects.get(pk=plan.pk)
    if plan.state != PlanState.DRAFT:
        return 0
    solution = formed.solution
    plan.frame = {key: value for key, value in facts.document.items() if key != "guests"}
    plan.tiers = [
        {"tier": each.tier, "value": each.value, "bound": each.bound, "gap": each.gap}
        for each in solution.tiers
    ]
    plan.moved, plan.least_moved = formed.moved, formed.least_moved
    plan.is_proven = solution.status == "optimal" and plan.base is None
    plan.input_hash, plan.seconds = formed.input_hash, round(solution.seconds, 3)
    plan.state, plan.checked_at = PlanState.CHECKED, timezone.now()
    plan.full_clean()
    plan.save()
    _store_people(plan, facts, solution.assignment, accounts)
    return sum(len(mine) for mine in solution.assignment.values())


def _store_people(
    plan: VisitPlan, facts: Facts, assignment: Mapping[str, tuple[str, ...]], accounts: Mapping[str, Any]
) -> None:
    guests = [
        PlanGuest(
            plan=plan,
            member=facts.members[guest["id"]],
            facts={key: value for key, value in guest.items() if key != "id"},
            account=accounts[guest["id"]],
            lacks=accounts[guest["id"]]["lacks"],
        )
        for guest in facts.document["guests"]
    ]
    PlanGuest.objects.bulk_create(guests, batch_size=BATCH)
    pins = VisitPin.objects.filter(run__visit__exchange=plan.exchange_id, forbids=False)
    pinned = {(str(pin.member_id), str(pin.run_id)) for pin in pins}
    seats = [
        VisitSeat(
            plan=plan,
            run=facts.runs[run],
            member=facts.members[member],
            origin=SeatOrigin.PINNED if (member, run) in pinned else SeatOrigin.FORMED,
        )
        for member, runs in assignment.items()
        for run in runs
    ]
    VisitSeat.objects.bulk_create(seats, batch_size=BATCH)


def standing_of(plan: VisitPlan) -> dict[str, tuple[str, ...]]:
    """Member to runs, as ids."""
    mine: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for seat in plan.seats.order_by("run__starts_at", "run"):
        mine[str(seat.member_id)] += (str(seat.run_id),)
    return dict(mine)


def _fail(plan_id: Any, said: Mapping[str, str]) -> None:
    """The row is told once: whoever comes later finds it no draft any more."""
    VisitPlan.objects.filter(pk=plan_id, state=PlanState.DRAFT).update(
        state=PlanState.FAILED, refusal_zh=said["zh"][:4000], refusal_en=said["en"][:4000]
    )
