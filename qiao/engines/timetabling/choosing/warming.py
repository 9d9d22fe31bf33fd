"""Compiling the kernels before the clock of a run counts."""

from functools import cache

from qiao.engines.shape.compiled import IS_COMPILED
from qiao.engines.timetabling.choosing.polish import Cooling
from qiao.engines.timetabling.problem import Participant, Problem, Request
from qiao.engines.timetabling.run import Run

KERNELS = 64  # more than there are


def warm(run: Run) -> None:
    """Compiles the kernels, some 20 s the first time on a machine, or loads them, a second in each process.

    The run's clock stands still meanwhile. Without numba there is nothing to do.
    """
    if IS_COMPILED:
        with run.off_the_clock():
            compile_kernels()


@cache
def compile_kernels() -> None:
    """The same without a run. What one process has compiled the others load from the disk."""
    for _ in range(KERNELS):
        try:
            return _cool_a_triangle()
        except RuntimeError as error:
            # While another process compiles the same kernel numba may fail to write its cache; the kernel is
            # ready all the same.
            if "no compiled object" not in str(error):
                raise
    return _cool_a_triangle()


def _cool_a_triangle() -> None:
    requests = tuple(Request(pair, *pair) for pair in ("ab", "bc", "ca"))
    problem = Problem("warm", "choose", 3, tuple(map(Participant, "abc")), requests)
    cooling = Cooling(problem, [0, 1, 2], 0, Run())
    cooling.start()
    cooling.cool()
