"""The engine's answer to a round. Nothing leaves here that the independent check has not passed."""

import zlib
from dataclasses import dataclass, replace

from django.utils.translation import get_language

from qiao.engines.matching import BadInstance, Matching, Round, check, solve, solve_reverting
from qiao.engines.matching.formats import (
    input_hash,
    read_result,
    read_round,
    write_result,
    write_round,
)
from qiao.engines.shape.words import Language
from qiao.rooms.placement.errors import CheckFailed, NobodyToMatch, RoundUnsound
from qiao.rooms.placement.models import MatchingRound, MatchingRun


@dataclass(frozen=True)
class Solution:
    """The round with the places in force, and its checked result."""

    instance: Round
    result: Matching


def solve_round(matching_round: MatchingRound, instance: Round, *, seed: int, time_limit: int) -> Solution:
    if not instance.applicants:
        raise NobodyToMatch
    options = {
        "side": matching_round.side,
        "objective": matching_round.objective,
        "seed": seed,
        "time_limit": time_limit,
    }
    try:
        if matching_round.reverts:
            return Solution(*solve_reverting(instance, **options))  # type: ignore[arg-type]  # the values are the engine's
        return Solution(instance, solve(instance, **options))  # type: ignore[arg-type]  # the values are the engine's
    except BadInstance as refused:
        raise RoundUnsound(faults=refused.text(language())) from None


def require_checked(solution: Solution) -> None:
    """Stable, and all that it says of itself is so. Of one that is named as not stable, what it says is
    judged and that it is a matching at all; a lower quota that cannot be filled is the very finding."""
    verdict = check(solution.instance, solution.result)
    wrong = [claim.sentence for claim in verdict.claims if claim.state == "wrong"]
    if solution.result.status == "stable":
        wrong += [each.sentence for each in verdict.violations]
        wrong += [each.sentence for each in verdict.blocking]
    elif solution.instance.lower_quota_rule == "report":
        wrong += [each.sentence for each in verdict.violations]
    if wrong:
        raise CheckFailed(violations=" ".join(each.text(language()) for each in wrong[:5]))


def kept_documents(solution: Solution) -> dict[str, object]:
    """The columns of a run that another program can verify: `qiao match check`."""
    result = replace(solution.result, input_hash=solution.result.input_hash or input_hash(solution.instance))
    return {
        "instance": zlib.compress(write_round(solution.instance).encode(), 1),
        "result": zlib.compress(write_result(result).encode(), 1),
        "input_hash": result.input_hash,
    }


def document_of(content: bytes | None) -> bytes:
    return zlib.decompress(content or b"")


def solution_of(run: MatchingRun) -> Solution:
    return Solution(read_round(document_of(run.instance)), read_result(document_of(run.result)))


def language() -> Language:
    """The engine's name of the reader's language."""
    return "zh-hans" if (get_language() or "").startswith("zh") else "en"
