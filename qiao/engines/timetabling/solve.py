"""One door to the solvers: the instance says which of them answers."""

from collections.abc import Callable
from dataclasses import replace

from qiao.engines.timetabling.faults import BadInstance, faults_of
from qiao.engines.timetabling.formats import input_hash
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.result import Solution
from qiao.engines.timetabling.run import Progress, Run


def solve(
    problem: Problem,
    *,
    time_limit: float | None = None,
    seed: int = 0,
    threads: int = 1,
    on_progress: Callable[[Progress], object] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Solution:
    """The best timetable of an instance, how good it is, and what proves it.

    Parameters
    ----------
    problem : with `previous` it is mended with the fewest moves; else mode ``all`` holds every request with
        the fewest breaks, and mode ``choose`` misses the fewest meetings of the floors, where there are any,
        then holds the most weight, then has the fewest breaks.
    time_limit : seconds by the clock, honoured within a tenth; None: until proved, or until nothing is
        gained. Compiling the kernels of the extra ``fast``, once on a machine, is not counted.
    seed : with one thread and time enough the same seed gives the same timetable.
    threads : processor threads that the solvers may use.
    on_progress : told of better values and bounds from the solving thread.
    should_stop : asked often; True ends with the best so far.

    Raises
    ------
    BadInstance : the instance contradicts itself; all its faults at once, each with its place and remedy.

    Examples
    --------
    >>> from qiao.engines.timetabling import Participant, Problem, Request
    >>> people = tuple(map(Participant, "abc"))
    >>> requests = (Request("ab", "a", "b", weight=2), Request("bc", "b", "c"), Request("ca", "c", "a"))
    >>> found = solve(Problem("three", "choose", 2, people, requests))
    >>> found.status, found.weight, found.weight_bound
    ('optimal', 3, 3)
    """
    faults = faults_of(problem)
    if faults:
        raise BadInstance(faults)
    run = Run(time_limit, seed, should_stop, threads=threads, on_progress=on_progress)
    found = _solver_for(problem)(problem, run)
    return replace(found, seed=seed, seconds=run.seconds, input_hash=input_hash(problem))


def _solver_for(problem: Problem) -> Callable[[Problem, Run], Solution]:
    """Only the solver that answers is loaded: OR-Tools and compiled kernels take a second."""
    if problem.previous is not None:
        from qiao.engines.timetabling.repair import solve_repair  # noqa: PLC0415 (slow import)

        return solve_repair
    if problem.is_choosing:
        from qiao.engines.timetabling.choosing import solve_choosing  # noqa: PLC0415 (slow import)

        return solve_choosing
    from qiao.engines.timetabling.exact import solve_all  # noqa: PLC0415 (slow import)

    return solve_all
