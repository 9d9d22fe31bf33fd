"""The cover bound, against every set of groups there is."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from qiao.engines.timetabling.groups.cover import count_cover

WANTED = st.lists(st.frozensets(st.integers(0, 5), min_size=1), min_size=1, max_size=7)


@given(WANTED)
def test_count_cover(wanted: list[frozenset[int]]) -> None:
    fewest = next(
        number
        for number in range(1, 7)
        for chosen in combinations(range(6), number)
        if all(mine.intersection(chosen) for mine in wanted)
    )

    assert count_cover(wanted) == fewest
