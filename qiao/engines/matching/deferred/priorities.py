"""Large stable matchings with ties, by lotteries that learn: who was left without a place comes first in the
next one.

Every draw is stable, so the best of them is; giving way to the unplaced within ties is what the promotions of
Király 2013 and of Cooper and Manlove 2018 do inside of one run. Used where programmes have supervisors, for
which no exact method is quick at thousands of students.
"""

from collections.abc import Callable

import numpy as np

from qiao.engines.matching.columns import Column, Columns, Wide
from qiao.engines.matching.lottery import broken, order
from qiao.engines.matching.problem import Round
from qiao.engines.matching.run import Run

MOST_DRAWS = 400
_PATIENCE = 40  # draws without a larger matching


def grown(
    instance: Round, columns: Columns, run: Run, propose: Callable[[Columns], Column], bound: int
) -> Wide:
    """(n,) the programme of each applicant or -1, in the largest of many draws.

    Each draw takes O(m log m). They end at the bound, after `_PATIENCE` without a gain, or with the time.
    """
    lots = order([each.id for each in instance.applicants], run.seed)
    places = order([each.id for each in instance.programmes], run.seed)
    dice = np.random.Generator(np.random.PCG64(run.seed))
    urgency = np.zeros(len(lots), np.int64)
    best, largest, idle = np.full(len(lots), -1, np.int64), -1, 0
    for _ in range(MOST_DRAWS):
        drawn = broken(instance, columns, _ranked(lots - urgency * len(lots)), places)
        held = propose(drawn)
        place = np.append(drawn.programme, -1)[held].astype(np.int64)
        size = int((place >= 0).sum())
        idle += 1
        if size > largest:
            best, largest, idle = place, size, 0
        if largest >= bound or idle >= _PATIENCE or run.is_over:
            break
        urgency[place < 0] += 1
        places = dice.permutation(len(places))
    return best


def _ranked(values: Wide) -> Wide:
    found = np.empty(len(values), np.int64)
    found[np.argsort(values, kind="stable")] = np.arange(len(values))
    return found
