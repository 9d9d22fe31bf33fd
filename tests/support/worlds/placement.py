"""A round in each stage that a page treats in its own way: prepared, open with a pair, run, and published."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.accounts.models import User
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.placement.domain.explaining import kept_reasons
from qiao.rooms.placement.domain.keeping import keep_result
from qiao.rooms.placement.domain.pair import propose_pair
from qiao.rooms.placement.domain.post import add_post
from qiao.rooms.placement.domain.reading import read_round
from qiao.rooms.placement.domain.round import create_round, open_round
from qiao.rooms.placement.domain.run import propose_run
from qiao.rooms.placement.domain.solving import solve_round
from qiao.rooms.placement.domain.step import rows
from qiao.rooms.placement.models import (
    MatchingRound,
    MatchingRun,
    Placement,
    PostList,
    RankOrderList,
    RoundPost,
)
from tests.rooms.applications.factory import make_application
from tests.rooms.opportunities.factory import make_opportunity

if TYPE_CHECKING:
    from tests.support.world import World

DIGEST = "0" * 64


def fill(world: "World") -> dict[str, str]:
    owner, member = world.users["owner"], world.users["member"]
    host = world.rows["organisation"]
    prepared, planned = _round(host, owner)
    opened, post = _round(host, owner, takes_pairs=True)
    make_application(member, post.intake)
    make_application(owner, post.intake)
    single = make_application(create_account("single@world.example", None, "en"), post.intake)
    open_round(opened, actor=owner)
    own, other = (RankOrderList.objects.get(round=opened, profile__user=user) for user in (member, owner))
    pair = propose_pair(own, other.code, actor=member)
    ready = _certified(*_round(host, owner), member)
    proposed = propose_run(ready, actor=owner)
    published = _published(_certified(*_round(host, owner), member), owner)
    spare = make_opportunity(host, owner, filling="matching", title_en="Places without a round")
    world.rows |= {"prepared_round": prepared, "spare_intake": spare.intakes.get()}
    world.rows |= {"matching_round": opened, "round_post": post, "rank_list": own}
    world.rows["single_list"] = RankOrderList.objects.get(round=opened, profile=single.profile)
    return _paths(world, prepared, planned, opened, published) | {
        "placement/posts/pk": str(post.pk),
        "placement/lists/pk": str(own.pk),
        "placement/lists/list_id": str(own.pk),
        "placement/pairs/pk": str(pair.pk),
        "placement/placements/pk": str(Placement.objects.get(run__round=published).pk),
        "placement/runs/pk": str(proposed.pk),
        "placement/runs/run_id": str(proposed.pk),
        "placement/posts/post_id": str(post.pk),
        "placement/exchanges/exchange_id": str(world.rows["exchange"].pk),
        "placement/organisations/organisation_id": str(host.pk),
    }


def _paths(
    world: "World", prepared: MatchingRound, planned: RoundPost, opened: MatchingRound, out: MatchingRound
) -> dict[str, str]:
    early = dict.fromkeys(("opening", "posts"), str(prepared.pk))
    late = dict.fromkeys(("conclusion", "second", "run", "result", "what-if", "verification"), str(out.pk))
    return {f"placement/pk/{after}": pk for after, pk in (early | late).items()} | {
        "placement/pk": str(opened.pk),
        "placement/rounds/round_id": str(opened.pk),
        "placement/exchanges/pk": str(world.rows["exchange"].pk),
        "placement/organisations/pk": str(world.rows["organisation"].pk),
        "posts/pk/limits": str(planned.pk),
        "posts/pk/removal": str(planned.pk),
    }


def _round(host: Any, owner: User, **values: Any) -> tuple[MatchingRound, RoundPost]:
    opportunity: Opportunity = make_opportunity(host, owner, filling="matching", title_en="Matched places")
    now = timezone.now()
    names = ("lists_due_at", "publish_at", "answers_due_at")
    moments = {name: now + dt.timedelta(days=days) for days, name in enumerate(names, 1)}
    made = create_round(host, actor=owner, values={"name_en": "Matching round"} | moments | values)
    return made, add_post(made, opportunity.intakes.get(), actor=owner, values={"quota": 1})


def _certified(matching_round: MatchingRound, post: RoundPost, user: User) -> MatchingRound:
    """With one list of a person and one of the post, written straight into their state."""
    application, now = make_application(user, post.intake), timezone.now()
    sealed = {"state": "certified", "certified_at": now, "digest": DIGEST}
    entry = RankOrderList.objects.create(
        round=matching_round, profile=application.profile, content=b'["p1"]', **sealed
    )
    PostList.objects.filter(post=post).delete()
    PostList.objects.create(post=post, content=f'[["{entry.code}"]]'.encode(), **sealed)
    due = now - dt.timedelta(hours=1)
    MatchingRound.objects.filter(pk=matching_round.pk).update(state="certified", seed=1, lists_due_at=due)
    return rows().get(pk=matching_round.pk)


def _published(matching_round: MatchingRound, owner: User) -> MatchingRound:
    run = propose_run(matching_round, actor=owner)
    MatchingRun.objects.filter(pk=run.pk).update(state="running", confirmed_at=timezone.now())
    reading = read_round(matching_round)
    solution = solve_round(matching_round, reading.instance, seed=1, time_limit=5)
    keep_result(run, reading, solution, kept_reasons(solution))
    MatchingRound.objects.filter(pk=matching_round.pk).update(
        state="published", publish_at=timezone.now() - dt.timedelta(minutes=1)
    )
    return rows().get(pk=matching_round.pk)
