"""The least cost against every way to give slots, and the prices that prove it."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from qiao.engines.timetabling.repair.assignment import assign

SLOTS = 4
Row = dict[int, int]


def every_way(costs: dict[int, Row], alone: Row, most: int) -> Iterator[int]:
    """The cost of every way to place at most so many meetings in slots of their own."""
    if not costs:
        yield 0
        return
    meeting = min(costs)
    rest = {other: row for other, row in costs.items() if other != meeting}
    yield from (alone[meeting] + cost for cost in every_way(rest, alone, most))
    for slot, here in costs[meeting].items() if most else ():
        without = {other: {t: c for t, c in row.items() if t != slot} for other, row in rest.items()}
        yield from (here + cost for cost in every_way(without, alone, most - 1))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_assignment_is_the_cheapest_and_its_prices_prove_it(data: st.DataObject) -> None:
    slots, amounts = st.integers(0, SLOTS - 1), st.integers(0, 4)
    rows = data.draw(st.lists(st.dictionaries(slots, amounts), max_size=4))
    costs = dict(enumerate(rows))
    alone = {meeting: data.draw(st.sampled_from((0, 1, 3, 10, 1_000_000))) for meeting in costs}
    idle = data.draw(st.integers(0, SLOTS))

    found = assign(costs, alone, idle=idle, slots=SLOTS)

    prices = [found.prices.get(slot, 0) for slot in range(SLOTS)]
    proved = sum(
        min([alone[m], *(cost + prices[slot] for slot, cost in row.items())]) for m, row in costs.items()
    )
    assert found.cost == min(every_way(costs, alone, SLOTS - idle))
    assert found.cost == proved + idle * min(prices) - sum(prices)
    assert found.cost == sum(costs[m][found.slots[m]] if m in found.slots else alone[m] for m in costs)
    assert len(set(found.slots.values())) == len(found.slots) <= SLOTS - idle
    assert min(prices) >= 0
