"""A practice run: the posts of the round with drawn people and drawn lists, so that organisers see what a run
does. No list of anybody is opened, and nothing of it can be published."""

import random
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.engines.matching import Applicant, Programme, Round, Supervisor, strict
from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.errors import QiaoError
from qiao.kit.jobs.running import running
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.task import job_task
from qiao.rooms.accounts.models import User
from qiao.rooms.placement.domain.keeping import both, summary_of
from qiao.rooms.placement.domain.run import new_run
from qiao.rooms.placement.domain.solving import Solution, require_checked, solve_round
from qiao.rooms.placement.domain.step import locked
from qiao.rooms.placement.enums import RunState
from qiao.rooms.placement.errors import RoundIsEmpty
from qiao.rooms.placement.models import MatchingRound, MatchingRun, RoundPost

MOST_PEOPLE = 2_000
MOST_CHOICES = 5
SECONDS = 20


@transaction.atomic
def start_practice(matching_round: MatchingRound, *, actor: User, seed: int = 1) -> MatchingRun:
    require(actor, "placement.run_round", matching_round)
    found = locked(matching_round)
    if not found.posts.exists():
        raise RoundIsEmpty
    run = new_run(found, actor, digest="practice", seed=seed, seconds=SECONDS, is_practice=True)
    run.state = RunState.RUNNING
    run.job = start_job(
        actor,
        practise,
        title=_("Practice run of the matching round “%(round)s”"),
        title_values={"round": str(found)},
        args={"run_id": run.pk},
        subject=run,
        effect_key=f"placement.practice:{run.pk}",
    )
    run.save(update_fields=["state", "job", "updated_at"])
    record(actor, "placement.run.practised", found, changes={"run": [None, run.number]})
    return run


@job_task(queue="solve", attempts=3, longest=timedelta(minutes=10))
def practise(job_id: str, run_id: str) -> dict[str, object]:
    with running(job_id) as job:
        run = MatchingRun.objects.light().select_related("round").get(pk=run_id)
        if run.state != RunState.RUNNING:
            return {}
        job.check()
        try:
            instance = drawn_round(run.round, run.seed)
            solution = solve_round(run.round, instance, seed=run.seed, time_limit=run.time_limit)
            require_checked(solution)
        except QiaoError as refused:
            return _failed(run, refused)
        return _kept(run, solution)


def drawn_round(matching_round: MatchingRound, seed: int) -> Round:
    """As many people as have a list, or half as many again as there are places; the same for one seed."""
    posts = list(matching_round.posts.prefetch_related("options").order_by("number"))
    places = sum(post.quota for post in posts)
    people = min(max(matching_round.lists.count(), places + places // 2, 5), MOST_PEOPLE)
    dice = random.Random(seed)  # noqa: S311 (nobody's place hangs on it)
    codes = [option.code for post in posts for option in post.options.all()]
    most = min(MOST_CHOICES, len(codes))
    wanted = {f"x{number}": dice.sample(codes, dice.randint(1, most)) for number in range(people)}
    rankings = {post.code: _drawn_ranking(post, wanted, dice) for post in posts}
    return Round(
        id=f"practice-{matching_round.pk}",
        applicants=tuple(Applicant(code, strict(*choices)) for code, choices in wanted.items()),
        programmes=tuple(each for post in posts for each in _programmes(post, rankings)),
        supervisors=tuple(
            Supervisor(post.code, post.quota, strict(*rankings[post.code]), post.lower_quota)
            for post in posts
            if post.is_supervised
        ),
        lower_quota_rule=matching_round.lower_quota_rule,  # type: ignore[arg-type]  # the values are the engine's
    )


def _programmes(post: RoundPost, rankings: dict[str, list[str]]) -> list[Programme]:
    if post.is_supervised:
        return [Programme(each.code, each.capacity, supervisor=post.code) for each in post.options.all()]
    return [Programme(post.code, post.quota, strict(*rankings[post.code]), min=post.lower_quota)]


def _drawn_ranking(post: RoundPost, wanted: dict[str, list[str]], dice: random.Random) -> list[str]:
    own = {option.code for option in post.options.all()}
    people = [code for code, choices in wanted.items() if own.intersection(choices)]
    dice.shuffle(people)
    return people


@transaction.atomic
def _kept(run: MatchingRun, solution: Solution) -> dict[str, object]:
    result = solution.result
    run.state, run.status, run.solved_at = RunState.CHECKED, result.status, timezone.now()
    run.people, run.placed, run.bound = len(result.match), result.size, result.bound
    run.summary = summary_of(solution)
    names = ["state", "status", "solved_at", "people", "placed", "bound", "summary", "updated_at"]
    run.save(update_fields=names)
    return {"people": run.people, "placed": run.placed}


@transaction.atomic
def _failed(run: MatchingRun, refused: QiaoError) -> dict[str, object]:
    run.state, run.problem = RunState.FAILED, both(refused)
    run.save(update_fields=["state", "problem", "updated_at"])
    return {"refused": refused.code}
