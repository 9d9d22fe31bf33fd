"""The fewest breaks of the greatest weight, where annealing alone does not come to it."""

from itertools import pairwise

from benchmarks.timetabling_events import event
from qiao.engines.timetabling.check import check
from qiao.engines.timetabling.choosing import select, solve_choosing
from qiao.engines.timetabling.choosing.closing import close
from qiao.engines.timetabling.choosing.solve import anneal_selection
from qiao.engines.timetabling.run import Progress, Run


def test_fifty_people_with_all_tables_full_are_proved_in_weight_and_waits() -> None:
    problem = event(50, tight=True, seed=3)

    found = solve_choosing(problem, Run())

    assert (found.status, found.weight, found.waits, found.breaks_bound) == ("optimal", 1246, 3, 3)
    assert check(problem, found).is_valid
    assert [part["kind"] for part in found.certificate["parts"]] == ["flow-dual", "refutation"]


def test_progress_tells_both_ends() -> None:
    told: list[Progress] = []
    problem = event(50, tight=True, seed=3)
    selection = select(problem)
    slots = anneal_selection(problem, selection, Run())

    closing = close(problem, selection, slots, Run(on_progress=told.append))

    assert closing.breaks == closing.breaks_bound == 3
    both = [(each.breaks, each.breaks_bound) for each in told]
    assert all(one[0] >= other[0] and one[1] <= other[1] for one, other in pairwise(both))
    assert {bound for _, bound in both} >= {1, 2, 3}


def test_stopped_run_keeps_the_weight() -> None:
    problem = event(50, tight=True, seed=3)
    selection = select(problem)
    slots = anneal_selection(problem, selection, Run())

    closing = close(problem, selection, slots, Run(should_stop=lambda: True))

    assert (closing.slots, closing.weight, closing.breaks_bound) == (slots, 1246, 0)
