"""`qiao match`: solve, check and explain rounds of matching in files. Needs no site and no database."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import get_args

import click

from qiao import __version__
from qiao.engines.matching.check import check as judge
from qiao.engines.matching.check.verdict import Verdict
from qiao.engines.matching.formats import input_hash, read_result, read_round, write_result
from qiao.engines.matching.problem import Round
from qiao.engines.matching.result import Matching, Objective, Side
from qiao.engines.shape.fault import BadInstance
from qiao.engines.shape.words import Language, Sentence, say
from qiao.site.command.files import content_of, refuse, refuse_faults, require_folder_of, tell, write_whole
from qiao.site.command.lazy import LazyGroup
from qiao.site.command.options import (
    FILE,
    INFEASIBLE,
    INVALID,
    NOTHING_FOUND,
    in_language,
    stopping,
    timed,
)

say(
    {
        "command.matched": (
            "Stable: {size} of {people} applicants placed{bound}.",
            "稳定匹配：{people}名申请人中{size}人获得名额{bound}。",
        ),
        "command.at-most": (
            ", no stable matching places more than {bound}",
            "，任何稳定匹配至多安排{bound}人",
        ),
        "command.any-stable": (
            "With couples, any stable matching is sought, not the largest.",
            "有成对申请时，只求任一稳定匹配，不求人数最多者。",
        ),
        "command.no-stable": (
            "No stable matching exists: this is proved. The nearest one found is given, and what blocks it:",
            "不存在稳定匹配，且已得到证明。现给出所找到的最接近的匹配及其阻碍：",
        ),
        "command.not-decided": (
            "Not decided in the time. The nearest matching found is given, and what blocks it:",
            "在限定时间内未能判定。现给出所找到的最接近的匹配及其阻碍：",
        ),
        "command.short": (
            "{id} is {missing} short of its lower quota.",
            "{id}距最低名额尚缺{missing}人。",
        ),
        "command.is-stable": ("The matching is stable.", "该匹配为稳定匹配。"),
        "command.is-unstable": ("The matching is not stable.", "该匹配不是稳定匹配。"),
        "command.wrong-claims": (
            "The matching is stable, but what the result says of itself is wrong.",
            "该匹配为稳定匹配，但结果中的说明有误。",
        ),
        "command.other-round": (
            "The result was made for another state of the round: its hash is {said}, not {value}.",
            "结果对应于该轮次的另一版本：其哈希值为{said}，而非{value}。",
        ),
        "command.no-applicant": ("There is no applicant {applicant}.", "没有申请人{applicant}。"),
    }
)


@click.group(
    cls=LazyGroup,
    places={name: f"{__name__}:{name}" for name in ("solve", "check", "explain")},
)
def match() -> None:
    """Who goes where, so that no two would rather have each other. Files are JSON."""


@click.command()
@click.argument("instance", type=FILE)
@click.option("-o", "--output", type=FILE, help="Where the result goes; without it, to the terminal.")
@click.option(
    "--side",
    type=click.Choice(get_args(Side)),
    default="applicants",
    show_default=True,
    help="For whom the matching is the best of all stable ones, where lists are strict.",
)
@click.option(
    "--objective",
    type=click.Choice(get_args(Objective)),
    default="stable",
    show_default=True,
    help="max-size: the largest stable matching, where ties leave a choice.",
)
@timed
@in_language
def solve(
    instance: Path,
    output: Path | None,
    side: Side,
    objective: Objective,
    time_limit: float,
    seed: int,
    language: Language,
) -> None:
    """Find a stable matching of INSTANCE. The seed draws the lots that break ties. Ctrl+C ends the search.

    Exit status: 0 solved, 2 bad input, 3 proved that no stable matching exists, 4 not decided in the time;
    with 3 and 4 the nearest matching found is written, and named as such.
    """
    require_folder_of(output, language)
    round_ = _round_in(instance, language)
    from qiao.engines.matching.solve import solve as find  # noqa: PLC0415 (slow import)

    with stopping() as should_stop:
        found = find(
            round_,
            side=side,
            objective=objective,
            seed=seed,
            time_limit=time_limit,
            should_stop=should_stop,
        )
    found = replace(found, version=__version__)
    _write(found, output, language)
    if found.objective != objective:
        tell(Sentence("command.any-stable").text(language), err=True)
    _tell(found, language)
    if found.status != "stable":
        sys.exit(INFEASIBLE if found.status == "none" else NOTHING_FOUND)


@click.command()
@click.argument("instance", type=FILE)
@click.argument("result", type=FILE)
@in_language
def check(instance: Path, result: Path, language: Language) -> None:
    """Judge RESULT for INSTANCE by a check that shares no code with the solver.

    Exit status: 0 stable and all that it says of itself is so, 1 not, 2 bad input.
    """
    round_ = _round_in(instance, language)
    matching = _result_in(result, language)
    verdict = judge(round_, matching)
    for violation in verdict.violations:
        tell(violation.text(language))
    for block in verdict.blocking:
        tell(block.text(language))
    for claim in verdict.claims:
        tell(claim.sentence.text(language))
    is_same = matching.input_hash in ("", input_hash(round_))
    if not is_same:
        told = {"said": matching.input_hash, "value": input_hash(round_)}
        tell(Sentence("command.other-round", told).text(language))
    tell(Sentence(_judgement(verdict)).text(language))
    if not (verdict.is_valid and is_same):
        sys.exit(INVALID)


def _judgement(verdict: Verdict) -> str:
    if verdict.is_valid:
        return "command.is-stable"
    return "command.wrong-claims" if verdict.is_stable else "command.is-unstable"


@click.command()
@click.argument("instance", type=FILE)
@click.argument("result", type=FILE)
@click.argument("applicant", required=False)
@in_language
def explain(instance: Path, result: Path, applicant: str | None, language: Language) -> None:
    """Say why each applicant in RESULT, or APPLICANT alone, did not get a higher choice.

    Exit status: 0 explained, 1 the matching is not stable, 2 bad input.
    """
    round_ = _round_in(instance, language)
    matching = _result_in(result, language)
    if applicant is not None and applicant not in round_.applicant_index:
        refuse(Sentence("command.no-applicant", {"applicant": applicant}).text(language))
    if not judge(round_, matching).is_stable:
        tell(Sentence("command.is-unstable").text(language))
        sys.exit(INVALID)
    from qiao.engines.matching.explain import Explainer  # noqa: PLC0415 (slow import)

    explainer = Explainer(round_, matching)
    for name in round_.applicant_index if applicant is None else [applicant]:
        tell(f"{name}:")
        for sentence in explainer.explain(name).sentences(language):
            tell(f"  {sentence}")


def _round_in(place: Path, language: Language) -> Round:
    try:
        return read_round(content_of(place, language))
    except BadInstance as bad:
        refuse_faults(bad, place, language)


def _result_in(place: Path, language: Language) -> Matching:
    try:
        return read_result(content_of(place, language))
    except BadInstance as bad:
        refuse_faults(bad, place, language)


def _write(found: Matching, output: Path | None, language: Language) -> None:
    if output is None:
        click.echo(write_result(found), nl=False)
    else:
        write_whole(output, write_result(found).encode(), language)


def _tell(found: Matching, language: Language) -> None:
    if found.status == "stable":
        most = "" if found.bound is None else Sentence("command.at-most", {"bound": found.bound})
        told = {"size": found.size, "people": len(found.match), "bound": most}
        tell(Sentence("command.matched", told).text(language), err=True)
    else:
        code = "command.no-stable" if found.status == "none" else "command.not-decided"
        tell(Sentence(code).text(language), err=True)
        for sentence in found.blocking:
            tell(f"  {sentence.text(language)}", err=True)
    for name, missing in [*found.shortfalls.items(), *found.supervisor_shortfalls.items()]:
        tell(Sentence("command.short", {"id": name, "missing": missing}).text(language), err=True)
