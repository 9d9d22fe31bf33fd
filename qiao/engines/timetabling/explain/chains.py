"""Rooms for a request by moving other meetings along Kempe chains.

Take two slots s and t. Every participant has at most one meeting in each, so the meetings of the two slots
form paths and cycles. Where someone is busy in s and free in t, their path may be turned over: its meetings
change places between s and t, everybody stays in one place at a time, and s becomes free for them. Reference:
A. B. Kempe, On the geographical problem of the four colours (1879), whose chains colour edges as well.
"""

from collections.abc import Iterator, Mapping

from qiao.engines.timetabling.explain.obstacles import suits, wrong_side
from qiao.engines.timetabling.explain.plan import Plan
from qiao.engines.timetabling.problem import slots_of

Moves = dict[int, int]
LONGEST = 24


def find_moves(plan: Plan, request: int) -> Moves | None:
    """New slots for a request and for as few others as some chain needs, or None where no chain does.

    Tried are: no move at all, one meeting moved to a slot with a free table, one chain, and two chains one
    after the other; of each sort the shortest that keeps every rule. O(slots²) chains for one, O(slots³) for
    two.
    """
    for candidates in (_single_chains(plan, request), _double_chains(plan, request)):
        for moves in sorted(candidates, key=lambda each: (len(each), sorted(each.items()))):
            if is_legal(plan, moves):
                return moves
    return None


def _single_chains(plan: Plan, request: int) -> Iterator[Moves]:
    a, b = plan.problem.pairs[request]
    for slot in slots_of(plan.domain(request)):
        busy = [each for each in (a, b) if plan.busy[each] >> slot & 1]
        if len(busy) == 1:
            for moves in chains_from(plan, busy[0], slot):
                yield {**moves, request: slot}
        elif not busy and plan.is_full(slot):
            relief = _relieve(plan, slot)
            if relief:
                yield {**relief, request: slot}
        elif not busy:
            yield {request: slot}


def _double_chains(plan: Plan, request: int) -> Iterator[Moves]:
    a, b = plan.problem.pairs[request]
    for slot in slots_of(plan.domain(request) & plan.busy[a] & plan.busy[b]):
        for first in chains_from(plan, a, slot):
            back = {each: plan.slot_of[each] for each in first}
            plan.move(first)
            second = [] if plan.busy[a] >> slot & 1 else list(chains_from(plan, b, slot))
            plan.move(back)
            for moves in second:
                yield {**first, **moves, request: slot}


def chains_from(plan: Plan, participant: int, slot: int) -> Iterator[Moves]:
    """Every chain that makes the participant free in a slot, as moves."""
    if not plan.busy[participant] >> slot & 1:
        yield {}
        return
    for other in slots_of(plan.available[participant] & ~plan.busy[participant]):
        moves = _turn_over(plan, participant, slot, other)
        if moves is not None:
            yield moves


def _turn_over(plan: Plan, participant: int, here: int, there: int) -> Moves | None:
    """The path of the participant, who is busy `here` and free `there`; None where one cannot follow."""
    moves: Moves = {}
    while (request := plan.at[participant].get(here)) is not None:
        if len(moves) == LONGEST or not plan.domain(request) >> there & 1:
            return None
        moves[request] = there
        a, b = plan.problem.pairs[request]
        participant = b if participant == a else a
        here, there = there, here
    return moves


def _relieve(plan: Plan, slot: int) -> Moves | None:
    """One meeting out of a slot into one with a free table, both of its participants being free there."""
    room = plan.usable & ~plan.full()
    there = [request for request, where in plan.slot_of.items() if where == slot] if room else []
    for request in there:
        a, b = plan.problem.pairs[request]
        for other in slots_of(room & plan.domain(request) & ~plan.busy[a] & ~plan.busy[b]):
            if is_legal(plan, {request: other}):
                return {request: other}
    return None


def is_legal(plan: Plan, moves: Mapping[int, int]) -> bool:
    """Whether the plan keeps its rules with the meetings moved or added; fairness and `max_moved` apart."""
    if _collides(plan, moves):
        return False
    back = {each: plan.slot_of[each] for each in moves if each in plan.slot_of}
    plan.move(moves)
    people = {each for request in moves for each in plan.problem.pairs[request]}
    is_right = (
        all(plan.counts[slot] <= plan.capacity[slot] for slot in set(moves.values()))
        and all(suits(plan, each) for each in people)
        and all(_is_in_order(plan, request) for request in moves)
    )
    for request in moves:
        if request not in back:
            plan.drop(request)
    plan.move(back)
    return is_right


def _collides(plan: Plan, moves: Mapping[int, int]) -> bool:
    """Whether somebody would be in two meetings of one slot."""
    taken: set[tuple[int, int]] = set()
    for request, slot in moves.items():
        for participant in plan.problem.pairs[request]:
            other = plan.at[participant].get(slot)
            if (other is not None and other not in moves) or (participant, slot) in taken:
                return True
            taken.add((participant, slot))
    return False


def _is_in_order(plan: Plan, request: int) -> bool:
    slot = plan.slot_of[request]
    return not any(wrong_side(plan, request, *pair) >> slot & 1 for pair in plan.orders(request))
