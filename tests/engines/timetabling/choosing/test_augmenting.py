"""A chain makes room for an open request, and whatever would break a rule is put back."""

import pytest

from qiao.engines.shape.compiled import column
from qiao.engines.timetabling.choosing.augmenting import try_room
from qiao.engines.timetabling.choosing.grid import LOST, OPEN, Grid, lay_out
from qiao.engines.timetabling.choosing.kernel import put_all
from qiao.engines.timetabling.problem import Participant, Problem, Request

PEOPLE = (Participant("a", unavailable=frozenset({1})), Participant("b"), Participant("c"))
REQUESTS = (Request("ab", "a", "b"), Request("bc", "b", "c"))


def tried(problem: Problem, times: int = 60) -> Grid:
    """With everything but the first request held, one after the other from slot 0 on."""
    grid = lay_out(problem, list(range(len(problem.requests))))
    held = range(1, len(problem.requests))
    put_all(grid, column(list(held)), column([number - 1 for number in held]))
    grid.counts[LOST] = grid.worth[0]
    dice = column([88_172_645])
    for _ in range(times):
        if grid.counts[OPEN]:
            try_room(grid, dice, 10, 4_096)
    return grid


def slots_of_all(grid: Grid) -> list[int]:
    return [int(slot) for slot in grid.slot]


def test_partner_of_the_busy_one_moves_with_her_to_another_slot() -> None:
    grid = tried(Problem("room", "choose", 2, PEOPLE, REQUESTS))

    assert slots_of_all(grid) == [0, 1]
    assert (int(grid.counts[OPEN]), int(grid.counts[LOST])) == (0, 0)


@pytest.mark.parametrize(
    "rule",
    [
        {"participants": (*PEOPLE[:2], Participant("c", unavailable=frozenset({1})))},
        {"requests": (Request("ab", "a", "b", after=("bc",)), REQUESTS[1])},
        {"participants": (PEOPLE[0], Participant("b", max_per_day=1), PEOPLE[2])},
        {"participants": (PEOPLE[0], Participant("b", max_run=1), PEOPLE[2])},
        {"participants": (PEOPLE[0], Participant("b", max_meetings=1), PEOPLE[2])},
    ],
    ids=["away", "order", "day", "run", "cap"],
)
def test_nothing_moves_where_a_rule_would_be_broken(rule: dict[str, object]) -> None:
    values: dict[str, object] = {"participants": PEOPLE, "requests": REQUESTS} | rule
    problem = Problem("rule", "choose", 2, **values)  # type: ignore[arg-type]

    grid = tried(problem)

    assert slots_of_all(grid)[:2] == [-1, 0]
    assert int(grid.counts[LOST]) == int(grid.worth[0])
