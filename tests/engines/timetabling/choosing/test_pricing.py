from itertools import accumulate

from qiao.engines.shape.compiled import column
from qiao.engines.timetabling.choosing.pricing import burden, crowding, steep


def test_each_meeting_too_many_costs_one_more_than_the_one_before() -> None:
    assert [steep(over) for over in range(6)] == list(accumulate(range(6)))


def test_a_meeting_more_or_less_costs_the_difference_of_the_prices() -> None:
    room = 3

    for used in range(8):
        here = column([used]), column([room])
        over = max(0, used - room)
        assert burden(*here, 0) == steep(max(0, used + 1 - room)) - steep(over)
        assert crowding(*here, 0) == steep(over) - steep(max(0, used - 1 - room))
