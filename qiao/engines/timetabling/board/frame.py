"""What a board looks up of an instance and what never changes while it is worked on."""

from qiao.engines.timetabling.problem import Problem

Order = dict[int, tuple[int, ...]]


def days_of(problem: Problem) -> list[int]:
    """The index of the day of each slot, -1 where it is in none."""
    days = [-1] * problem.slots
    for number, (first, last) in enumerate(problem.day_list):
        days[first : last + 1] = [number] * (last - first + 1)
    return days


def order_of(problem: Problem) -> tuple[Order, Order]:
    """The requests that must lie earlier, and later, than each that has such."""
    earlier: dict[int, tuple[int, ...]] = {}
    later: dict[int, list[int]] = {}
    for request, each in enumerate(problem.requests):
        if each.after:
            earlier[request] = tuple(problem.request_index[name] for name in each.after)
            for other in earlier[request]:
                later.setdefault(other, []).append(request)
    return earlier, {request: tuple(others) for request, others in later.items()}
