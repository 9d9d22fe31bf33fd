"""Rounds for the tests of this room."""

import datetime as dt
from typing import Any

from django.utils import timezone

from qiao.kit.jobs.worker import run_ready_jobs
from qiao.rooms.accounts.models import User
from qiao.rooms.placement.domain.post import add_post
from qiao.rooms.placement.domain.post_list import certify_post_list, rank_applicants
from qiao.rooms.placement.domain.publication import publish
from qiao.rooms.placement.domain.ranking import certify_list, rank_choices
from qiao.rooms.placement.domain.round import create_round, seal_lists
from qiao.rooms.placement.domain.run import confirm_run, propose_run
from qiao.rooms.placement.domain.step import rows
from qiao.rooms.placement.models import MatchingRound, MatchingRun, Placement, RankOrderList, RoundPost

WANTED = {"lin": ["p1", "p2"], "mei": ["p1", "p2"], "bo": ["p2"]}
RANKED = {"p1": [["mei"], ["lin"]], "p2": [["bo", "lin"], ["mei"]]}


def ahead(days: float) -> dt.datetime:
    return timezone.now() + dt.timedelta(days=days)


def make_round(runner: Any, actor: User, **values: Any) -> MatchingRound:
    moments = {"lists_due_at": ahead(1), "publish_at": ahead(2), "answers_due_at": ahead(3)}
    return create_round(
        runner, actor=actor, values={"name_en": "PhD places", "name_zh": "博士名额"} | moments | values
    )


def add(matching_round: MatchingRound, opportunity: Any, actor: User, **values: Any) -> RoundPost:
    return add_post(matching_round, opportunity.intakes.get(), actor=actor, values={"quota": 1} | values)


def entry(matching_round: MatchingRound, user: User) -> RankOrderList:
    return RankOrderList.objects.select_related("round", "profile__user").get(
        round=matching_round, profile__user=user
    )


def certify_all(
    matching_round: MatchingRound,
    people: dict[str, User],
    host: User,
    wanted: dict[str, list[str]] | None = None,
    ranked: dict[str, list[list[str]]] | None = None,
) -> None:
    for name, choices in (wanted or WANTED).items():
        certify_list(
            rank_choices(entry(matching_round, people[name]), choices, actor=people[name]), actor=people[name]
        )
    codes = {name: entry(matching_round, user).code for name, user in people.items()}
    for post in matching_round.posts.select_related("intake__opportunity", "round"):
        tiers = [[codes[name] for name in tier] for tier in (ranked or RANKED)[post.code]]
        rank_applicants(post, tiers, actor=host)
        certify_post_list(post, actor=host)


def move(matching_round: MatchingRound, **moments: dt.datetime) -> MatchingRound:
    """Time passes: the moments move instead of the clock."""
    MatchingRound.objects.filter(pk=matching_round.pk).update(**moments)
    return rows().get(pk=matching_round.pk)


def seal(matching_round: MatchingRound) -> MatchingRound:
    move(matching_round, lists_due_at=ahead(-1))
    assert seal_lists(matching_round.pk)
    return rows().get(pk=matching_round.pk)


def run_by_two(matching_round: MatchingRound, one: User, other: User) -> MatchingRun:
    run = confirm_run(propose_run(matching_round, actor=one), actor=other)
    run_ready_jobs(["solve"])
    return MatchingRun.objects.get(pk=run.pk)


def publish_now(matching_round: MatchingRound) -> MatchingRound:
    move(matching_round, publish_at=ahead(-0.5))
    assert publish(MatchingRun.objects.real().get(round=matching_round, state="checked").pk)
    return rows().get(pk=matching_round.pk)


def places(run: MatchingRun) -> dict[str, str | None]:
    """Who went where, by the first part of the address."""
    found = Placement.objects.filter(run=run).select_related("entry__profile__user", "option__post")
    return {
        str(row.entry.profile.user.email).partition("@")[0]: row.option.code if row.option else None  # type: ignore[union-attr]
        for row in found
    }
