"""Plans to compare with one another."""

from benchmarks.timetabling_events import event
from qiao.engines.timetabling.choosing.annealing import anneal
from qiao.engines.timetabling.choosing.bound import select
from qiao.engines.timetabling.choosing.polish import Cooling, limits_at
from qiao.engines.timetabling.run import Run


def annealed(trials: int) -> list[int]:
    """The slots of an event of 60 after so many trials."""
    problem = event(60, tight=True)
    cooling = Cooling(problem, list(select(problem).held), -1, Run(seed=3))
    cooling.start()
    anneal(cooling.grid, cooling.dice, limits_at(0.3), trials, 120, 24, 80, 64, -1)
    return [int(slot) for slot in cooling.grid.slot]
