"""What the pages of this room show, gathered."""

from collections.abc import Mapping
from dataclasses import dataclass

from qiao.rooms.placement.domain.solving import language
from qiao.rooms.placement.models import MatchingRun


@dataclass(frozen=True, slots=True)
class Fill:
    """How full a choice is by a run. `cutoff` is the tier of the last one it still took, from 1."""

    code: str
    name: str
    filled: int
    places: int
    cutoff: int | None


def fill_rows(run: MatchingRun | None, names: Mapping[str, str]) -> list[Fill]:
    if run is None:
        return []
    cutoffs = run.summary.get("cutoffs", {})
    return [
        Fill(code, names.get(code, code), filled, places, _from_one(cutoffs.get(code)))
        for code, (filled, places) in run.summary.get("places", {}).items()
    ]


def blocking_of(run: MatchingRun | None) -> list[str]:
    """Why a result is not stable, in the reader's language, with the numbers of people."""
    said = run.summary.get("blocking", []) if run else []
    return [each[language()] for each in said]


def problem_of(run: MatchingRun) -> str:
    return str(run.problem.get(language(), ""))


def _from_one(tier: int | None) -> int | None:
    return None if tier is None else tier + 1
