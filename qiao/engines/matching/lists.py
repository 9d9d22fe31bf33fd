"""The quick way for strict lists: plain dictionaries in, a plain dictionary out."""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

import numpy as np

from qiao.engines.matching.columns import columns_of_lists
from qiao.engines.matching.deferred.hospitals import applicant_optimal, programme_optimal
from qiao.engines.matching.result import Side


def match_lists(
    applicants: Mapping[Any, Sequence[Any]],
    programmes: Mapping[Any, Sequence[Any]],
    capacities: Mapping[Any, int],
    *,
    side: Side = "applicants",
) -> dict[Any, Any]:
    """The stable matching that is best for one side: applicant to programme, or None. O(m).

    The lists are strict; `solve` takes everything else.

    Raises
    ------
    BadInstance : a list names who is not there, or somebody twice; or a capacity is missing or no number.

    >>> match_lists({"a": ["p", "q"], "b": ["p"]}, {"p": ["b", "a"], "q": ["a"]}, {"p": 1, "q": 1})
    {'a': 'q', 'b': 'p'}
    """
    columns = columns_of_lists(applicants, programmes, capacities)
    held = applicant_optimal(columns) if side == "applicants" else programme_optimal(columns)
    places = np.append(columns.programme, -1)[held].tolist()
    names = [*programmes, None]
    return dict(zip(applicants, itemgetter(*places, -1)(names), strict=False))
