"""Large stable matchings with ties where programmes have supervisors: promotions, in many draws.

Whoever comes to the end of the own list goes through it once more, and now wins every tie against those who
have not: Király's promotion (Algorithms 6, 2013), which Cooper and Manlove (SEA 2018) carried over to
supervisors. As columns that is one strict round in which every applicant lists everything twice, and every
tie puts the second comers first; so the kernel of strict rounds solves it, and what is stable there is weakly
stable here. Draws with other lots are tried for a larger one, and they learn: in the ties of applicants a
programme that was full goes behind those with room.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from qiao.engines.matching.columns import Columns, Wide
from qiao.engines.matching.deferred.supervision import student_optimal
from qiao.engines.matching.lottery import by_applicant, order, rankers, strict_ranks
from qiao.engines.matching.problem import Round
from qiao.engines.shape.run import Run

MOST_DRAWS = 100
_PATIENCE = 8  # draws without a larger matching


def grown(instance: Round, columns: Columns, run: Run, supervision: tuple[Wide, Wide], bound: int) -> Wide:
    """(n,) the programme of each applicant or -1, in the largest of many draws.

    ``supervision`` is `supervision_of` the round. Each draw takes O(m log m). They end at the bound, after
    `_PATIENCE` without a gain, or with the time.
    """
    lots = order([each.id for each in instance.applicants], run.seed)
    places = order([each.id for each in instance.programmes], run.seed)
    dice = np.random.Generator(np.random.PCG64(run.seed))
    ranker = rankers(instance)
    best, largest, idle = np.full(len(lots), -1, np.int64), -1, 0
    for _ in range(MOST_DRAWS):
        drawn = promoting(columns, ranker, lots, places)
        place = np.append(drawn.programme, -1)[student_optimal(drawn, *supervision)].astype(np.int64)
        size = int((place >= 0).sum())
        idle += 1
        if size > largest:
            best, largest, idle = place, size, 0
        if largest >= bound or idle >= _PATIENCE or run.is_over:
            break
        lots = dice.permutation(len(lots))
        places = places_in(np.lexsort((places, full(columns, place, *supervision))))
    return best


def full(columns: Columns, place: Wide, supervisor: Wide, limit: Wide) -> NDArray[np.bool_]:
    """(k,) whether each programme, or its supervisor, has nothing left."""
    taken = place[place >= 0]
    of_supervisor = np.bincount(supervisor[taken], minlength=len(limit))
    is_full: NDArray[np.bool_] = (np.bincount(taken, minlength=columns.programmes) >= columns.capacity) | (
        of_supervisor >= limit
    )[supervisor]
    return is_full


def places_in(order: Wide) -> Wide:
    """The place of each number in an order of all of them."""
    found = np.empty(len(order), np.int64)
    found[order] = np.arange(len(order))
    return found


def promoting(columns: Columns, ranker: Wide, lots: Wide, places: Wide) -> Columns:
    """Every list twice, one after the other; ties broken for those who come the second time, then by lots.

    ``ranker`` is (k,), `rankers` of the round; ``lots`` (n,) and ``places`` (k,) are the order of a draw.
    """
    columns = by_applicant(columns, places)
    length = np.diff(columns.start)
    start = columns.start * 2
    at = np.arange(int(start[-1])) - np.repeat(start[:-1], 2 * length)
    is_second = at >= np.repeat(length, 2 * length)
    entry = np.repeat(columns.start[:-1], 2 * length) + at - np.repeat(length, 2 * length) * is_second
    programme, applicant = columns.programme[entry], columns.applicant[entry]
    ranks = strict_ranks(
        ranker[programme], applicant, columns.rank[entry], 1 - is_second.astype(np.int64), lots
    )
    return replace(columns, start=start, programme=programme, tier=None, rank=ranks)
