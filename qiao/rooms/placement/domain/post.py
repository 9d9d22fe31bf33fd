"""The posts of a round: intakes whose host gives its places by matching."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply, described
from qiao.rooms.opportunities.enums import PUBLIC, Filling
from qiao.rooms.opportunities.models import Intake
from qiao.rooms.placement.domain.rules_together import require_no_circle
from qiao.rooms.placement.domain.step import locked, require_state
from qiao.rooms.placement.enums import LIVE, MatchingRoundState
from qiao.rooms.placement.errors import (
    PostInAnotherRound,
    PostNotForMatching,
    PostOfAnother,
    QuotaAboveFree,
    QuotaBelowLower,
)
from qiao.rooms.placement.models import MatchingRound, PostList, RoundOption, RoundPost

VALUES = ("quota", "lower_quota", "reserved", "reserved_for", "reverts_to", "is_supervised")


def candidates(matching_round: MatchingRound) -> QuerySet[Intake]:
    """Intakes that may still come into the round."""
    own = Q(opportunity__host=matching_round.organisation_id)
    if matching_round.exchange_id:
        own = Q(opportunity__exchange=matching_round.exchange_id)
    taken = RoundPost.objects.filter(round__state__in=LIVE).values("intake")
    found = Intake.objects.filter(own, opportunity__filling=Filling.MATCHING, opportunity__state__in=PUBLIC)
    return found.exclude(pk__in=taken).select_related("opportunity__host").order_by("opportunity", "number")


@transaction.atomic
def add_post(
    matching_round: MatchingRound, intake: Intake, *, actor: User, values: Mapping[str, Any]
) -> RoundPost:
    """With `is_supervised` people rank each supervisor of the opportunity, within the places of the post."""
    require(actor, "placement.change_round", matching_round)
    found = locked(matching_round)
    require_state(found, MatchingRoundState.PREPARING)
    intake = Intake.objects.select_related("opportunity").get(pk=intake.pk)
    _require_suitable(found, intake)
    last = found.posts.aggregate(last=Max("number"))["last"] or 0
    wanted = {name: values[name] for name in VALUES if name in values}
    post = RoundPost(round=found, intake=intake, number=last + 1, **wanted)
    _require_quotas(post)
    post.full_clean()
    post.save(force_insert=True)
    PostList(post=post).save(force_insert=True)
    _write_options(post)
    record(actor, "placement.post.added", found, changes=described(post))
    return post


@transaction.atomic
def change_post(post: RoundPost, *, actor: User, values: Mapping[str, Any]) -> RoundPost:
    require(actor, "placement.change_round", post.round)
    found = locked(post.round)
    require_state(found, MatchingRoundState.PREPARING)
    post = RoundPost.objects.select_related("intake__opportunity").get(pk=post.pk)
    post.round = found
    wanted = {name: values[name] for name in VALUES if name in values}
    for name, value in wanted.items():
        setattr(post, name, value)
    _require_quotas(post)
    require_no_circle(post)
    fresh = RoundPost.objects.select_related("round").get(pk=post.pk)
    if changes := apply(fresh, wanted):
        _write_options(fresh)
        record(actor, "placement.post.changed", found, changes=changes)
    return fresh


@transaction.atomic
def remove_post(post: RoundPost, *, actor: User) -> None:
    require(actor, "placement.change_round", post.round)
    found = locked(post.round)
    require_state(found, MatchingRoundState.PREPARING)
    number = post.number
    post.delete()
    record(actor, "placement.post.removed", found, changes={"number": [number, None]})


def _write_options(post: RoundPost) -> None:
    """One choice, or one for each supervisor: nobody takes more people than the post has places."""
    post.options.all().delete()
    supervisors = list(post.intake.opportunity.supervisors.order_by("pk")) if post.is_supervised else []
    if not supervisors:
        RoundPost.objects.filter(pk=post.pk).update(is_supervised=False)
        RoundOption(post=post, capacity=post.quota).save(force_insert=True)
    for number, supervisor in enumerate(supervisors, 1):
        capacity = min(supervisor.capacity, post.quota)
        RoundOption(post=post, number=number, supervisor=supervisor, capacity=capacity).save(
            force_insert=True
        )


def _require_suitable(matching_round: MatchingRound, intake: Intake) -> None:
    opportunity = intake.opportunity
    if opportunity.filling != Filling.MATCHING:
        raise PostNotForMatching(post=str(opportunity))
    of_exchange = matching_round.exchange_id and opportunity.exchange_id == matching_round.exchange_id
    of_host = matching_round.organisation_id and opportunity.host_id == matching_round.organisation_id
    if not (of_exchange or of_host):
        raise PostOfAnother(post=str(opportunity))
    others = RoundPost.objects.filter(intake=intake, round__state__in=LIVE).exclude(round=matching_round)
    if (other := others.select_related("round").first()) is not None:
        raise PostInAnotherRound(post=str(opportunity), round=str(other.round))


def _require_quotas(post: RoundPost) -> None:
    if post.lower_quota > post.quota:
        raise QuotaBelowLower(post=str(post), lower=post.lower_quota, quota=post.quota)
    require_free(post)


def require_free(post: RoundPost) -> None:
    free = post.intake.places - post.intake.places_taken
    if post.quota > free:
        raise QuotaAboveFree(post=str(post), free=free, quota=post.quota)
