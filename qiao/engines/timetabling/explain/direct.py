"""Changes that let a request into a slot while every other meeting stays where it is."""

from collections.abc import Iterable, Iterator, Sequence

from qiao.engines.timetabling.explain.asker import Asker
from qiao.engines.timetabling.explain.edit import Edit
from qiao.engines.timetabling.explain.obstacles import Obstacle, obstacles_of, run_at, wrong_side
from qiao.engines.timetabling.explain.plan import Plan
from qiao.engines.timetabling.problem import slots_of

Option = tuple[tuple[Edit, ...], int]


def single_options(plan: Plan, request: int, obstacles: Sequence[Obstacle]) -> list[Option]:
    """One edit (or none, where nothing is in the way) and the slot in which the request then lies.

    The slots that a single obstacle closes are found by counting on masks: a slot is in `twice` when two
    obstacles have it. Of each kind for each participant the first slot is taken, and giving up is left out.
    O(obstacles) operations on masks.
    """
    once = twice = 0
    for obstacle in obstacles:
        twice |= once & obstacle.mask
        once |= obstacle.mask
    unhindered = plan.usable & ~once
    if unhindered:
        return [((), slot) for slot in slots_of(unhindered)]
    found: list[Option] = []
    for obstacle in obstacles:
        for slot in slots_of(obstacle.mask & ~twice):
            edit = edit_for(plan, request, obstacle, slot)
            if edit is not None:
                found.append(((edit,), slot))
                break
    return sorted(found, key=_ease)


def edit_for(plan: Plan, request: int, obstacle: Obstacle, slot: int) -> Edit | None:
    """The edit that takes the obstacle away from the slot; None where one edit cannot."""
    who = obstacle.participant
    name = None if who is None else plan.problem.participants[who].id
    is_own = who == plan.problem.pairs[request][0]
    match obstacle.cause:
        case "free":
            return Edit("free", name, slot, is_own=is_own)
        case "table":
            return Edit("table", slot=slot)
        case "window":
            return Edit("window", slot=slot, request=plan.problem.requests[request].id)
        case "run" if who is not None and run_at(plan, who, slot) == plan.run[who] + 1:
            return Edit("run", name, is_own=is_own)
        case "day" | "meetings":
            return Edit(obstacle.cause, name, is_own=is_own)
        case "order":
            return _order_edit(plan, request, slot)
        case _:
            return None


def _order_edit(plan: Plan, request: int, slot: int) -> Edit | None:
    broken = [pair for pair in plan.orders(request) if wrong_side(plan, request, *pair) >> slot & 1]
    if len(broken) != 1:
        return None
    [(earlier, later)] = broken
    names = plan.problem.requests
    return Edit("order", request=names[later].id, earlier=names[earlier].id)


def exchanges(asker: Asker, request: int, obstacles: Sequence[Obstacle]) -> Iterator[Option]:
    """One meeting that is no better given up, and the request in a slot that this opens.

    Only meetings that could open a slot by themselves are tried, least weight first, so that few remain.
    """
    plan = asker.plan
    closed = sum_of(each.mask for each in obstacles if each.cause in ("free", "window"))
    for slot in slots_of(plan.usable & ~closed):
        in_way = [each for each in obstacles if each.mask >> slot & 1]
        for other in sorted(_give_ways(plan, in_way, slot), key=lambda r: plan.problem.requests[r].weight):
            if asker.may_give_up(other, request):
                edit = Edit("give-up", request=plan.problem.requests[other].id)
                if not _is_closed(plan, request, edit, slot):
                    yield ((edit,), slot)
                    break


def _give_ways(plan: Plan, in_way: Iterable[Obstacle], slot: int) -> set[int]:
    """Meetings each of which has a part in every obstacle; runs, walks and order are left to be tried."""
    found: set[int] | None = None
    for obstacle in in_way:
        who = obstacle.participant
        if obstacle.cause == "table":
            mine = None
        elif who is None:
            mine = set(plan.slot_of) if found is None else found
        elif obstacle.cause == "busy":
            mine = {plan.at[who][slot]}
        else:
            mine = set(plan.at[who].values())
        if mine is not None:
            found = mine if found is None else found & mine
    if found is None:
        return {each for each, where in plan.slot_of.items() if where == slot}
    if any(each.cause == "table" for each in in_way):
        return {each for each in found if plan.slot_of[each] == slot}
    return found


def _is_closed(plan: Plan, request: int, edit: Edit, slot: int) -> bool:
    with plan.changed([edit]):
        return any(each.mask >> slot & 1 for each in obstacles_of(plan, request))


def combinations(asker: Asker, request: int, obstacles: Sequence[Obstacle]) -> Iterator[Option]:
    """For each slot the edits that take everything away that closes it, the fewest and easiest first."""
    plan = asker.plan
    found = []
    for slot in slots_of(plan.usable):
        edits = _all_edits(asker, request, [each for each in obstacles if each.mask >> slot & 1], slot)
        if edits is not None:
            found.append((tuple(edits), slot))
    yield from sorted(found, key=_ease)


def _all_edits(asker: Asker, request: int, in_way: Sequence[Obstacle], slot: int) -> list[Edit] | None:
    plan = asker.plan
    others = {plan.at[each.participant or 0][slot] for each in in_way if each.cause == "busy"}
    if not all(asker.may_give_up(each, request) for each in others):
        return None
    given_up = [Edit("give-up", request=plan.problem.requests[each].id) for each in sorted(others)]
    if not others:
        edits = [edit_for(plan, request, each, slot) for each in in_way]
    else:
        with plan.changed(given_up):
            left = [each for each in obstacles_of(plan, request) if each.mask >> slot & 1]
            edits = [edit_for(plan, request, each, slot) for each in left]
    known = [each for each in edits if each is not None]
    return given_up + known if len(known) == len(edits) else None


def _ease(option: Option) -> tuple[int, int, int]:
    edits, slot = option
    return len(edits), sum(edit.ease for edit in edits), slot


def sum_of(masks: Iterable[int]) -> int:
    """The union of masks."""
    union = 0
    for mask in masks:
        union |= mask
    return union
