"""What keeps one request out of each slot of a timetable, as masks of slots."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from qiao.engines.timetabling.explain.plan import UNLIMITED, Plan
from qiao.engines.timetabling.problem import slots_of

Cause = Literal["free", "window", "table", "busy", "day", "run", "walk", "order", "meetings"]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A cause and the slots that it closes; `participant` (an index) where it is one of the two."""

    cause: Cause
    mask: int
    participant: int | None = None


def obstacles_of(plan: Plan, request: int) -> list[Obstacle]:
    """Everything that closes slots to a request that is not held, the rest of the timetable left as it is.

    The request can be put into a slot exactly where no mask has it, as far as rules of single slots and
    participants go; `fairness` and `max_moved` are rules of the whole timetable and are looked at elsewhere.
    O(slots) where no runs and walks count, else O(slots²).
    """
    found = [
        Obstacle("window", plan.usable & ~plan.window(request)),
        Obstacle("table", plan.usable & plan.full()),
        Obstacle("order", _out_of_order(plan, request)),
    ]
    for participant in plan.problem.pairs[request]:
        found += _obstacles_with(plan, request, participant)
    return [each for each in found if each.mask]


def _obstacles_with(plan: Plan, request: int, participant: int) -> Iterator[Obstacle]:
    busy = plan.busy[participant]
    yield Obstacle("free", plan.usable & ~plan.available[participant], participant)
    yield Obstacle("busy", busy, participant)
    if busy.bit_count() >= plan.most[participant]:
        yield Obstacle("meetings", plan.usable, participant)
    if plan.is_bound(participant):
        yield Obstacle("day", _full_days(plan, participant), participant)
        yield Obstacle("run", _long_runs(plan, participant), participant)
        yield Obstacle("walk", _short_walks(plan, request, participant), participant)


def _full_days(plan: Plan, participant: int) -> int:
    mask = 0
    for day in plan.problem.day_masks:
        if (plan.busy[participant] & day).bit_count() >= plan.per_day[participant]:
            mask |= day
    return mask


def run_at(plan: Plan, participant: int, slot: int) -> int:
    """How many meetings without a pause the participant would have around a slot with one in it."""
    busy = plan.busy[participant] & plan.day_of[slot]
    first, last = slot, slot
    while first and busy >> first - 1 & 1:
        first -= 1
    while busy >> last + 1 & 1:
        last += 1
    return last - first + 1


def _long_runs(plan: Plan, participant: int) -> int:
    limit = plan.run[participant]
    if limit == UNLIMITED:
        return 0
    free = slots_of(plan.usable & ~plan.busy[participant])
    return sum(1 << slot for slot in free if run_at(plan, participant, slot) > limit)


def _short_walks(plan: Plan, request: int, participant: int) -> int:
    if not plan.problem.travel:
        return 0
    slots = slots_of(plan.usable)
    return sum(1 << slot for slot in slots if not can_walk(plan, request, participant, slot))


def can_walk(plan: Plan, request: int, participant: int, slot: int) -> bool:
    """Whether the participant reaches and leaves a meeting in this slot in time on that day."""
    zones, at = plan.problem.zones, plan.at[participant]
    busy = plan.busy[participant] & plan.day_of[slot]
    before, after = busy & (1 << slot) - 1, busy >> slot + 1 << slot + 1
    if before:
        last = before.bit_length() - 1
        if slot - last - 1 < plan.problem.walk(zones[at[last]], zones[request]):
            return False
    if after:
        first = (after & -after).bit_length() - 1
        if first - slot - 1 < plan.problem.walk(zones[request], zones[at[first]]):
            return False
    return True


def _out_of_order(plan: Plan, request: int) -> int:
    mask = 0
    for earlier, later in plan.orders(request):
        mask |= wrong_side(plan, request, earlier, later)
    return mask


def wrong_side(plan: Plan, request: int, earlier: int, later: int) -> int:
    """Mask of the slots in which the request would break its order with the other one, which is held."""
    if request == later:
        return plan.usable & (1 << plan.slot_of[earlier] + 1) - 1
    return plan.usable >> plan.slot_of[later] << plan.slot_of[later]


def suits(plan: Plan, participant: int) -> bool:
    """Whether the participant's meetings as they stand keep all of the participant's own rules."""
    busy = plan.busy[participant]
    if busy & ~plan.available[participant] or busy.bit_count() > plan.most[participant]:
        return False
    if not plan.is_bound(participant):
        return True
    for day in plan.problem.day_masks:
        if (busy & day).bit_count() > plan.per_day[participant]:
            return False
    for slot, request in plan.at[participant].items():
        if run_at(plan, participant, slot) > plan.run[participant]:
            return False
        if plan.problem.travel and not can_walk(plan, request, participant, slot):
            return False
    return True
