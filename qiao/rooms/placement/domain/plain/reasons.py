"""Why not each higher choice, for everybody at once: the codes that `explaining` keeps, from columns."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from qiao.engines.matching.columns import Wide
from qiao.rooms.placement.domain.plain.solving import PlainSolution

Flags: TypeAlias = NDArray[np.bool_]
EMPTY, UNPLACED = '["why.empty",{}]', '["why.unplaced",{}]'


def plain_reasons(solution: PlainSolution) -> Iterator[bytes]:
    """In the order of the people."""
    start, mutual = solution.plain.start, _mutual(solution)
    held = np.append(np.flatnonzero(mutual), -1)[solution.held]
    limit = np.where(held < 0, start[1:], held)
    higher = np.arange(len(solution.plain.programme)) < np.repeat(limit, np.diff(start))
    said = _sentences(solution, mutual, higher)
    ends = np.concatenate(([0], np.cumsum(limit - start[:-1]))).tolist()
    for number, outcome in enumerate(_outcomes(solution, held)):
        yield f"[{','.join((outcome, *said[ends[number] : ends[number + 1]]))}]".encode()


def _mutual(solution: PlainSolution) -> Flags:
    """(m,) whether the post lists the person too, of all choices of people."""
    plain, columns = solution.plain, solution.columns
    if len(columns.programme) == len(plain.programme):
        return np.ones(len(plain.programme), bool)
    people = np.repeat(np.arange(len(plain.people), dtype=np.int64), np.diff(plain.start))
    posts = len(plain.posts)
    known = columns.applicant.astype(np.int64) * posts + columns.programme
    return np.isin(people * posts + plain.programme, known)


def _sentences(solution: PlainSolution, mutual: Flags, higher: Flags) -> list[str]:
    """Of the higher choices, in their order."""
    plain, posts = solution.plain, len(solution.plain.posts)
    rank = np.full(len(plain.programme), -1, np.int64)
    rank[mutual] = solution.columns.rank
    post, rank = plain.programme[higher].astype(np.int64), rank[higher]
    kind = np.where(rank < 0, 2, np.where(solution.worst[post] == rank, 1, 0))
    positions: list[int | str] = _positions(solution, post, rank).tolist()
    for number in np.flatnonzero(kind == 2).tolist():
        positions[number] = ""
    begins, ends = _words(plain.posts, plain.capacity.tolist())
    which = (kind * posts + post).tolist()
    return [f"{begins[at]}{position}{ends[at]}" for at, position in zip(which, positions, strict=True)]


def _words(posts: Sequence[str], places: Sequence[int]) -> tuple[list[str], list[str]]:
    """What stands before and after the position: for who was higher, for ties, and for not ranked."""
    higher = ("why.higher-one" if each == 1 else "why.higher" for each in places)
    begins = [
        f'["{code}",{{"programme":"{post}","position":' for code, post in zip(higher, posts, strict=True)
    ]
    begins += [f'["why.tied",{{"programme":"{post}","position":' for post in posts]
    begins += [f'["why.not-ranked",{{"programme":"{post}"' for post in posts]
    return begins, [f',"places":{each}}}]' for each in places] * 2 + ["}]"] * len(posts)


def _positions(solution: PlainSolution, post: Wide, rank: Wide) -> Wide:
    """One more than the people whom the post ranks strictly higher."""
    plain = solution.plain
    lengths = np.diff(plain.post_start)
    lister = np.repeat(np.arange(len(lengths)), lengths)
    place = np.arange(len(plain.tier)) - np.repeat(plain.post_start[:-1], lengths)
    first = np.ones(len(plain.tier), bool)
    first[1:] = (plain.tier[1:] != plain.tier[:-1]) | (lister[1:] != lister[:-1])
    # A list has no more tiers than people, so that each tier finds a cell of its own.
    found = np.zeros(len(plain.tier) + 1, np.int64)
    found[plain.post_start[lister[first]] + plain.tier[first]] = place[first] + 1
    return found[np.minimum(plain.post_start[post] + np.maximum(rank, 0), len(plain.tier))]


def _outcomes(solution: PlainSolution, held: Wide) -> Iterator[str]:
    plain = solution.plain
    numbers = (held - plain.start[:-1] + 1).tolist()
    has_list = np.diff(plain.start).tolist()
    for place, number, length in zip(solution.place.tolist(), numbers, has_list, strict=True):
        if place < 0:
            yield UNPLACED if length else EMPTY
        else:
            code = "why.first" if number == 1 else "why.placed"
            yield f'["{code}",{{"place":"{plain.posts[place]}","number":{number}}}]'
