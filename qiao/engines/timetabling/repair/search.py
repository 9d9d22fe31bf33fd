"""The search for a repair: as little freed as a proof needs, then windows where value is to be had."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qiao.engines.timetabling.board import Board
from qiao.engines.timetabling.choosing.bound import Selection
from qiao.engines.timetabling.repair.around import Around, candidates_of, seeds_of, widened
from qiao.engines.timetabling.repair.bound import Forced
from qiao.engines.timetabling.repair.chains import Inserter
from qiao.engines.timetabling.repair.staying import Staying
from qiao.engines.timetabling.repair.tiers import Mended, mend
from qiao.engines.timetabling.run import Run

SMALL = 6_000  # requests times slots up to which everything is free
WIDEST = 12_000  # free requests times slots that one search takes at most
STEPS = 2
WINDOW_EFFORT = 0.2


@dataclass(frozen=True)
class Found:
    """`board`: the mended timetable; `fewest_moves`: proved of those that keep as much; `is_whole`: all was
    free and every aim was proved; `is_infeasible`: proved that there is no timetable."""

    board: Board
    fewest_moves: int
    is_whole: bool = False
    is_infeasible: bool = False


def search(staying: Staying, forced: Forced, selection: Selection, run: Run) -> Found:
    problem = staying.board.problem
    if len(problem.requests) * problem.slots <= SMALL:
        return _whole(staying, forced, run)
    board = staying.board.copy()
    if problem.max_moved is None:
        Inserter(board, staying.before).insert_all(
            [r for r in seeds_of(staying).free if not board.is_held(r)], run
        )
        return Found(board, _by_steps(staying, forced, board, run))
    first = _free(board, staying, seeds_of(staying))
    apply(board, first, mend(board, first, staying.before, run))
    run.tell("refilled", weight=float(board.weight), weight_bound=float(selection.bound))
    _look_through_windows(board, staying, selection, run)
    return Found(board, forced.fewest_moves(dropped(board, staying.before)))


def _whole(staying: Staying, forced: Forced, run: Run) -> Found:
    board = staying.board.copy()
    everything = range(len(board.slot_of))
    mended = mend(board, everything, staying.before, run)
    apply(board, everything, mended)
    fewest = forced.fewest_moves(dropped(board, staying.before))
    if board.problem.max_moved is None and "moved" in mended.proved:
        fewest = moved(board, staying.before)
    return Found(board, fewest, mended.is_proved, mended.is_infeasible)


def _by_steps(staying: Staying, forced: Forced, board: Board, run: Run) -> int:
    """Frees one step more until the moves are proved to be the fewest; gives their proved number."""
    around = seeds_of(staying)
    most = max(WIDEST // max(board.problem.slots, 1), 1)
    fewest = 0
    for step in range(STEPS + 1):
        if step:
            around = widened(staying, around, most=most)
        free = _free(board, staying, around)
        mended = mend(board, free, staying.before, run)
        apply(board, free, mended)
        gone, now = dropped(board, staying.before), moved(board, staying.before)
        run.tell("repair", weight=float(board.weight), moved=now)
        is_near = around.is_complete and now + gone <= forced.displaced + step + 1
        fewest = now if "moved" in mended.proved and is_near else forced.fewest_moves(gone)
        is_kept = gone <= (forced.hopeless if step == 0 else forced.fewest_dropped)
        if run.is_over or (is_kept and now == fewest and _holds_due(board, mended)):
            break
        if step and not around.is_complete:
            break
    return fewest


def _holds_due(board: Board, mended: Mended) -> bool:
    problem = board.problem
    due = (r for r, each in enumerate(problem.requests) if problem.is_due(each))
    return mended.slots is not None and all(map(board.is_held, due))


def _free(board: Board, staying: Staying, around: Around) -> set[int]:
    """What has to be free, and the refused requests that fit now, as far as one search goes."""
    most = max(WIDEST // max(board.problem.slots, 1), 1)
    candidates = candidates_of(staying.board, staying.before)
    both = zip(board.slot_of, staying.board.slot_of, strict=True)
    changed = [r for r, (now, was) in enumerate(both) if now != was]
    return {*around.free, *changed, *candidates[: max(most - len(around.free), 0)]}


def _look_through_windows(board: Board, staying: Staying, selection: Selection, run: Run) -> None:
    """Where a wish is refused or somebody waits, all meetings of the people in question are looked at anew,
    until nothing is gained or the time is over."""
    is_gaining = True
    while is_gaining and not run.is_over:
        is_gaining = False
        for free in _windows(board, selection):
            if run.is_over:
                return
            was = (-board.weight, board.breaks, moved(board, staying.before))
            undo = {r: board.slot_of[r] for r in free}
            apply(board, free, mend(board, free, staying.before, run, WINDOW_EFFORT))
            now = (-board.weight, board.breaks, moved(board, staying.before))
            if now > was:
                apply(board, free, Mended({r: slot for r, slot in undo.items() if slot >= 0}))
            is_gaining = is_gaining or now < was
        run.tell("windows", weight=float(board.weight), weight_bound=float(selection.bound))


def _windows(board: Board, selection: Selection) -> Iterator[set[int]]:
    """What two people hold and one wish of theirs that is refused, best prices first; then what somebody
    who waits holds."""
    reduced, problem = selection.reduced, board.problem
    refused = [
        r for r, slot in enumerate(board.slot_of) if slot < 0 and reduced[r] >= 0 and problem.domains[r]
    ]
    for request in sorted(refused, key=lambda r: (-reduced[r], r)):
        if not board.is_held(request):
            yield {request, *(r for p in problem.pairs[request] for r in board.of(p))}
    for participant in range(len(problem.participants)):
        if board.breaks_of(participant):
            yield set(board.of(participant))


def apply(board: Board, free: Iterable[int], mended: Mended) -> None:
    """Puts what was found on the board."""
    if mended.slots is None:
        return
    for request in free:
        if board.is_held(request):
            board.remove(request)
    for request, slot in mended.slots.items():
        board.place(request, slot)


def moved(board: Board, before: Mapping[int, int]) -> int:
    return sum(board.slot_of[r] not in {slot, -1} for r, slot in before.items())


def dropped(board: Board, before: Mapping[int, int]) -> int:
    return sum(not board.is_held(r) for r in before)
