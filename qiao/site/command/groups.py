"""`qiao timetable groups`, `check-groups` and `explain-groups`: visit groups from and to files."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qiao import __version__
from qiao.engines.shape.words import Language, Sentence, say
from qiao.engines.timetabling.faults import BadInstance
from qiao.site.command.files import content_of, refuse, refuse_faults, require_folder_of, tell, write_whole
from qiao.site.command.options import (
    FILE,
    INFEASIBLE,
    INVALID,
    NOTHING_FOUND,
    in_language,
    solving,
    stopping,
)
from qiao.site.command.timetable_progress import showing

if TYPE_CHECKING:
    from qiao.engines.timetabling.groups.check import GroupVerdict
    from qiao.engines.timetabling.groups.problem import GroupProblem
    from qiao.engines.timetabling.groups.result import GroupSolution, TierValue
    from qiao.engines.timetabling.groups.solve import GroupProgress

say(
    {
        "command.groups.placed": ("visits held", "安排参观人次"),
        "command.groups.wishes": ("weight of the wishes granted", "实现意愿的权重"),
        "command.groups.unity": ("groups beyond one over delegations", "代表团分散的组数"),
        "command.groups.apart": ("people beyond one of a delegation in a group", "同团同组的人数"),
        "command.groups.balance": ("largest less smallest group", "最大组与最小组人数之差"),
        "command.groups.mix": ("people beyond one of a country in a group", "同国同组的人数"),
        "command.groups.proved": ("{tier}: {value}, proved", "{tier}：{value}，已证明"),
        "command.groups.bounded": ("{tier}: {value}, bound {bound}", "{tier}：{value}，界{bound}"),
        "command.groups.open": ("{tier}: {value}", "{tier}：{value}"),
        "command.groups.none": ("There are no such groups: this is proved.", "无可行分组，且已得到证明。"),
        "command.groups.unknown": ("No groups were found in the time.", "在限定时间内未找到可行分组。"),
        "command.groups.valid": ("The groups are valid.", "分组有效。"),
        "command.groups.invalid": ("The groups are not valid.", "分组无效。"),
        "command.groups.no-guest": ("There is no guest {guest}.", "没有参访人员{guest}。"),
        "command.groups.denied": ("{destination} is not granted.", "未能安排{destination}。"),
    }
)


@click.command("groups")
@click.argument("instance", type=FILE)
@click.option("-o", "--output", type=FILE, help="Where the result goes: JSON, CSV or XLSX by its ending.")
@solving
@in_language
def groups(
    instance: Path, output: Path | None, time_limit: float, seed: int, threads: int, language: Language
) -> None:
    """Assign the guests of INSTANCE (JSON or XLSX) to groups. Ctrl+C keeps the best so far.

    Exit status: 0 solved, 2 bad input, 3 infeasible (proved), 4 nothing found in the time.
    """
    from qiao.engines.timetabling.groups import formats  # noqa: PLC0415 (slow import)
    from qiao.engines.timetabling.groups.solve import solve_groups  # noqa: PLC0415 (slow import)

    require_folder_of(output, language)
    problem = _instance_in(instance, language)
    with stopping() as should_stop, showing(time_limit, language, described) as on_progress:
        solution = solve_groups(
            problem,
            time_limit=time_limit,
            seed=seed,
            threads=threads,
            on_progress=on_progress,
            should_stop=should_stop,
        )
    solution = replace(solution, version=__version__, input_hash=formats.hash_groups(problem))
    _write(solution, output, language)
    _tell(solution, language)
    if not solution.is_solved:
        sys.exit(INFEASIBLE if solution.status == "infeasible" else NOTHING_FOUND)


@click.command("check-groups")
@click.argument("instance", type=FILE)
@click.argument("result", type=FILE)
@in_language
def check_groups(instance: Path, result: Path, language: Language) -> None:
    """Judge the RESULT (JSON, CSV or XLSX) for INSTANCE by a check that shares no code with the solver.

    Exit status: 0 valid, 1 invalid, 2 bad input.
    """
    problem = _instance_in(instance, language)
    verdict = _judged(problem, _result_in(result, problem.name, language))
    for tier, value in zip(problem.tiers, verdict.values, strict=True):
        tell(_line(tier, {"value": value}, "open", language))
    _tell_verdict(verdict, language)
    sys.exit(0 if verdict.is_valid else INVALID)


@click.command("explain-groups")
@click.argument("instance", type=FILE)
@click.argument("result", type=FILE)
@click.argument("guest", required=False)
@in_language
def explain_groups(instance: Path, result: Path, guest: str | None, language: Language) -> None:
    """Say what each guest, or GUEST, got in RESULT, why wishes were not granted, and what would grant them.

    Exit status: 0 explained, 1 the groups are invalid, 2 bad input.
    """
    problem = _instance_in(instance, language)
    solution = _result_in(result, problem.name, language)
    if guest is not None and guest not in problem.guest_index:
        refuse(Sentence("command.groups.no-guest", {"guest": guest}).text(language))
    if not (verdict := _judged(problem, solution)).is_valid:
        _tell_verdict(verdict, language)
        sys.exit(INVALID)
    from qiao.engines.timetabling.groups.explain import explain_groups as give  # noqa: PLC0415 (slow import)

    for account in give(problem, solution, guest):
        for sentence in account.sentences:
            tell(sentence.text(language))
        for denial in account.denials:
            told = {"destination": denial.destination}
            tell("  " + Sentence("command.groups.denied", told).text(language))
            for reason in denial.reasons:
                tell("    " + reason.sentence.text(language))
            if denial.change is not None:
                tell("    " + denial.change.sentence.text(language))


def described(progress: "GroupProgress", language: Language) -> str:
    """The tier that is worked on, and the value of each beside its bound."""
    tier = "" if progress.tier is None else Sentence(f"command.groups.{progress.tier}").text(language)
    pairs = zip(progress.values, progress.bounds, strict=True)
    return "  ".join(
        [tier, *(f"{value:g}/{'?' if bound is None else f'{bound:g}'}" for value, bound in pairs)]
    )


def _tell(solution: "GroupSolution", language: Language) -> None:
    if not solution.is_solved:
        code = "none" if solution.status == "infeasible" else "unknown"
        tell(Sentence(f"command.groups.{code}").text(language), err=True)
    if solution.conflict is not None:
        tell(solution.conflict.sentence.text(language), err=True)
    for each in solution.tiers:
        told = {"value": each.value, "bound": each.bound}
        tell(_line(each.tier, told, _standing(each), language), err=True)


def _standing(each: "TierValue") -> str:
    return "proved" if each.is_proven else "open" if each.bound is None else "bounded"


def _line(tier: str, told: Mapping[str, object], code: str, language: Language) -> str:
    name = Sentence(f"command.groups.{tier}")
    return Sentence(f"command.groups.{code}", {"tier": name, **told}).text(language)


def _judged(problem: "GroupProblem", solution: "GroupSolution") -> "GroupVerdict":
    from qiao.engines.timetabling.groups import check  # noqa: PLC0415 (slow import)

    return check.check_groups(problem, solution)


def _tell_verdict(verdict: "GroupVerdict", language: Language) -> None:
    for sentence in verdict.broken:
        tell(sentence.text(language))
    tell(Sentence(f"command.groups.{'valid' if verdict.is_valid else 'invalid'}").text(language))


def _write(solution: "GroupSolution", output: Path | None, language: Language) -> None:
    from qiao.engines.timetabling.groups import formats  # noqa: PLC0415 (slow import)

    if output is None:
        click.echo(formats.write_group_result(solution), nl=False)
    elif _is_workbook(output):
        write_whole(output, formats.write_assignment_xlsx(solution), language)
    elif output.suffix.lower() == ".csv":
        write_whole(output, formats.write_assignment_csv(solution).encode("utf-8"), language)
    else:
        write_whole(output, formats.write_group_result(solution).encode("utf-8"), language)


def _instance_in(file: Path, language: Language) -> "GroupProblem":
    """The instance of a file, or exit 2 with everything that is wrong with it."""
    from qiao.engines.timetabling.groups import formats  # noqa: PLC0415 (slow import)

    content = content_of(file, language)
    try:
        return formats.read_groups_xlsx(content) if _is_workbook(file) else formats.read_groups(content)
    except BadInstance as bad:
        refuse_faults(bad, file, language)


def _result_in(file: Path, instance: str, language: Language) -> "GroupSolution":
    from qiao.engines.timetabling.groups import formats  # noqa: PLC0415 (slow import)

    content = content_of(file, language)
    try:
        if _is_workbook(file):
            return formats.read_assignment_xlsx(content, instance)
        if file.suffix.lower() == ".csv":
            return formats.read_assignment_csv(content, instance)
        return formats.read_group_result(content)
    except BadInstance as bad:
        refuse_faults(bad, file, language)


def _is_workbook(file: Path) -> bool:
    return file.suffix.lower() == ".xlsx"
