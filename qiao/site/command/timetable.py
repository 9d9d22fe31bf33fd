"""`qiao timetable`: solve, check and explain timetables in files. Needs no site and no database."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from qiao import __version__
from qiao.engines.shape.words import Language, Sentence, say
from qiao.engines.timetabling.check import check as judge
from qiao.engines.timetabling.faults import BadInstance, faults_of
from qiao.engines.timetabling.formats import input_hash
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.result import Solution
from qiao.site.command.files import refuse, refuse_faults, require_folder_of, tell
from qiao.site.command.lazy import LazyGroup
from qiao.site.command.options import (
    FILE,
    INFEASIBLE,
    INVALID,
    NOTHING_FOUND,
    in_language,
    solving,
    stopping,
)
from qiao.site.command.timetable_files import instance_in, result_in, write_solution
from qiao.site.command.timetable_progress import described, showing

say(
    {
        "command.valid": ("The timetable is valid.", "时间表有效。"),
        "command.invalid": ("The timetable is not valid.", "时间表无效。"),
        "command.other-input": (
            "The result was made for another state of the instance: its hash is {said}, not {value}.",
            "结果对应于实例的另一版本：其哈希值为{said}，而非{value}。",
        ),
        "command.needs-previous": (
            "The result mends an earlier timetable. Name it by --previous to have moves and hash checked.",
            "该结果由原时间表调整而来。请用--previous指定原结果，以核对改期的会面和哈希值。",
        ),
        "command.solved": (
            "{status}: {held} of {asked} held, weight {weight} of {bound}, breaks {breaks}, waits {waits}",
            "{status}：安排会面{held}场（申请{asked}场），权重{weight}（上界{bound}），间断{breaks}次，等待{waits}次",
        ),
        "command.floor": (
            "{missing} meetings missing to the floor, at least {bound} in any timetable",
            "距会面下限共差{missing}场（任何时间表至少差{bound}场）",
        ),
        "command.optimal": ("optimal", "最优"),
        "command.feasible": ("feasible", "可行"),
        "command.infeasible": ("There is no timetable: this is proved.", "无可行时间表，且已得到证明。"),
        "command.unknown": ("No timetable was found in the time.", "在限定时间内未找到时间表。"),
        "command.no-request": ("There is no request {request}.", "没有会面申请{request}。"),
        "command.held": ("{request} is held in slot {slot}.", "{request}安排在时段{slot}。"),
        "command.nothing-refused": ("Every request is held.", "全部会面申请均已安排。"),
    }
)


@click.group(
    cls=LazyGroup,
    places={
        "solve": f"{__name__}:solve",
        "check": f"{__name__}:check",
        "explain": f"{__name__}:explain",
        "groups": "qiao.site.command.groups:groups",
        "check-groups": "qiao.site.command.groups:check_groups",
        "explain-groups": "qiao.site.command.groups:explain_groups",
    },
)
def timetable() -> None:
    """Who meets whom, when and where. Files are JSON, CSV or XLSX, by their ending."""


@click.command()
@click.argument("instance", type=FILE)
@click.option("-o", "--output", type=FILE, help="Where the result goes; without it, JSON to the terminal.")
@solving
@click.option("--previous", type=FILE, help="The result to change as little as possible.")
@in_language
def solve(
    instance: Path,
    output: Path | None,
    time_limit: float,
    seed: int,
    previous: Path | None,
    threads: int,
    language: Language,
) -> None:
    """Find the best timetable of INSTANCE and prove how good it is. Ctrl+C keeps the best so far.

    Exit status: 0 solved, 2 bad input, 3 infeasible (proved), 4 nothing found in the time.
    """
    require_folder_of(output, language)
    problem = instance_in(instance, language)
    if previous is not None:
        problem = _after(problem, previous, language)
    from qiao.engines.timetabling.solve import solve as find  # noqa: PLC0415 (slow import)

    with stopping() as should_stop, showing(time_limit, language, described) as on_progress:
        solution = find(
            problem,
            time_limit=time_limit,
            seed=seed,
            threads=threads,
            on_progress=on_progress,
            should_stop=should_stop,
        )
    solution = replace(solution, version=__version__)
    write_solution(problem, solution, output, language)
    _tell(problem, solution, language)
    if not solution.is_solved:
        sys.exit(INFEASIBLE if solution.status == "infeasible" else NOTHING_FOUND)


def _after(problem: Problem, previous: Path, language: Language) -> Problem:
    """The instance with its earlier timetable."""
    earlier = result_in(previous, problem.name, language)
    changed = replace(problem, previous={name: each.slot for name, each in earlier.schedule.items()})
    if faults := faults_of(changed):
        refuse_faults(BadInstance(faults), previous, language)
    return changed


def _tell(problem: Problem, solution: Solution, language: Language) -> None:
    if not solution.is_solved:
        tell(Sentence(f"command.{solution.status}").text(language), err=True)
        if solution.conflict is not None:
            tell(solution.conflict.sentence.text(language), err=True)
        return
    told = {
        "status": Sentence(f"command.{solution.status}"),
        "held": len(solution.schedule),
        "asked": len(problem.requests),
        "weight": solution.weight,
        "bound": "?" if solution.weight_bound is None else solution.weight_bound,
        "breaks": solution.breaks,
        "waits": solution.waits,
    }
    tell(Sentence("command.solved", told).text(language), err=True)
    if solution.shortfall is not None:
        told = {"missing": solution.shortfall, "bound": solution.shortfall_bound}
        tell(Sentence("command.floor", told).text(language), err=True)


@click.command()
@click.argument("instance", type=FILE)
@click.argument("result", type=FILE)
@click.option("--previous", type=FILE, help="The earlier result, to count what was moved.")
@in_language
def check(instance: Path, result: Path, previous: Path | None, language: Language) -> None:
    """Judge RESULT for INSTANCE by a check that shares no code with the solver.

    Exit status: 0 valid, 1 invalid, 2 bad input.
    """
    problem = instance_in(instance, language)
    if previous is not None:
        problem = _after(problem, previous, language)
    solution = result_in(result, problem.name, language)
    if not _is_valid(problem, solution, language):
        sys.exit(INVALID)


def _is_valid(problem: Problem, solution: Solution, language: Language) -> bool:
    """Says every violation and every claim."""
    verdict = judge(problem, solution, prove_conflict=True)
    is_unknown = problem.previous is None and solution.moved is not None
    is_same = is_unknown or solution.input_hash in ("", input_hash(problem))
    for violation in verdict.violations:
        tell(violation.text(language))
    for claim in verdict.claims:
        tell(claim.sentence.text(language))
    if is_unknown:
        tell(Sentence("command.needs-previous").text(language))
    if not is_same:
        told = {"said": solution.input_hash, "value": input_hash(problem)}
        tell(Sentence("command.other-input", told).text(language))
    is_valid = verdict.is_valid and is_same
    tell(Sentence("command.valid" if is_valid else "command.invalid").text(language))
    return is_valid


@click.command()
@click.argument("instance", type=FILE)
@click.argument("result", type=FILE)
@click.argument("request", required=False)
@in_language
def explain(instance: Path, result: Path, request: str | None, language: Language) -> None:
    """Say why requests were refused in RESULT, or why REQUEST was, and what would change it.

    Exit status: 0 explained, 1 the timetable is invalid, 2 bad input.
    """
    problem = instance_in(instance, language)
    solution = result_in(result, problem.name, language)
    if request is not None and request not in problem.request_index:
        refuse(Sentence("command.no-request", {"request": request}).text(language))
    if not judge(problem, solution).is_valid:
        _is_valid(problem, solution, language)
        sys.exit(INVALID)
    if request is not None and request in solution.schedule:
        told = {"request": request, "slot": solution.schedule[request].slot}
        tell(Sentence("command.held", told).text(language))
        return
    from qiao.engines.timetabling.explain import explain as give_reasons  # noqa: PLC0415 (slow import)

    refusals = [each for each in give_reasons(problem, solution).refusals if request in (None, each.request)]
    for refusal in refusals:
        tell(f"{refusal.request}:")
        for sentence in refusal.sentences(language):
            tell(f"  {sentence}")
    if not refusals:
        tell(Sentence("command.nothing-refused").text(language))
