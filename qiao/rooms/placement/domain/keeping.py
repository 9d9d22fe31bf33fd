"""A checked result into the database: all of it in one transaction, or nothing."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import override

from qiao.kit.activity.record import record
from qiao.kit.errors import QiaoError
from qiao.kit.records import new_id
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


def keep_result(
    run: MatchingRun, reading: Reading, solution: Solution, reasons: Mapping[str, bytes]
) -> dict[str, object]:
    """May come twice: a run that does not run any more is left alone.

    Raises
    ------
    SomebodyLeft : an application is over since the lists were read.
    """
    documents = kept_documents(solution)
    sealed = list(seal_many((reasons[code] for code in solution.result.match), REASONS))
    with transaction.atomic():
        matching_round = locked(run.round)
        fresh = MatchingRun.objects.select_for_update().light().get(pk=run.pk)
        if fresh.state != RunState.RUNNING:
            return {}
        if left_digest(matching_round) != reading.left:
            raise SomebodyLeft
        write_placements(fresh, reading.entries, solution, sealed)
        _write_run(fresh, documents, reading, solution)
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


def write_placements(
    run: MatchingRun, entries: Mapping[str, UUID], solution: Solution, reasons: Sequence[str]
) -> None:
    """Row by row values in one statement for many: objects of the ORM would take longer than solving."""
    with connection.cursor() as cursor:
        cursor.executemany(INSERT, list(_placement_rows(run, entries, solution, reasons)))


def _placement_rows(
    run: MatchingRun, entries: Mapping[str, UUID], solution: Solution, reasons: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    raw = _raw_uuid()
    run_id = raw(run.pk)
    places: dict[str | None, tuple[Any, Any, str]] = {None: (None, None, AnswerState.UNPLACED.value)}
    for option in RoundOption.objects.filter(post__round=run.round_id).select_related("post"):
        places[option.code] = (raw(option.post_id), raw(option.pk), AnswerState.WAITING.value)
    for (code, place), reason in zip(solution.result.match.items(), reasons, strict=True):
        yield (raw(new_id()), now, now, run_id, raw(entries[code]), *places[place], reason)


def _raw_uuid() -> Any:
    """How the database takes an id: SQLite has no type for it."""
    return (lambda value: value) if connection.features.has_native_uuid_field else (lambda value: value.hex)


def _write_run(
    run: MatchingRun, documents: Mapping[str, object], reading: Reading, solution: Solution
) -> None:
    result = solution.result
    values: dict[str, Any] = {
        **documents,
        "state": RunState.CHECKED,
        "status": result.status,
        "solved_at": timezone.now(),
        "left_digest": reading.left,
        "people": len(result.match),
        "placed": result.size,
        "bound": result.bound,
        "summary": summary_of(solution),
        "problem": {},
    }
    for name, value in values.items():
        setattr(run, name, value)
    run.save(update_fields=[*values, "updated_at"])
    changes = {"run": [None, run.number], "placed": [None, run.placed]}
    record(run.confirmed_by, "placement.run.checked", run.round, changes=changes)


def summary_of(solution: Solution) -> dict[str, Any]:
    """What pages show of a run without opening its documents: figures, never a list."""
    result = solution.result
    held = Counter(place for place in result.match.values() if place is not None)
    return {
        "algorithm": result.algorithm,
        "places": {each.id: [held[each.id], each.capacity] for each in solution.instance.programmes},
        "cutoffs": dict(result.cutoffs),
        "shortfalls": dict(result.shortfalls),
        "blocking": [{"en": each.text("en"), "zh-hans": each.text("zh-hans")} for each in result.blocking],
        "pairs": len(solution.instance.couples),
    }
