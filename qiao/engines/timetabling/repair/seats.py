"""Tables of a mended timetable: who stays where it was keeps its table."""

from collections.abc import Mapping
from itertools import count

from qiao.engines.timetabling.board import Board


def keep_seats(board: Board, before: Mapping[int, int], seats: Mapping[int, int]) -> dict[int, int]:
    """A table for each meeting on the board: its own of `seats` where it stays in its slot and the table is
    still there, else the lowest that nobody has. No slot may be overfull. O(M) for M meetings.
    """
    kept = {r: table for r, table in seats.items() if _stays(board, before, r, table)}
    others = [r for r in board.slots() if r not in kept]
    taken: dict[int, set[int]] = {board.slot_of[r]: set() for r in others}
    for request, table in kept.items():
        if board.slot_of[request] in taken:
            taken[board.slot_of[request]].add(table)
    for request in others:
        there = taken[board.slot_of[request]]
        kept[request] = next(table for table in count() if table not in there)
        there.add(kept[request])
    return kept


def _stays(board: Board, before: Mapping[int, int], request: int, table: int) -> bool:
    slot = board.slot_of[request]
    if slot < 0 or slot != before.get(request):
        return False
    room = board.room[slot]
    return room is None or table < room
