"""Where rounds hold something about a person, and how it goes: lists are emptied, the number stays."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from qiao.kit.classification import DataSubject
from qiao.rooms.placement.models import MatchingRun, Pair, Placement, PostList, RankOrderList, RoundStep

EMPTY = b"[]"


def find_lists(subject: DataSubject) -> QuerySet[RankOrderList]:
    return RankOrderList.objects.filter(subject.is_at("profile__user"))


def find_pairs(subject: DataSubject) -> QuerySet[Pair]:
    own = find_lists(subject).values("pk")
    return Pair.objects.filter(Q(first__in=own) | Q(second__in=own))


def find_placements(subject: DataSubject) -> QuerySet[Placement]:
    return Placement.objects.filter(entry__in=find_lists(subject).values("pk"))


def by_account(*names: str) -> Callable[[type[models.Model]], Any]:
    """Two functions for rows that name an account in one of these columns."""

    def of(model: type[models.Model]) -> Any:
        def find(subject: DataSubject) -> QuerySet[Any]:
            return model._default_manager.filter(subject.is_at(*names))

        def forget(rows: QuerySet[Any]) -> int:
            return rows.update(**dict.fromkeys(names))

        return find, forget

    return of


def empty_lists(rows: QuerySet[RankOrderList]) -> int:
    return rows.update(content=EMPTY)


def empty_pairs(rows: QuerySet[Pair]) -> int:
    return rows.update(content=EMPTY)


def empty_placements(rows: QuerySet[Placement]) -> int:
    return rows.update(reasons=EMPTY)


find_steps, forget_steps = by_account("actor")(RoundStep)
find_post_lists, forget_post_lists = by_account("certified_by")(PostList)
find_runs, forget_runs = by_account("proposed_by", "confirmed_by", "first_yes", "second_yes")(MatchingRun)
