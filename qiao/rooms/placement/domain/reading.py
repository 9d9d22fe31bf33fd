"""The lists of a round as the engine's problem. This is where sealed lists are opened: in the run alone.

Everything is read by whole columns and opened at once, so that a round of 100,000 takes seconds.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from qiao.engines.matching import Applicant, Couple, Programme, Round, Supervisor
from qiao.engines.matching.problem import Tiers
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.models import Application
from qiao.rooms.offices.models import StudentRegistration
from qiao.rooms.placement.domain.content import pairings_of
from qiao.rooms.placement.domain.entering import MATCHABLE
from qiao.rooms.placement.enums import ListState, PairState
from qiao.rooms.placement.models import MatchingRound, Pair, PostList, RankOrderList, RoundPost
from qiao.rooms.placement.sealing import open_many

LISTS = "placement.rankorderlist.content"
POST_LISTS = "placement.postlist.content"
NOT_YET = (ApplicationState.DRAFT, ApplicationState.SUBMITTED)


@dataclass(frozen=True)
class Reading:
    """`entries` are the ids of the lists in the match, by the number of their person."""

    instance: Round
    entries: Mapping[str, UUID]
    left: str


@dataclass(frozen=True)
class _Person:
    entry: UUID
    profile: UUID
    codes: list[str]


def read_round(matching_round: MatchingRound) -> Reading:
    rows = matching_round.posts.select_related("reverts_to").prefetch_related("options")
    posts = list(rows.order_by("number"))
    people = _people(matching_round)
    couples = _couples(matching_round, people)
    out = _unmatchable(matching_round, posts, people)
    rankings = _rankings(posts, people, out)
    instance = Round(
        id=f"round-{matching_round.pk}",
        applicants=_applicants(people, couples, out, _types(posts, people)),
        programmes=tuple(_programmes(posts, rankings)),
        supervisors=tuple(_supervisors(posts, rankings)),
        couples=couples,
        couple_rule=matching_round.couple_rule,  # type: ignore[arg-type]  # the values are the engine's
        lower_quota_rule=matching_round.lower_quota_rule,  # type: ignore[arg-type]  # the values are the engine's
    )
    entries = {code: person.entry for code, person in people.items()}
    return Reading(instance, entries, left_digest(matching_round))


def left_digest(matching_round: MatchingRound) -> str:
    """Changes when an application that was in the match is over, or is placed in another way."""
    listed = matching_round.lists.filter(state=ListState.CERTIFIED).values("profile")
    gone = Application.objects.filter(intake__in=matching_round.posts.values("intake"), profile__in=listed)
    gone = gone.exclude(state__in=(*MATCHABLE, *NOT_YET)).order_by("pk")
    told = hashlib.sha256()
    for pk in gone.values_list("pk", flat=True):
        told.update(pk.bytes)
    return told.hexdigest()


def matched_digest(matching_round: MatchingRound) -> str:
    """Of everything that is matched, without opening it: what two people run is the same."""
    told = hashlib.sha256(left_digest(matching_round).encode())
    people = matching_round.lists.filter(state=ListState.CERTIFIED).order_by("digest")
    posts = PostList.objects.filter(post__round=matching_round).order_by("post__number")
    for digest in (*people.values_list("digest", flat=True), *posts.values_list("digest", flat=True)):
        told.update(digest.encode() or b"-")
    quotas = matching_round.posts.order_by("number").values_list(
        "number", "quota", "lower_quota", "reserved", "reserved_for", "reverts_to"
    )
    rules = [matching_round.side, matching_round.objective, matching_round.lower_quota_rule]
    rules += [matching_round.couple_rule, str(matching_round.reverts), str(matching_round.seed)]
    told.update(json.dumps([list(map(str, each)) for each in quotas] + [rules]).encode())
    return told.hexdigest()


def as_sealed(rows: "QuerySet[Any]", *names: str) -> Any:
    """Columns with the sealed content as it is stored, last."""
    return rows.annotate(as_stored=Cast("content", TextField())).values_list(*names, "as_stored")


def _people(matching_round: MatchingRound) -> dict[str, _Person]:
    rows = RankOrderList.objects.filter(round=matching_round, state=ListState.CERTIFIED)
    found = list(as_sealed(rows.order_by("code"), "code", "pk", "profile"))
    contents = open_many([row[3] for row in found], LISTS)
    return {
        code: _Person(entry, profile, json.loads(content))
        for (code, entry, profile, _sealed), content in zip(found, contents, strict=True)
    }


def _couples(matching_round: MatchingRound, people: dict[str, _Person]) -> tuple[Couple, ...]:
    """Pairs that both have certified. One of a pair whose other has not is not in the match."""
    couples = []
    rows = Pair.objects.filter(round=matching_round, state=PairState.AGREED).select_related("first", "second")
    for number, pair in enumerate(rows.order_by("id"), 1):
        members = (pair.first.code, pair.second.code)
        if people.keys() >= set(members):
            couples.append(Couple(f"c{number}", members, tuple(pairings_of(pair.content))))
        else:
            for code in members:
                people.pop(code, None)
    return tuple(couples)


def _unmatchable(
    matching_round: MatchingRound, posts: list[RoundPost], people: Mapping[str, _Person]
) -> dict[str, set[str]]:
    """The posts at which each person has no application that can be matched (any more)."""
    post_of = {post.intake_id: post.code for post in posts}
    rows = Application.objects.filter(intake__in=matching_round.posts.values("intake"))
    over = defaultdict(set)
    for profile, intake in rows.exclude(state__in=MATCHABLE).values_list("profile", "intake"):
        over[profile].add(post_of[intake])
    return {code: over[each.profile] for code, each in people.items() if each.profile in over}


def _applicants(
    people: Mapping[str, _Person],
    couples: tuple[Couple, ...],
    out: Mapping[str, set[str]],
    types: Mapping[UUID, tuple[str, ...]],
) -> tuple[Applicant, ...]:
    paired = {member for couple in couples for member in couple.members}
    return tuple(
        Applicant(
            code,
            () if code in paired else _strict(each.codes, out.get(code)),
            types.get(each.profile, ()),
        )
        for code, each in people.items()
    )


def _strict(codes: Iterable[str], out: set[str] | None) -> Tiers:
    if out:
        codes = [code for code in codes if code.partition(".")[0] not in out]
    return tuple(zip(codes, strict=True))


def _programmes(posts: list[RoundPost], rankings: Mapping[str, Tiers]) -> Iterable[Programme]:
    groups = _groups(posts)
    for post in posts:
        for option in post.options.all():
            if post.is_supervised:
                yield Programme(option.code, option.capacity, supervisor=post.code)
                continue
            yield Programme(
                post.code,
                post.quota,
                rankings[post.code],
                min=post.lower_quota,
                reserves={groups[post.reserved_for_id]: post.reserved} if post.reserved_for_id else {},
                reverts_to=post.reverts_to.code if post.reverts_to else None,
            )


def _supervisors(posts: list[RoundPost], rankings: Mapping[str, Tiers]) -> Iterable[Supervisor]:
    """A post whose supervisors are ranked holds them together, as a supervisor does projects."""
    for post in posts:
        if post.is_supervised:
            yield Supervisor(post.code, post.quota, rankings[post.code], post.lower_quota)


def _rankings(
    posts: list[RoundPost], people: Mapping[str, _Person], out: Mapping[str, set[str]]
) -> dict[str, Tiers]:
    """Of people who are in the match, with an application that still stands."""
    rows = PostList.objects.filter(post__in=posts, state=ListState.CERTIFIED)
    found = list(as_sealed(rows, "post__number"))
    contents = open_many([row[1] for row in found], POST_LISTS)
    rankings: dict[str, Tiers] = {post.code: () for post in posts}
    for (number, _sealed), content in zip(found, contents, strict=True):
        rankings[f"p{number}"] = _kept(json.loads(content), f"p{number}", people, out)
    return rankings


def _kept(
    tiers: list[list[str]], post: str, people: Mapping[str, _Person], out: Mapping[str, set[str]]
) -> Tiers:
    if not out and people.keys() >= set(chain.from_iterable(tiers)):
        return tuple(map(tuple, tiers))
    kept = (
        tuple(code for code in tier if code in people and post not in out.get(code, ())) for tier in tiers
    )
    return tuple(tier for tier in kept if tier)


def _groups(posts: list[RoundPost]) -> dict[UUID, str]:
    reserved = dict.fromkeys(post.reserved_for_id for post in posts if post.reserved_for_id)
    return {university: f"u{number}" for number, university in enumerate(reserved, 1)}


def _types(posts: list[RoundPost], people: Mapping[str, _Person]) -> dict[UUID, tuple[str, ...]]:
    """For whom places are reserved: students whom their career office has confirmed."""
    groups = _groups(posts)
    if not groups:
        return {}
    found: dict[UUID, tuple[str, ...]] = {}
    rows = StudentRegistration.objects.confirmed().filter(university__in=groups)
    for profile, university in rows.values_list("profile", "university").order_by("university"):
        found[profile] = (*found.get(profile, ()), groups[university])
    return found
