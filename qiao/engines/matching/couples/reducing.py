"""Choices that no stable matching needs: what is left for the exact decision."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qiao.engines.matching.couples.market import Market, Numbers


@dataclass
class Reduced:
    """What a stable matching can use.

    Attributes
    ----------
    alive : (c,) whether a stable matching may hold a choice.
    beyond : (c,) whether every stable matching gives the unit something better: the choice cannot block.
    """

    alive: NDArray[np.bool_]
    beyond: NDArray[np.bool_]


def everything(market: Market) -> Reduced:
    """Nothing left out: for matchings that need not be stable."""
    return Reduced(np.ones(len(market.tier), np.bool_), np.zeros(len(market.tier), np.bool_))


def reduced(market: Market) -> Reduced:
    """Leaves out, until nothing changes, what follows from two facts (after Gusfield and Irving 1989).

    A choice is *sure* where each programme has more places than others whom it ranks as high and who may
    still come: nothing worse is needed. A programme whose places are all of units with one choice, a sure
    one, takes nobody else. O(c log c) for each round of the two, and at most c rounds.
    """
    left = everything(market)
    while True:
        before = int(left.alive.sum())
        sure = left.alive & _is_sure(market, left.alive)
        _drop_worse(market, sure, left)
        _fill(market, sure, left)
        if int(left.alive.sum()) == before:
            return left


def _is_sure(market: Market, alive: NDArray[np.bool_]) -> NDArray[np.bool_]:
    n, (one, other) = market.applicants, market.programme
    width = n * (n + 2)
    seats = [market.programme[side] * width + market.key[side] for side in (0, 1)]
    may_come = np.unique(
        np.concatenate([seats[side][alive & (market.programme[side] >= 0)] for side in (0, 1)])
    )
    typed = np.zeros(len(market.capacity) + 1, np.bool_)
    typed[list(market.typed)] = True
    capacity = np.append(market.capacity, 0)
    sure: NDArray[np.bool_] = ~(typed[one] | typed[other])
    for side in (0, 1):
        goes, key = market.programme[side], market.key[side]
        limit = goes * width + (key // max(1, n) + 1) * n
        as_high = np.searchsorted(may_come, limit) - np.searchsorted(may_come, goes * width)
        sure &= (goes < 0) | (as_high <= capacity[goes])
    return sure


def _drop_worse(market: Market, sure: NDArray[np.bool_], left: Reduced) -> None:
    """Nothing after the first sure choice of a unit is needed."""
    last: Numbers = np.full(market.units, np.iinfo(np.int64).max, np.int64)
    np.minimum.at(last, market.unit[sure], market.tier[sure])
    is_worse = market.tier > last[market.unit]
    left.beyond |= is_worse
    left.alive &= ~is_worse


def _fill(market: Market, sure: NDArray[np.bool_], left: Reduced) -> None:
    counts = np.bincount(market.unit[left.alive], minlength=market.units)
    is_held = left.alive & sure & (counts[market.unit] == 1)
    held = np.zeros(len(market.capacity) + 1, np.int64)
    for side in (0, 1):
        np.add.at(held, market.programme[side, is_held], 1)
    is_full = held >= np.append(market.capacity, 0)
    is_full[-1] = False
    left.alive &= is_held | ~(is_full[market.programme[0]] | is_full[market.programme[1]])
