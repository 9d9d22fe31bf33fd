"""How the activity log calls our records: a round or a number, never a person."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from qiao.rooms.placement.models import MatchingRound, MatchingRun, Pair, Placement, RankOrderList

Named = dict[UUID, tuple[str, str]]


def rounds(ids: Sequence[UUID]) -> Named:
    rows = MatchingRound.objects.filter(pk__in=ids)
    return {row.pk: (str(row), reverse("placement:round", args=[row.pk])) for row in rows}


def runs(ids: Sequence[UUID]) -> Named:
    rows = MatchingRun.objects.light().filter(pk__in=ids).select_related("round")
    return {row.pk: (f"{row.round}: {row}", reverse("placement:run", args=[row.round_id])) for row in rows}


def lists(ids: Sequence[UUID]) -> Named:
    rows = RankOrderList.objects.filter(pk__in=ids).select_related("round").defer("content")
    return {row.pk: (str(row.round), reverse("placement:list", args=[row.pk])) for row in rows}


def pairs(ids: Sequence[UUID]) -> Named:
    rows = Pair.objects.filter(pk__in=ids).select_related("round").defer("content")
    return {row.pk: (str(row.round), reverse("placement:round", args=[row.round_id])) for row in rows}


def placements(ids: Sequence[UUID]) -> Named:
    rows = Placement.objects.filter(pk__in=ids).select_related("entry__round").defer("reasons")
    return {row.pk: (str(row.entry.round), reverse("placement:list", args=[row.entry_id])) for row in rows}
