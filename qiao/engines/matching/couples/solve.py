"""The entrance: a pass of proposals first, and where it finds no stable matching the exact decision."""

from typing import Literal

import numpy as np

from qiao.engines.matching.couples import words as _words  # noqa: F401 (registers the sentences)
from qiao.engines.matching.couples.attempts import Attempts
from qiao.engines.matching.couples.exact import decide, nearest
from qiao.engines.matching.couples.market import NOWHERE, Market, Numbers, market_of
from qiao.engines.matching.couples.rules import blocking_of, is_match, shortfalls_of
from qiao.engines.matching.couples.walking import walk
from qiao.engines.matching.problem import Round
from qiao.engines.matching.result import Matching
from qiao.engines.shape.run import Run
from qiao.engines.shape.words import Sentence

MOST_LITERALS = 20_000_000
"""What the constraints of the exact model may hold together; beyond it a round is left open."""


def solve_couples(instance: Round, run: Run) -> Matching:
    """A stable matching, or the proof that there is none with the nearest, or the nearest that was found.

    A pass of proposals (Roth and Peranson 1999) in a few orders; where it goes in circles the round is
    decided exactly with CP-SAT. What is called stable has been verified, choice by choice (`rules`).

    Parameters
    ----------
    instance : a sound round (`faults_of`) with couples, types and ties, but no supervisors and regions.

    Raises
    ------
    ValueError : the round has supervisors, regions or closing programmes.
    """
    market = market_of(instance)
    search = walk if market.typed else passes
    near, blocking = search(market, run)
    if _is_stable(market, near, blocking):
        return _matching(market, "stable", near, run, "pass of proposals")
    if _literals(market) > MOST_LITERALS:
        return _matching(market, "open", near, run, "pass of proposals")
    found = decide(market, near, run)
    if found.at is not None and _is_stable(market, found.at, blocking_of(market, found.at)):
        return _matching(market, "stable", found.at, run, "CP-SAT")
    if not found.is_proved:
        return _matching(market, "open", near, run, "CP-SAT")
    if _distance(market, near) > (False, 1):  # one is the fewest where none is stable
        fewest = nearest(market, near, run)
        if fewest.at is not None and _distance(market, fewest.at) < _distance(market, near):
            near = fewest.at
    return _matching(market, "none", near, run, "CP-SAT")


def passes(market: Market, run: Run) -> tuple[Numbers, list[int]]:
    """The nearest match that some passes find, and the choices that block it."""
    return Attempts(market, run).search()


def _is_stable(market: Market, at: Numbers, blocking: list[int]) -> bool:
    return not blocking and is_match(market, at)


def _distance(market: Market, at: Numbers) -> tuple[bool, int]:
    return not is_match(market, at), len(blocking_of(market, at))


def _literals(market: Market) -> int:
    """About how many literals the constraints of the exact model hold."""
    lengths = np.diff(market.start)
    listed = np.bincount(market.programme[market.programme >= 0], minlength=len(market.capacity))
    return int((lengths * lengths).sum() // 2 + (listed * np.diff(market.listing)).sum() // 2)


def _matching(
    market: Market, status: Literal["stable", "none", "open"], at: Numbers, run: Run, algorithm: str
) -> Matching:
    instance = market.instance
    people, programmes = instance.applicants, instance.programmes
    match: dict[str, str | None] = {each.id: None for each in people}
    choices = at[at >= 0]
    for side in (0, 1):
        mine = choices[market.programme[side, choices] >= 0]
        members = market.members[market.unit[mine], side].tolist()
        for applicant, programme in zip(members, market.programme[side, mine].tolist(), strict=True):
            match[people[applicant].id] = programmes[programme].id
    shortfalls = shortfalls_of(market, at)
    return Matching(
        instance=instance.id,
        status=status,
        match=match,
        algorithm=algorithm,
        shortfalls={programmes[number].id: missing for number, missing in shortfalls.items()},
        blocking=() if status == "stable" else tuple(_sentences(market, at, match)),
        seed=run.seed,
    )


def _sentences(market: Market, at: Numbers, match: dict[str, str | None]) -> list[Sentence]:
    """What blocks, in words, and the lower quotas that are not met though every matching has to."""
    programmes = market.instance.programmes
    found = [_blocking(market, choice, match) for choice in blocking_of(market, at)]
    for number, missing in shortfalls_of(market, at, only_must=True).items():
        each = programmes[number]
        told = {"programme": each.id, "held": each.min - missing, "least": each.min}
        found.append(Sentence("couples.too-few", told))
    return found


def _blocking(market: Market, choice: int, match: dict[str, str | None]) -> Sentence:
    instance = market.instance
    unit = int(market.unit[choice])
    goes = [_named(market, int(programme)) for programme in market.programme[:, choice]]
    if unit < market.singles:
        name = instance.applicants[market.members[unit, 0]].id
        told = {"applicant": name, "programme": goes[0], "place": _placed(match[name])}
        return Sentence("couples.single-prefers", told)
    couple = instance.couples[unit - market.singles]
    place = [_placed(match[name]) for name in couple.members]
    told = {"couple": couple.id, "first": goes[0], "second": goes[1], "place": place}
    is_one = NOWHERE in market.programme[:, choice]
    return Sentence("couples.one-prefers" if is_one else "couples.pair-prefers", told)


def _named(market: Market, programme: int) -> object:
    return _placed(None if programme < 0 else market.instance.programmes[programme].id)


def _placed(place: str | None) -> object:
    return Sentence("couples.nowhere") if place is None else place
