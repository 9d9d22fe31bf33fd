"""The search for a repair: as little freed as a proof needs, then windows where value is to be had."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qiao.engines.timetabling.board import Board
from qiao.engines.timetabling.choosing.bound import Selection
from qiao.engines.timetabling.problem import Problem, slots_of
from qiao.engines.timetabling.repair.around import Around, candidates_of, seeds_of, widened
from qiao.engines.timetabling.repair.bound import Forced
from qiao.engines.timetabling.repair.chains import Inserter
from qiao.engines.timetabling.repair.rearrange import rearranged
from qiao.engines.timetabling.repair.staying import Staying
from qiao.engines.timetabling.repair.tiers import EFFORT, Mended, mend
from qiao.engines.timetabling.repair.trading import Trader
from qiao.engines.timetabling.run import Run

SMALL = 6_000  # requests times slots up to which everything is free
WIDEST = 12_000  # free requests times slots that one search takes at most
STEPS = 2
CANDIDATES = 250  # refused requests that one search takes at most
FEW, FOR_EACH = 40, 5  # of them where nothing more may move: and for each meeting that has changed
SHORT = 0.5  # seconds in which no search beyond the bound is begun
SHARE = 0.6  # of the time for the fewest moves, the rest for the value
WINDOW_EFFORT, REFILL_EFFORT = 0.2, 0.05
SLIGHT_EFFORT = 0.5  # where nothing can be proved


@dataclass(frozen=True)
class Found:
    """`board`: the mended timetable; `fewest_moves`: proved of those that keep as much; `is_whole`: all was
    free and every aim was proved; `is_infeasible`: proved that there is no timetable."""

    board: Board
    fewest_moves: int
    is_whole: bool = False
    is_infeasible: bool = False


def is_small(problem: Problem, small: int = SMALL) -> bool:
    return len(problem.requests) * problem.slots <= small


def search(staying: Staying, forced: Forced, selection: Selection, run: Run, *, small: int = SMALL) -> Found:
    """The best timetable found; up to the size `small` everything is free, so that it is the best."""
    problem = staying.board.problem
    if is_small(problem, small):
        return _whole(staying, forced, run)
    if problem.max_moved is None:
        board = _put_back(staying, forced, run)
        return Found(board, _by_steps(staying, forced, board, selection, run))
    board = staying.board.copy()
    candidates = candidates_of(board, staying.before, selection)
    first = _free(board, staying, seeds_of(staying).free, candidates, run)
    apply(board, first, mend(board, first, staying, run, REFILL_EFFORT))
    if all(map(board.is_held, staying.due)):
        Trader(board, staying, selection).trade_all(run)
    run.tell("refilled", weight=float(board.weight), weight_bound=float(selection.bound))
    _look_through_windows(board, staying, selection, run)
    return Found(board, forced.fewest_moves(staying.given_up(board)))


def _whole(staying: Staying, forced: Forced, run: Run) -> Found:
    board = staying.board.copy()
    everything = range(len(board.slot_of))
    mended = mend(board, everything, staying, run)
    apply(board, everything, mended)
    fewest = forced.fewest_moves(staying.given_up(board))
    if board.problem.max_moved is None and "moved" in mended.proved:
        fewest = staying.moved(board)
    return Found(board, fewest, mended.is_proved, mended.is_infeasible)


def _put_back(staying: Staying, forced: Forced, run: Run) -> Board:
    """The better of two ways: as the bound assigns the slots, and, where that is not proved to be the best,
    one homeless meeting after the other."""
    board = rearranged(staying, forced, run)
    if _is_met(staying, forced, board):
        return board
    other, seeds = staying.board.copy(), seeds_of(staying)
    for each in (board, other):
        waiting = [r for r in seeds.free if not each.is_held(r)]
        Inserter(each, staying.before).insert_all(waiting, run)
    return min(board, other, key=lambda each: forced.cost_of(staying, each))


def _is_met(staying: Staying, forced: Forced, board: Board) -> bool:
    """Whether no timetable keeps more, and none that keeps as much moves fewer."""
    given_up = staying.given_up(board)
    return (
        all(map(board.is_held, staying.due))
        and forced.is_least(given_up)
        and staying.moved(board) == forced.fewest_moves(given_up)
    )


def _by_steps(staying: Staying, forced: Forced, board: Board, selection: Selection, run: Run) -> int:
    """Frees one step more until the moves are proved to be the fewest; gives their proved number.

    What has changed then, and the refused requests that fit, are looked at once more for their value; where
    the bound is met that is all there is to do.
    """
    is_met = _is_met(staying, forced, board)
    fewest = 0
    if not is_met and run.left >= SHORT:
        share = None if run.time_limit is None else run.left * SHARE
        part = Run(share, run.seed, run.should_stop, threads=run.threads, on_progress=run.on_progress)
        fewest = _step_out(staying, forced, board, part)
    candidates = candidates_of(staying.board, staying.before, selection)
    _refill(board, candidates)
    free = _free(board, staying, staying.homeless, candidates, run)
    given_up, was = staying.given_up(board), _value(staying, forced, board)
    undo = {r: board.slot_of[r] for r in free}
    is_whole = all(map(board.is_held, staying.due))
    apply(board, free, mend(board, free, staying, run, only_value=is_whole))
    if _value(staying, forced, board) > was:  # the time was over
        apply(board, free, Mended({r: slot for r, slot in undo.items() if slot >= 0}))
    run.tell("repair", weight=float(board.weight), moved=staying.moved(board))
    if staying.given_up(board) != given_up:
        fewest = 0  # proved of those that keep what was kept then
    return max(fewest, forced.fewest_moves(staying.given_up(board)))


def _value(staying: Staying, forced: Forced, board: Board) -> tuple[float, ...]:
    """Less is better."""
    unheld = sum(not board.is_held(r) for r in staying.due)
    weight = round(float(board.weight), 6)
    return unheld, forced.cost_of(staying, board), _missing(board), -weight, board.breaks


def _step_out(staying: Staying, forced: Forced, board: Board, run: Run) -> int:
    """The fewest moves of those that keep as much as the board then does, 0 where that was not proved."""
    around, effort, fewest = seeds_of(staying), EFFORT, 0
    most = max(WIDEST // max(board.problem.slots, 1), 1)
    for step in range(STEPS + 1):
        if step:
            around = widened(staying, around, most=most)
            effort = effort if around.is_complete else SLIGHT_EFFORT
        free = _changed(board, staying) | around.free
        mended = mend(board, free, staying, run, effort, only_moves=True)
        apply(board, free, mended)
        gone, now = staying.dropped(board), staying.moved(board)
        run.tell("repair", weight=float(board.weight), moved=now)
        is_far = now + gone > forced.changes + step + 1
        is_enough = around.is_complete and (not is_far or _is_closed(staying, around))
        fewest = now if "moved" in mended.proved and is_enough else 0
        is_proved = now == max(fewest, forced.fewest_moves(staying.given_up(board)))
        is_done = is_proved and _keeps_all(staying, board, forced.fewest_dropped if step else None)
        if is_done or run.is_over or (step and not around.is_complete):
            break
    return fewest


def _is_closed(staying: Staying, around: Around) -> bool:
    """Whether no meeting beside these could ever have to make way."""
    wider = widened(staying, around, most=len(staying.before) + len(around.free))
    return wider.is_complete and wider.free == around.free


def _keeps_all(staying: Staying, board: Board, at_best: int | None = None) -> bool:
    """Whether what must be held is, and no more is given up than has no slot at all, or than `at_best`."""
    hopeless = sum(not board.problem.domains[r] for r in staying.homeless)
    gone = staying.dropped(board)
    return gone <= max(hopeless, at_best or 0) and all(map(board.is_held, staying.due))


def _free(
    board: Board, staying: Staying, seeds: Iterable[int], candidates: Sequence[int], run: Run
) -> set[int]:
    """What has to be free, what has changed, and the refused requests that fit now, not too many."""
    changed = {*seeds, *_changed(board, staying)}
    most = CANDIDATES
    if board.problem.max_moved is None:  # no more than what has become free, some for each
        some = FEW + FOR_EACH * sum(r in staying.before for r in changed)
        most = min(most, some // 2 if run.left < SHORT else some)
    return changed.union(candidates[:most])


def _refill(board: Board, candidates: Iterable[int]) -> None:
    """Each in the first slot where it fits, so that there is value even where no time is left."""
    if board.problem.fairness is not None:
        return
    for request in candidates:
        for slot in slots_of(0 if board.is_held(request) else board.problem.domains[request]):
            if board.can_place(request, slot):
                board.place(request, slot)
                break


def _changed(board: Board, staying: Staying) -> set[int]:
    return {r for r in board.touched if board.slot_of[r] != staying.board.slot_of[r]}


def _look_through_windows(board: Board, staying: Staying, selection: Selection, run: Run) -> None:
    """Where a wish is refused or somebody waits, all meetings of the people in question are looked at anew,
    until nothing is gained or the time is over."""
    is_gaining = True
    while is_gaining and not run.is_over:
        is_gaining = False
        for free in _windows(board, selection):
            if run.is_over:
                return
            was = _worth(board, staying)
            undo = {r: board.slot_of[r] for r in free}
            apply(board, free, mend(board, free, staying, run, WINDOW_EFFORT))
            now = _worth(board, staying)
            if now > was:
                apply(board, free, Mended({r: slot for r, slot in undo.items() if slot >= 0}))
            is_gaining = is_gaining or now < was
        run.tell("windows", weight=float(board.weight), weight_bound=float(selection.bound))


def _worth(board: Board, staying: Staying) -> tuple[float, ...]:
    """The same where moves are limited."""
    return _missing(board), -board.weight, board.breaks, staying.moved(board)


def _missing(board: Board) -> int:
    """Meetings missing to the floors."""
    if not board.problem.has_floor:
        return 0
    both = zip(board.problem.floors, board.held, strict=True)
    return sum(max(0, floor - held) for floor, held in both)


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
