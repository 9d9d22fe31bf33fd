"""Small rounds with ties, and all of their stable matchings by trying everything."""

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from qiao.engines.matching.check import check
from qiao.engines.matching.columns import Columns
from qiao.engines.matching.problem import Applicant, Programme, Round, Tiers
from qiao.engines.matching.result import Matching


@st.composite
def tiers(draw: st.DrawFn, ids: Sequence[str], least: int = 0) -> Tiers:
    """Some of the ids in any order, with ties anywhere."""
    listed = draw(st.permutations(ids))[: draw(st.integers(least, len(ids)))]
    is_tied = draw(st.lists(st.booleans(), min_size=len(listed), max_size=len(listed)))
    found: list[list[str]] = []
    for each, joins in zip(listed, is_tied, strict=True):
        if found and joins:
            found[-1].append(each)
        else:
            found.append([each])
    return tuple(map(tuple, found))


@st.composite
def rounds(draw: st.DrawFn, most: int = 5) -> Round:
    people = [f"a{number}" for number in range(draw(st.integers(0, most)))]
    places = [f"p{number}" for number in range(draw(st.integers(0, most - 1)))]
    return Round(
        "drawn",
        tuple(Applicant(each, draw(tiers(places, len(places) // 2))) for each in people),
        tuple(
            Programme(each, draw(st.integers(0, 3)), draw(tiers(people, len(people) // 2))) for each in places
        ),
    )


def hard(n: int, k: int, *, ties: float = 0.85, applicant_ties: float = 0.0, seed: int = 1) -> Round:
    """Lists of five with many ties, as many places as applicants."""
    draw = np.random.default_rng(seed)
    chosen = [draw.choice(k, min(5, k), replace=False).tolist() for _ in range(n)]
    on: list[list[str]] = [[] for _ in range(k)]
    for a, listed in enumerate(chosen):
        for p in listed:
            on[p].append(f"a{a}")

    def tied(ids: Sequence[str], share: float) -> Tiers:
        found: list[list[str]] = []
        for each in ids:
            if found and draw.random() < share:
                found[-1].append(each)
            else:
                found.append([each])
        return tuple(map(tuple, found))

    return Round(
        "hard",
        tuple(
            Applicant(f"a{a}", tied([f"p{p}" for p in listed], applicant_ties))
            for a, listed in enumerate(chosen)
        ),
        tuple(
            Programme(
                f"p{p}",
                n // k + (p < n % k),
                tied([on[p][at] for at in draw.permutation(len(on[p]))], ties),
            )
            for p in range(k)
        ),
    )


def is_stable(instance: Round, place: NDArray[np.int32]) -> bool:
    """By the independent check."""
    names = [programme.id for programme in instance.programmes]
    match = {
        each.id: None if at < 0 else names[at]
        for each, at in zip(instance.applicants, place.tolist(), strict=True)
    }
    verdict = check(instance, Matching(instance.id, "stable", match))
    return not verdict.violations and not verdict.blocking


def all_stable(columns: Columns) -> Iterator[tuple[int, ...]]:
    """Every weakly stable matching of the columns, as the programme of each applicant."""
    choices = [
        [-1, *columns.programme[columns.start[a] : columns.start[a + 1]].tolist()]
        for a in range(columns.applicants)
    ]
    for place in product(*choices):
        if _is_stable(columns, place):
            yield place


def _is_stable(columns: Columns, place: Sequence[int]) -> bool:
    owner, programme = columns.applicant.tolist(), columns.programme.tolist()
    tier = [0] * len(programme)
    for a in range(columns.applicants):
        for e in range(int(columns.start[a]), int(columns.start[a + 1])):
            tier[e] = e if columns.tier is None else int(columns.tier[e])
    used = [e for e in range(len(owner)) if place[owner[e]] == programme[e]]
    has = {owner[e]: tier[e] for e in used}
    held: dict[int, list[int]] = {p: [] for p in range(columns.programmes)}
    for e in used:
        held[programme[e]].append(int(columns.rank[e]))
    capacity = columns.capacity.tolist()
    if any(len(held[p]) > capacity[p] for p in held):
        return False
    return not any(
        tier[e] < has.get(owner[e], 1 << 30)
        and (
            len(held[programme[e]]) < capacity[programme[e]]
            or max(held[programme[e]], default=-1) > int(columns.rank[e])
        )
        for e in range(len(owner))
    )


def largest_of(columns: Columns) -> int:
    return max(sum(at >= 0 for at in place) for place in all_stable(columns))
