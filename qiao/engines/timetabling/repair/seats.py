"""Meetings with their tables: who stays where it was keeps its table."""

from collections.abc import Mapping
from itertools import count
from math import inf

from qiao.engines.timetabling.board import Board
from qiao.engines.timetabling.result import Meeting


def keep_seats(board: Board, released: Mapping[str, Meeting]) -> dict[str, Meeting]:
    """The timetable on a board that was built from a released one, all of whose meetings have tables: each
    keeps its own where it stays in its slot and the table is still there; the others get the lowest that
    nobody has. No slot may be overfull. Linear in the meetings, by flat passes.
    """
    requests, index = board.problem.requests, board.problem.request_index
    tables = [inf if room is None else room for room in board.room]
    changed = {index[name] for name, each in released.items() if (each.table or 0) >= tables[each.slot]}
    changed |= {r for r in board.touched if not _stays(board, r, released.get(requests[r].id))}
    seated = dict(released)
    for request in changed:
        seated.pop(requests[request].id, None)
    held = sorted(r for r in changed if board.is_held(r))
    taken: dict[int, set[int | None]] = {board.slot_of[r]: set() for r in held}
    for each in seated.values() if held else ():
        if each.slot in taken:
            taken[each.slot].add(each.table)
    for request in held:
        slot = board.slot_of[request]
        table = next(each for each in count() if each not in taken[slot])
        taken[slot].add(table)
        seated[requests[request].id] = Meeting(slot, table)
    return seated


def _stays(board: Board, request: int, was: Meeting | None) -> bool:
    return was is not None and board.slot_of[request] == was.slot
