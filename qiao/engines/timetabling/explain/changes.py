"""What would grant a request: every change is made, and the timetable it leads to is checked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from qiao.engines.shape.words import Sentence
from qiao.engines.timetabling.explain.asker import Asker
from qiao.engines.timetabling.explain.chains import find_moves
from qiao.engines.timetabling.explain.counting import Prospects, find_prospects, lacks_of
from qiao.engines.timetabling.explain.direct import combinations, exchanges, single_options
from qiao.engines.timetabling.explain.edit import Edit
from qiao.engines.timetabling.explain.explanation import Change
from qiao.engines.timetabling.explain.obstacles import Obstacle
from qiao.engines.timetabling.explain.verify import is_verified
from qiao.engines.timetabling.explain.words import join, tell_count

SMALL = 4_000  # meetings times slots up to which all of them take part in an exact answer
NEAR = 150  # meetings that take part otherwise, those nearest to the two
TRIED = 60  # edits, or pairs of them, for which chains are looked for
WHOLE, PART = 0.5, 0.1  # deterministic seconds for the exact answer of a small and of a large timetable


@dataclass
class Found:
    """Changes, the easiest first; without a single one among them, whether there is proved to be none."""

    changes: list[Change] = field(default_factory=list)
    is_exhaustive: bool = False


@dataclass
class Effort:
    """Deterministic seconds that are left for exact models in one explanation."""

    left: float = 10.0

    def take(self, portion: float) -> float:
        self.left -= portion
        return portion


def find_changes(asker: Asker, request: int, obstacles: Sequence[Obstacle], effort: Effort | None) -> Found:
    """Changes that grant the request, looked for in this order:

    1. single edits with everything else left in place, else one meeting no better given up, likewise;
    2. moves alone, along Kempe chains, told first where they are enough;
    3. one edit with moves, for edits that counting does not rule out;
    4. all edits that one slot needs, or two or three with moves;
    5. where counting left edits or 4 finds nothing, the exact model, which proves that no single edit is
       enough where all meetings take part.

    Without effort only 1 and the first half of 4 are done.
    """
    plan = asker.plan
    options = single_options(plan, request, obstacles)
    found = (_change(asker, request, edits, {request: slot}) for edits, slot in options)
    singles = _distinct(each for each in found if each is not None)
    singles = singles or _first(asker, request, exchanges(asker, request, obstacles))
    if effort is not None and not (singles and singles[0].is_free):
        singles = [*_moved(asker, request), *singles]
    if singles:
        return Found(singles)
    direct = _first(asker, request, combinations(asker, request, obstacles))
    if effort is None:
        return Found(direct)
    prospects = find_prospects(asker, request, most=None if _is_small(asker) else TRIED)
    chained = _first_chained(asker, request, prospects.singles)
    if chained is not None:
        return Found([chained])
    direct = _fewer(asker, request, direct, prospects)
    if not prospects.singles and direct and (len(direct[0].edits) == 2 or not _is_small(asker)):
        return Found(direct, is_exhaustive=True)
    return _solved(asker, request, direct, prospects, effort)


def _fewer(asker: Asker, request: int, direct: list[Change], prospects: Prospects) -> list[Change]:
    """Two edits and chains, or three, where that is less than what is known."""
    for size in (2, 3):
        if not direct or len(direct[0].edits) > size:
            change = _first_chained(asker, request, prospects.sets(size))
            if change is not None:
                return [change]
    return direct


def _moved(asker: Asker, request: int) -> list[Change]:
    """Moves alone; where the weight is proved the greatest, they cannot add to it."""
    if asker.is_best and asker.plan.problem.requests[request].weight > 0:
        return []
    change = None if lacks_of(asker.plan, request) else _first_chained(asker, request, [()])
    return [] if change is None else [change]


def _distinct(changes: Iterator[Change]) -> list[Change]:
    """Where nothing has to change, one slot is enough."""
    found = list(changes)
    return found if found and found[0].edits else found[:1]


def _first(asker: Asker, request: int, options: Iterator[tuple[tuple[Edit, ...], int]]) -> list[Change]:
    for edits, slot in islice(options, TRIED):
        change = _change(asker, request, edits, {request: slot})
        if change is not None:
            return [change]
    return []


def _first_chained(asker: Asker, request: int, options: Iterable[tuple[Edit, ...]]) -> Change | None:
    """The first of these edits that grants the request along Kempe chains."""
    for edits in islice(options, TRIED):
        with asker.plan.changed(edits):
            moves = find_moves(asker.plan, request)
        if moves is not None:
            change = _change(asker, request, edits, moves)
            if change is not None:
                return change
    return None


def _solved(asker: Asker, request: int, direct: list[Change], prospects: Prospects, effort: Effort) -> Found:
    """By the exact model of all meetings in a small timetable, else of the nearest."""
    is_small = _is_small(asker)
    free = list(asker.plan.slot_of) if is_small else list(islice(_near(asker, request), NEAR))
    portion = WHOLE if is_small else PART
    is_exhaustive = not prospects.singles
    if effort.left <= 0:
        return Found(direct, is_exhaustive)
    from qiao.engines.timetabling.explain.regrant import Regrant  # noqa: PLC0415 (slow import)

    regrant = Regrant(asker, request, free)
    if prospects.singles:
        grant = regrant.find_single(prospects.singles, effort.take(portion))
        if grant.moves is not None:
            return Found([_told(asker, request, grant.edits, grant.moves)])
        is_exhaustive = grant.is_none
    if not direct or (is_small and len(direct[0].edits) > 2):
        grant = regrant.find_least(effort.take(portion))
        if grant.moves is not None and not (direct and len(direct[0].edits) <= len(grant.edits)):
            change = _told(asker, request, grant.edits, grant.moves)
            return Found([change], is_exhaustive and not change.is_single)
    return Found(direct, is_exhaustive)


def _is_small(asker: Asker) -> bool:
    return len(asker.plan.slot_of) * asker.plan.problem.slots <= SMALL


def _near(asker: Asker, request: int) -> Iterator[int]:
    """The meetings of the two, then those of the people they meet."""
    plan = asker.plan
    seen: dict[int, None] = {}
    people = list(plan.problem.pairs[request])
    for participant in people:
        for each in plan.at[participant].values():
            if each not in seen:
                seen[each] = None
                yield each
                people += [who for who in plan.problem.pairs[each] if len(people) < NEAR]


def _change(asker: Asker, request: int, edits: Sequence[Edit], moves: dict[int, int]) -> Change | None:
    return _told(asker, request, edits, moves) if is_verified(asker.plan, edits, moves) else None


def _told(asker: Asker, request: int, edits: Sequence[Edit], moves: dict[int, int]) -> Change:
    names, slot = asker.plan.problem.requests, moves[request]
    others = {names[each].id: where for each, where in moves.items() if each != request}
    told: dict[str, object] = {"slot": slot, "moves": tell_count("others", len(others))}
    if edits:
        told["edits"] = join("explain.edits", [_tell_edit(asker, request, edit) for edit in edits])
    code = f"explain.change{'' if edits else '.none'}{'.moves' if others else ''}"
    return Change(names[request].id, tuple(edits), slot, others, Sentence(code, told))


def _tell_edit(asker: Asker, request: int, edit: Edit) -> Sentence:
    told = {
        "who": edit.participant,
        "slot": edit.slot,
        "request": edit.request,
        "later": _named(asker, request, edit.request),
        "earlier": _named(asker, request, edit.earlier),
    }
    return Sentence(f"explain.edit.{edit.kind}", told)


def _named(asker: Asker, request: int, name: str | None) -> object:
    """The request, or that it is another one."""
    if name is None:
        return ""
    other = asker.plan.problem.request_index[name]
    return name if other == request or asker.sees(other) else Sentence("explain.another")
