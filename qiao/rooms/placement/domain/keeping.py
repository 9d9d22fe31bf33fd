"""A checked result into the database: all of it in one transaction, or nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import override

from qiao.engines.matching import Matching
from qiao.kit.activity.record import record
from qiao.kit.errors import QiaoError
from qiao.kit.records import append_rows, new_raw_id
from qiao.rooms.placement.domain.plain.documents import plain_documents
from qiao.rooms.placement.domain.plain.reasons import plain_reasons
from qiao.rooms.placement.domain.plain.solving import PlainSolution
from qiao.rooms.placement.domain.reading import Reading, left_digest
from qiao.rooms.placement.domain.solving import Solution, kept_documents
from qiao.rooms.placement.domain.step import locked, step
from qiao.rooms.placement.enums import AnswerState, MatchingRoundState, RunState
from qiao.rooms.placement.errors import SomebodyLeft
from qiao.rooms.placement.models import MatchingRun, RoundOption
from qiao.rooms.placement.sealing import seal_many

REASONS = "placement.placement.reasons"
INSERT = (
    "INSERT INTO placement_placement"
    " (id, created_at, updated_at, run_id, entry_id, post_id, option_id, state, reasons)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
COPY = (
    "COPY placement_placement"
    " (id, created_at, updated_at, run_id, entry_id, post_id, option_id, state, reasons)"
    " FROM STDIN"
)


@dataclass(frozen=True)
class Outcome:
    """What a run keeps. `entries` are ids of lists as every database takes them, and `reasons` what each
    person is told, both in the order of the match."""

    result: Matching
    documents: Mapping[str, object]
    summary: dict[str, Any]
    entries: Iterable[Any]
    reasons: Iterable[bytes]
    left: str


def keep_result(
    run: MatchingRun, reading: Reading, solution: Solution, reasons: Mapping[str, bytes]
) -> dict[str, object]:
    match = solution.result.match
    outcome = Outcome(
        solution.result,
        kept_documents(solution),
        summary_of(solution),
        [reading.entries[code].hex for code in match],
        [reasons[code] for code in match],
        reading.left,
    )
    return keep(run, outcome)


def keep_plain(run: MatchingRun, solution: PlainSolution) -> dict[str, object]:
    return keep(run, outcome_of(solution, plain_documents(solution), plain_reasons(solution)))


def outcome_of(solution: PlainSolution, documents: Mapping[str, object], reasons: Iterable[bytes]) -> Outcome:
    plain = solution.plain
    capacities = dict(zip(plain.posts, plain.capacity.tolist(), strict=True))
    summary = figures_of(solution.result, capacities)
    return Outcome(solution.result, documents, summary, plain.entries, reasons, plain.left)


def keep(run: MatchingRun, outcome: Outcome) -> dict[str, object]:
    """May come twice: a run that does not run any more is left alone.

    Raises
    ------
    SomebodyLeft : an application is over since the lists were read.
    """
    sealed = seal_many(list(outcome.reasons), REASONS)
    with transaction.atomic():
        matching_round = locked(run.round)
        fresh = MatchingRun.objects.select_for_update().light().get(pk=run.pk)
        if fresh.state != RunState.RUNNING:
            return {}
        if left_digest(matching_round) != outcome.left:
            raise SomebodyLeft
        _write_placements(fresh, outcome, sealed)
        _write_run(fresh, outcome)
        step(matching_round, MatchingRoundState.RUN, actor=fresh.confirmed_by)
    return {"people": fresh.people, "placed": fresh.placed}


@transaction.atomic
def keep_failure(run_id: UUID, refused: QiaoError) -> None:
    """The sentence in both languages: organisers read it in their own."""
    run = MatchingRun.objects.select_for_update().light().select_related("round").get(pk=run_id)
    if run.state != RunState.RUNNING:
        return
    run.state, run.problem = RunState.FAILED, both(refused)
    run.save(update_fields=["state", "problem", "updated_at"])
    record(None, "placement.run.failed", run.round, changes={"run": [None, run.number]})


def both(refused: QiaoError) -> dict[str, str]:
    told = {}
    for name in ("en", "zh-hans"):
        with override(name):
            told[name] = str(refused)
    return told


def _write_placements(run: MatchingRun, outcome: Outcome, reasons: Sequence[str]) -> None:
    """Objects of the ORM would take longer than solving. In the order of the lists' ids, so that the database
    appends to its indexes instead of searching them."""
    now, run_id = connection.ops.adapt_datetimefield_value(timezone.now()), run.pk.hex
    places: dict[str | None, tuple[str | None, ...]] = {None: (None, None, AnswerState.UNPLACED.value)}
    for option in RoundOption.objects.filter(post__round=run.round_id).select_related("post"):
        places[option.code] = (option.post_id.hex, option.pk.hex, AnswerState.WAITING.value)
    found = map(places.__getitem__, outcome.result.match.values())
    rows = sorted(zip(outcome.entries, found, reasons, strict=True))
    written = [(new_raw_id(), now, now, run_id, entry, *place, reason) for entry, place, reason in rows]
    append_rows(insert=INSERT, copy=COPY, rows=written)


def _write_run(run: MatchingRun, outcome: Outcome) -> None:
    result = outcome.result
    values: dict[str, Any] = {
        **outcome.documents,
        "state": RunState.CHECKED,
        "status": result.status,
        "solved_at": timezone.now(),
        "left_digest": outcome.left,
        "people": len(result.match),
        "placed": result.size,
        "bound": result.bound,
        "summary": outcome.summary,
        "problem": {},
    }
    for name, value in values.items():
        setattr(run, name, value)
    run.save(update_fields=[*values, "updated_at"])
    changes = {"run": [None, run.number], "placed": [None, run.placed]}
    record(run.confirmed_by, "placement.run.checked", run.round, changes=changes)


def summary_of(solution: Solution) -> dict[str, Any]:
    capacities = {each.id: each.capacity for each in solution.instance.programmes}
    return figures_of(solution.result, capacities, pairs=len(solution.instance.couples))


def figures_of(result: Matching, capacities: Mapping[str, int], *, pairs: int = 0) -> dict[str, Any]:
    """What pages show of a run without opening its documents: figures, never a list."""
    held = Counter(place for place in result.match.values() if place is not None)
    return {
        "algorithm": result.algorithm,
        "places": {code: [held[code], capacity] for code, capacity in capacities.items()},
        "cutoffs": dict(result.cutoffs),
        "shortfalls": dict(result.shortfalls),
        "blocking": [{"en": each.text("en"), "zh-hans": each.text("zh-hans")} for each in result.blocking],
        "pairs": pairs,
    }
