"""What other numbers of places would change: an answer to a question of the organisers, never a result."""

from collections.abc import Mapping
from dataclasses import dataclass

from qiao.engines.matching import BadInstance, what_if
from qiao.kit.access import require
from qiao.rooms.accounts.models import User
from qiao.rooms.placement.domain.solving import language, solution_of
from qiao.rooms.placement.errors import RoundUnsound, WrongRunState
from qiao.rooms.placement.models import MatchingRun

SECONDS = 10.0


@dataclass(frozen=True)
class Answer:
    """Counts, without names. `stays_stable` is False where no stable matching was found."""

    placed_before: int
    placed_after: int
    gaining: int
    losing: int
    stays_stable: bool


def ask_what_if(run: MatchingRun, places: Mapping[str, int], *, actor: User) -> Answer:
    """`places` by the code of a choice."""
    require(actor, "placement.run_round", run.round)
    if run.instance is None:
        raise WrongRunState(state=run.get_state_display())
    solution = solution_of(run)
    try:
        found = what_if(
            solution.instance,
            solution.result,
            places,
            side=run.round.side,  # type: ignore[arg-type]  # the values are the engine's
            objective=run.round.objective,  # type: ignore[arg-type]  # the values are the engine's
            time_limit=SECONDS,
        )
    except BadInstance as refused:
        raise RoundUnsound(faults=refused.text(language())) from None
    return Answer(
        solution.result.size,
        found.result.size,
        len(found.gaining),
        len(found.losing),
        found.result.status == "stable",
    )
