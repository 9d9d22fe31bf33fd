"""Rows that the reader may see, or 404."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from qiao.kit.access import found_for, require
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.placement.domain import ranking
from qiao.rooms.placement.domain.step import rows
from qiao.rooms.placement.models import MatchingRound, MatchingRun, Pair, Placement, RankOrderList, RoundPost

OF_ROUND = ("round__organisation", "round__exchange")


def round_for(request: HttpRequest, pk: UUID, permission: str = "placement.view_round") -> MatchingRound:
    return found_for(request.user, rows(), pk, permission)


def own_round_for(request: HttpRequest, pk: UUID) -> MatchingRound:
    """Also to whoever has applied since it opened and has no list yet."""
    found = get_object_or_404(rows().known(), pk=pk)
    if not ranking.may_begin(found, actor_of(request)):
        require(request.user, "placement.view_round", found)
    return found


def post_for(request: HttpRequest, pk: UUID, permission: str = "placement.view_post") -> RoundPost:
    found = RoundPost.objects.select_related(*OF_ROUND, "intake__opportunity__host", "ranking")
    return found_for(request.user, found, pk, permission)


def run_for(request: HttpRequest, pk: UUID) -> MatchingRun:
    found = MatchingRun.objects.light().select_related(*OF_ROUND)
    return found_for(request.user, found, pk, "placement.run_round")


def list_for(request: HttpRequest, pk: UUID) -> RankOrderList:
    return found_for(request.user, ranking.rows(), pk, "placement.rank_choices")


def pair_for(request: HttpRequest, pk: UUID) -> Pair:
    found = Pair.objects.select_related(*OF_ROUND, "first__profile", "second__profile")
    pair = found_for(request.user, found, pk, "placement.rank_together")
    pair.first.round = pair.second.round = pair.round
    return pair


def placement_for(request: HttpRequest, pk: UUID) -> Placement:
    """Only once it is out."""
    found = Placement.objects.filter(run__round__state__in=("published", "concluded"))
    found = found.select_related("entry__profile", "run__round")
    return found_for(request.user, found, pk, "placement.answer_placement")
