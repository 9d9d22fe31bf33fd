"""A round without pairs, supervisors, quotas or groups, from the sealed columns straight to whole numbers.

What a list holds is passed on as its own bytes: they are the bytes of the published instance too.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast

from qiao.engines.matching.columns import Column, Wide
from qiao.rooms.applications.models import Application
from qiao.rooms.placement.domain.content import packed
from qiao.rooms.placement.domain.entering import MATCHABLE
from qiao.rooms.placement.domain.plain.numbers import People
from qiao.rooms.placement.domain.reading import LISTS, POST_LISTS, as_sealed, left_digest
from qiao.rooms.placement.enums import ListState, PairState, RoundObjective
from qiao.rooms.placement.models import MatchingRound, PostList, RankOrderList, RoundPost
from qiao.rooms.placement.sealing import open_many

NOBODY = b"[]"


@dataclass(frozen=True)
class PlainRound:
    """The lists as they are in the match.

    Attributes
    ----------
    people, entries, wanted : number in the round, id of the list as the database has it, and packed codes of
        choices, of each person.
    posts, capacity, ranked : code, places and packed tiers of each post.
    start, programme : the choices of all people, flat, with where each list starts.
    post_start, person, tier : the same of the posts, with ties.
    """

    matching_round: MatchingRound
    people: Sequence[str]
    entries: Sequence[Any]
    wanted: Sequence[bytes]
    posts: Sequence[str]
    capacity: Column
    ranked: Sequence[bytes]
    start: Wide
    programme: Column
    post_start: Wide
    person: Column
    tier: Column
    left: str

    @property
    def id(self) -> str:
        return f"round-{self.matching_round.pk}"

    @cached_property
    def has_ties(self) -> bool:
        return any(b'","' in content for content in self.ranked)


def read_plain(matching_round: MatchingRound) -> PlainRound | None:
    """None where the round has more than lists and places, or a fault that the engine names."""
    posts = list(matching_round.posts.order_by("number"))
    if not _is_plain(matching_round, posts):
        return None
    over = _over(matching_round, posts)
    codes, entries, wanted, out = _people(matching_round, over)
    try:
        people = People(codes)
        ranked, person = _ranked(posts, people, out)
    except ValueError:
        return None
    chosen = _flat_people(wanted, posts)
    post_start, tier = _flat_posts(ranked)
    if chosen is None or not codes or _repeats(*chosen, len(posts)):
        return None
    if len(person) != post_start[-1] or _repeats(post_start, person, len(codes)):
        return None
    return PlainRound(
        matching_round, codes, entries, wanted, [post.code for post in posts],
        np.array([post.quota for post in posts], np.int32), ranked,
        *chosen, post_start, person, tier, left_digest(matching_round),
    )  # fmt: skip


def _is_plain(matching_round: MatchingRound, posts: Iterable[RoundPost]) -> bool:
    if matching_round.reverts or matching_round.objective != RoundObjective.STABLE:
        return False
    if matching_round.pairs.filter(state=PairState.AGREED).exists():
        return False
    more = ((post.is_supervised, post.reserved, post.lower_quota, post.reverts_to_id) for post in posts)
    return not any(chain.from_iterable(more))


def _over(matching_round: MatchingRound, posts: Iterable[RoundPost]) -> dict[Any, set[str]]:
    """The posts at which a profile has no application that can be matched (any more)."""
    post_of = {post.intake_id: post.code for post in posts}
    rows = Application.objects.filter(intake__in=matching_round.posts.values("intake"))
    found = defaultdict(set)
    as_raw = RankOrderList._meta.pk.get_db_prep_value
    for profile, intake in rows.exclude(state__in=MATCHABLE).values_list("profile", "intake"):
        found[as_raw(profile, connection)].add(post_of[intake])
    return found


def _people(
    matching_round: MatchingRound, over: Mapping[Any, set[str]]
) -> tuple[list[str], list[Any], list[bytes], dict[str, set[str]]]:
    """In the order of their codes. Without converting ids, which nobody reads; and put in order here, for the
    database would look at rows all over the table."""
    rows = RankOrderList.objects.filter(round=matching_round, state=ListState.CERTIFIED).order_by()
    names = ["code", "raw_id", *(["profile"] if over else [])]
    found = _fetched(as_sealed(rows.annotate(raw_id=Cast("pk", TextField())), *names))
    found.sort(key=itemgetter(0))
    wanted = open_many([row[-1] for row in found], LISTS)
    out = {}
    for number, (code, _pk, profile, _sealed) in enumerate(found if over else ()):
        if profile in over:
            out[code] = over[profile]
            wanted[number] = packed([each for each in json.loads(wanted[number]) if each not in out[code]])
    return [row[0] for row in found], [row[1] for row in found], wanted, out


def _fetched(rows: Any) -> list[Any]:
    statement, values = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _ranked(
    posts: Sequence[RoundPost], people: People, out: Mapping[str, set[str]]
) -> tuple[list[bytes], Column]:
    """Of people who are in the match, with an application that still stands; and where these stand in it."""
    rows = PostList.objects.filter(post__in=[post.pk for post in posts], state=ListState.CERTIFIED)
    found = list(as_sealed(rows, "post__number"))
    opened = open_many([row[1] for row in found], POST_LISTS)
    contents = {f"p{row[0]}": content for row, content in zip(found, opened, strict=True)}
    ranked = [contents.get(post.code, NOBODY) for post in posts]
    person = people.find(_bare(ranked))
    left = set(chain.from_iterable(out.values()))
    ends = np.cumsum([_length(content) for content in ranked])
    of_others = set(np.searchsorted(ends, np.flatnonzero(person < 0), side="right").tolist())
    of_others |= {number for number, post in enumerate(posts) if post.code in left}
    if not of_others:
        return ranked, person
    known = frozenset(people.codes)
    for number in of_others:
        ranked[number] = _kept(ranked[number], posts[number].code, known, out)
    return ranked, people.find(_bare(ranked))


def _kept(content: bytes, post: str, known: frozenset[str], out: Mapping[str, set[str]]) -> bytes:
    tiers = (
        [code for code in tier if code in known and post not in out.get(code, ())]
        for tier in json.loads(content)
    )
    return packed([tier for tier in tiers if tier])


def _bare(contents: Iterable[bytes]) -> bytes:
    """All codes with a comma between two: a code has no mark of JSON in it."""
    return b",".join(content for content in contents if content != NOBODY).translate(None, b'[]"')


def _length(content: bytes) -> int:
    """How many codes stand in it."""
    return content.count(b'"') // 2


def _flat_people(wanted: Sequence[bytes], posts: Sequence[RoundPost]) -> tuple[Wide, Column] | None:
    start = _starts([_length(content) for content in wanted])
    bare = _bare(wanted).translate(None, b"p")
    numbers = np.fromstring(bare.decode(), np.int64, sep=",") if bare else np.zeros(0, np.int64)
    places = np.full(max(post.number for post in posts) + 2, -1, np.int32)
    places[[post.number for post in posts]] = np.arange(len(posts))
    found = places[np.clip(numbers, -1, len(places) - 1)]
    return None if len(found) != start[-1] or (found < 0).any() else (start, found)


def _flat_posts(ranked: Sequence[bytes]) -> tuple[Wide, Column]:
    lengths = [_length(content) for content in ranked]
    tiers = [_tiers(content, length) for content, length in zip(ranked, lengths, strict=True)]
    return _starts(lengths), np.concatenate(tiers).astype(np.int32)


def _tiers(content: bytes, length: int) -> Column:
    if b'","' not in content:
        return np.arange(length, dtype=np.int32)
    tiers = json.loads(content)
    return np.repeat(np.arange(len(tiers), dtype=np.int32), [len(tier) for tier in tiers])


def _starts(lengths: Sequence[int]) -> Wide:
    return np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))).astype(np.int64)


def _repeats(start: Wide, names: Column, below: int) -> bool:
    """Whether a list names somebody twice."""
    lists = len(start) - 1
    kind: Any = np.int32 if lists * below < 1 << 31 else np.int64  # half the width, half the time
    keys = np.repeat(np.arange(lists, dtype=kind) * kind(below), np.diff(start)) + names.astype(kind)
    keys.sort()
    return bool((keys[1:] == keys[:-1]).any())
