"""The end of a round: a second one from what is left, or the applications that were not placed are closed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.engines.matching import Round, left_over
from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.jobs.running import running
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.task import job_task
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain import step as applications
from qiao.rooms.applications.enums import ApplicationState, ClosingReason
from qiao.rooms.placement.domain.content import packed
from qiao.rooms.placement.domain.entering import BATCH, applications_in
from qiao.rooms.placement.domain.publication import published_run
from qiao.rooms.placement.domain.round import written
from qiao.rooms.placement.domain.solving import solution_of
from qiao.rooms.placement.domain.step import locked, moment_of, require_state, step
from qiao.rooms.placement.enums import LIVE, AnswerState, MatchingRoundState, RunState
from qiao.rooms.placement.errors import AnswersWaited, NothingLeft
from qiao.rooms.placement.models import (
    MatchingRound,
    MatchingRun,
    Placement,
    PostList,
    RankOrderList,
    RoundOption,
    RoundPost,
)

KEPT = (
    *("organisation", "exchange", "name_zh", "name_en", "note_zh", "note_en", "side", "objective"),
    *("lower_quota_rule", "couple_rule", "reverts", "time_zone"),
)
LEFT_THE_ROUND = (AnswerState.DECLINED, AnswerState.LAPSED)


@transaction.atomic
def begin_second_round(
    matching_round: MatchingRound, *, actor: User, values: Mapping[str, Any]
) -> MatchingRound:
    """Posts with places that nobody took, people who got none, and their lists as drafts, as far as these
    still speak of what is left. Who declined a place is not in it."""
    require(actor, "placement.change_round", matching_round)
    found = locked(matching_round)
    require_state(found, MatchingRoundState.PUBLISHED)
    require_answered(found)
    left = _left(MatchingRun.objects.real().get(round=found, state=RunState.CHECKED))
    if not left.applicants or not left.programmes:
        raise NothingLeft
    copied = {name: getattr(found, name) for name in KEPT} | dict(values)
    second = written(MatchingRound(follows=found, **copied), actor)
    posts = _copy_posts(found, second, left)
    _copy_lists(found, second, left, posts)
    record(actor, "placement.round.followed", found, changes={"second": [None, str(second.pk)]})
    return second


@transaction.atomic
def conclude_round(matching_round: MatchingRound, *, actor: User) -> MatchingRound:
    """Once everybody has answered. Without a second round, applications that were not placed are closed."""
    require(actor, "placement.change_round", matching_round)
    found = locked(matching_round)
    require_state(found, MatchingRoundState.PUBLISHED)
    require_answered(found)
    step(found, MatchingRoundState.CONCLUDED, actor=actor)
    start_job(
        actor,
        close_unplaced,
        title=_("Applications that were not placed in “%(round)s” are closed"),
        title_values={"round": str(found)},
        args={"round_id": found.pk},
        subject=found,
        effect_key=f"placement.closing:{found.pk}",
    )
    return found


@job_task(queue="default", attempts=5)
def close_unplaced(job_id: str, round_id: str) -> dict[str, int]:
    """Those in a second round go on. May run twice: a closed one is not closed again."""
    with running(job_id) as job:
        matching_round = MatchingRound.objects.get(pk=round_id)
        elsewhere = RoundPost.objects.filter(round__state__in=LIVE).values("intake")
        standing = applications_in(matching_round).exclude(intake__in=elsewhere)
        ids = list(standing.order_by("pk").values_list("pk", flat=True))
        for pk in ids:
            job.check()
            _close(pk)
        return {"closed": len(ids)}


@transaction.atomic
def _close(pk: Any) -> None:
    application = applications.rows().select_for_update(of=("self",)).get(pk=pk)
    if application.status.can_become(ApplicationState.CLOSED):
        reason = ClosingReason.NOT_SELECTED
        applications.step(application, ApplicationState.CLOSED, actor=None, closing_reason=reason)


def require_answered(matching_round: MatchingRound) -> None:
    run = published_run(matching_round)
    waiting = Placement.objects.filter(run=run, state=AnswerState.WAITING).count()
    if waiting and timezone.now() < matching_round.answers_due_at:
        moment = moment_of(matching_round, matching_round.answers_due_at)
        raise AnswersWaited(count=waiting, moment=moment)


def _left(run: MatchingRun) -> Round:
    solution = solution_of(run)
    gone = set(run.placements.filter(state__in=LEFT_THE_ROUND).values_list("entry__code", flat=True))
    match = {code: None if code in gone else place for code, place in solution.result.match.items()}
    left = left_over(solution.instance, replace(solution.result, match=match))
    return replace(left, applicants=tuple(each for each in left.applicants if each.id not in gone))


def _copy_posts(first: MatchingRound, second: MatchingRound, left: Round) -> dict[str, RoundPost]:
    """By code. The numbers stay, so that the choices of carried lists keep their codes."""
    places = {each.id: each.capacity for each in left.programmes}
    limits = {each.id: each.capacity for each in left.supervisors}
    posts = {}
    for post in first.posts.prefetch_related("options").order_by("number"):
        open_ones = [option for option in post.options.all() if option.code in places]
        quota = limits.get(post.code, places.get(post.code, 0))
        if not open_ones or quota < 1:
            continue
        made = _copied(post, second, min(quota, post.intake.places - post.intake.places_taken))
        for option in open_ones:
            capacity = min(places[option.code], made.quota)
            RoundOption(
                post=made, number=option.number, supervisor=option.supervisor, capacity=capacity
            ).save(force_insert=True)
        posts[post.code] = made
    _copy_reverting(first, posts)
    return posts


def _copied(post: RoundPost, second: MatchingRound, quota: int) -> RoundPost:
    reserved = min(post.reserved, quota)
    made = RoundPost(
        round=second,
        intake=post.intake,
        number=post.number,
        quota=quota,
        reserved=reserved,
        reserved_for=post.reserved_for if reserved else None,
        is_supervised=post.is_supervised,
    )
    made.full_clean()
    made.save(force_insert=True)
    return made


def _copy_reverting(first: MatchingRound, posts: Mapping[str, RoundPost]) -> None:
    for post in first.posts.exclude(reverts_to=None).select_related("reverts_to"):
        target = post.reverts_to.code if post.reverts_to else ""
        if post.code in posts and target in posts:
            RoundPost.objects.filter(pk=posts[post.code].pk).update(reverts_to=posts[target])


def _copy_lists(
    first: MatchingRound, second: MatchingRound, left: Round, posts: Mapping[str, RoundPost]
) -> None:
    """Drafts, to be certified anew; everybody has another number."""
    profiles = dict(first.lists.values_list("code", "profile"))
    wanted = {each.id: [code for tier in each.prefs for code in tier] for each in left.applicants}
    rows = {
        code: RankOrderList(round=second, profile_id=profiles[code], content=packed(codes))
        for code, codes in wanted.items()
    }
    RankOrderList.objects.bulk_create(rows.values(), batch_size=BATCH)
    rankings = {each.id: each.prefs for each in left.programmes}
    rankings |= {each.id: each.prefs for each in left.supervisors}
    for code, post in posts.items():
        tiers = [[rows[name].code for name in tier if name in rows] for tier in rankings.get(code, ())]
        PostList(post=post, content=packed([tier for tier in tiers if tier])).save(force_insert=True)
