"""Rows that the reader may see, or 404."""

from typing import TypeVar
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from qiao.kit.access import require
from qiao.rooms.placement.domain import ranking
from qiao.rooms.placement.domain.step import rows
from qiao.rooms.placement.models import MatchingRound, MatchingRun, Pair, Placement, RankOrderList, RoundPost

Found = TypeVar("Found", RoundPost, MatchingRun, RankOrderList, Pair, Placement)
OF_ROUND = ("round__organisation", "round__exchange")


def round_for(request: HttpRequest, pk: UUID, permission: str = "placement.view_round") -> MatchingRound:
    found = get_object_or_404(rows(), pk=pk)
    require(request.user, permission, found)
    return found


def post_for(request: HttpRequest, pk: UUID, permission: str = "placement.view_post") -> RoundPost:
    found = RoundPost.objects.select_related(*OF_ROUND, "intake__opportunity__host", "ranking")
    return _allowed(request, get_object_or_404(found, pk=pk), permission)


def run_for(request: HttpRequest, pk: UUID) -> MatchingRun:
    found = MatchingRun.objects.light().select_related(*OF_ROUND)
    return _allowed(request, get_object_or_404(found, pk=pk), "placement.run_round")


def list_for(request: HttpRequest, pk: UUID) -> RankOrderList:
    return _allowed(request, get_object_or_404(ranking.rows(), pk=pk), "placement.rank_choices")


def pair_for(request: HttpRequest, pk: UUID) -> Pair:
    found = Pair.objects.select_related(*OF_ROUND, "first__profile", "second__profile")
    pair = _allowed(request, get_object_or_404(found, pk=pk), "placement.rank_together")
    pair.first.round = pair.second.round = pair.round
    return pair


def placement_for(request: HttpRequest, pk: UUID) -> Placement:
    """Only once it is out."""
    found = Placement.objects.filter(run__round__state__in=("published", "concluded"))
    found = found.select_related("entry__profile", "run__round")
    return _allowed(request, get_object_or_404(found, pk=pk), "placement.answer_placement")


def _allowed(request: HttpRequest, found: Found, permission: str) -> Found:
    require(request.user, permission, found)
    return found
