"""What the operations share: who asks, and rows that they may see."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from qiao.kit.access import require
from qiao.rooms.accounts.models import User
from qiao.rooms.accounts.tokens import auth
from qiao.rooms.placement.domain import ranking
from qiao.rooms.placement.domain.step import rows
from qiao.rooms.placement.models import MatchingRound, MatchingRun, RankOrderList, RoundPost

READ, WRITE, ORGANISE = auth("placement.read"), auth("placement.write"), auth("placement.organise")
OF_ROUND = ("round__organisation", "round__exchange")


def user_of(request: HttpRequest) -> User:
    return cast(User, request.user)


def round_for(request: HttpRequest, pk: UUID, permission: str = "placement.view_round") -> MatchingRound:
    found = get_object_or_404(rows(), pk=pk)
    require(request.user, permission, found)
    return found


def own_round_for(request: HttpRequest, pk: UUID) -> MatchingRound:
    """Also to whoever has applied since it opened and has no list yet."""
    found = get_object_or_404(rows().known(), pk=pk)
    if not ranking.may_begin(found, user_of(request)):
        require(request.user, "placement.view_round", found)
    return found


def list_for(request: HttpRequest, pk: UUID) -> RankOrderList:
    found = get_object_or_404(ranking.rows(), pk=pk)
    require(request.user, "placement.rank_choices", found)
    return found


def post_for(request: HttpRequest, pk: UUID, permission: str = "placement.rank_applicants") -> RoundPost:
    kept = RoundPost.objects.select_related(*OF_ROUND, "intake__opportunity__host", "ranking")
    found = get_object_or_404(kept, pk=pk)
    require(request.user, permission, found)
    return found


def run_for(request: HttpRequest, pk: UUID) -> MatchingRun:
    found = get_object_or_404(MatchingRun.objects.light().select_related(*OF_ROUND), pk=pk)
    require(request.user, "placement.run_round", found)
    return found
