"""All requests held, on real instances with known optima: CPU seconds to the optimum and to its proof.

Beside the definition as a plain python-sat formula and as a plain CP-SAT model. The cases are found through
QIAO_CASES or beside the checkout. QIAO_BENCHMARK_PEER_SECONDS is the most CPU that a peer gets for each
case (60; 0 leaves the peers out), QIAO_BENCHMARK_CASES a part of the names of those wanted.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.timetabling_plain import Answer, solve_plain_formula, solve_plain_model
from qiao.engines.timetabling.exact import solve_all
from qiao.engines.timetabling.formats import read_problem
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.run import Progress, Run

SECONDS = float(os.environ.get("QIAO_BENCHMARK_PEER_SECONDS", "60"))
WANTED = os.environ.get("QIAO_BENCHMARK_CASES", "")
PEERS: tuple[Callable[[Problem, float], Answer], ...] = (solve_plain_formula, solve_plain_model)


def run(say: Callable[[str], None]) -> None:
    files = sorted(folder().glob("*.json"))
    if not files:
        say("The cases are not here: set QIAO_CASES to their folder.")
        return
    say("CPU seconds to the answer; of a peer that did not end, the best it found and `>`.\n")
    say(
        "| case | answer | optimum found | proved | plain formula | plain CP-SAT |\n|---|---|---|---|---|---|"
    )
    sums, proved, slowest = [0.0, 0.0, 0.0], 0, 0.0
    for file in (each for each in files if WANTED in each.stem):
        problem = read_problem(file.read_bytes())
        status, found, took, cell = ours(problem)
        peers = [theirs(peer, problem) for peer in PEERS] if SECONDS else [("", 0.0), ("", 0.0)]
        say(f"| {file.stem} | {cell} | {found:.2f} | {took:.2f} | {peers[0][0]} | {peers[1][0]} |")
        sums = [one + more for one, more in zip(sums, (took, peers[0][1], peers[1][1]), strict=True)]
        proved += status in {"optimal", "infeasible"}
        slowest = max(slowest, took)
    say(f"\nProved {proved}; sum {sums[0]:.1f} s, the slowest {slowest:.1f} s.")
    if SECONDS:
        say(
            f"Plain formula {sums[1]:.1f} s ({sums[1] / sums[0]:.1f} times), plain CP-SAT {sums[2]:.1f} s "
            f"({sums[2] / sums[0]:.1f} times), each cut at {SECONDS:g} s a case."
        )


def folder() -> Path:
    given = os.environ.get("QIAO_CASES", "")
    cases = Path(given) if given else Path(__file__).resolve().parents[2] / "shared" / "cases"
    return cases / "timetabling"


def ours(problem: Problem) -> tuple[str, float, float, str]:
    began, found = time.process_time(), [0.0, float("inf")]

    def note(progress: Progress) -> None:
        if progress.breaks is not None and progress.breaks < found[1]:
            found[:] = [time.process_time() - began, progress.breaks]

    solution = solve_all(problem, Run(on_progress=note))
    took = time.process_time() - began
    cell = str(solution.breaks) if solution.is_solved else solution.status
    return solution.status, found[0] if solution.is_solved else took, took, cell


def theirs(peer: Callable[[Problem, float], Answer], problem: Problem) -> tuple[str, float]:
    """What a peer says and its CPU seconds over all threads."""
    began = time.process_time()
    status, breaks = peer(problem, SECONDS)
    took = time.process_time() - began
    answer = "" if breaks is None else f" ({breaks})"
    return (f"{took:.2f}" if status in {"optimal", "infeasible"} else f"> {took:.0f}{answer}"), took
