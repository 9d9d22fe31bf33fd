"""Which slots each request could lie in, as far as is seen without search."""

from collections.abc import Collection, Iterable

from qiao.engines.timetabling.problem import Problem, slots_of


def narrow_domains(problem: Problem, requests: Collection[int]) -> dict[int, int] | None:
    """Masks of the slots that are left to each request when all of them are held; None where one has none.

    Two rules are applied until nothing changes: what must lie after another lies after its first slot, and
    the requests of one participant lie in different slots, of which every slot that is in no complete
    matching is struck out (Régin 1994). O(rounds * participants * slots * requests of one).
    """
    domains = {each: problem.domains[each] for each in requests}
    arcs = arcs_of(problem, domains)
    groups = [group for group in groups_of(problem, domains).values() if len(group) > 1]
    while True:
        before = dict(domains)
        if not _order(domains, arcs):
            return None
        for group in groups:
            narrowed = tell_apart({each: domains[each] for each in group})
            if narrowed is None:
                return None
            domains |= narrowed
        if domains == before:
            return domains if all(domains.values()) else None


def arcs_of(problem: Problem, requests: Collection[int]) -> list[tuple[int, int]]:
    """Pairs of request indices, both among the given: the first lies strictly earlier."""
    index = problem.request_index
    return [
        (index[earlier], later)
        for later in requests
        for earlier in problem.requests[later].after
        if index[earlier] in requests
    ]


def groups_of(problem: Problem, requests: Iterable[int]) -> dict[int, list[int]]:
    """The requests of each participant who has any."""
    groups: dict[int, list[int]] = {}
    for each in requests:
        for participant in problem.pairs[each]:
            groups.setdefault(participant, []).append(each)
    return groups


def _order(domains: dict[int, int], arcs: list[tuple[int, int]]) -> bool:
    for earlier, later in arcs:
        if not domains[earlier] or not domains[later]:
            return False
        first = (domains[earlier] & -domains[earlier]).bit_length()
        last = domains[later].bit_length() - 1
        domains[later] = domains[later] >> first << first
        domains[earlier] &= (1 << last) - 1
    return True


def tell_apart(domains: dict[int, int]) -> dict[int, int] | None:
    """The slots of each request that are in some choice of different slots for all; None without a choice.

    >>> tell_apart({0: 0b011, 1: 0b011, 2: 0b111})
    {0: 3, 1: 3, 2: 4}
    """
    held = match(domains)
    if held is None:
        return None
    reached = _reached_from_free(domains, held)
    component = _components(domains, held)
    result = {}
    for request, mask in domains.items():
        mine = held[request]
        result[request] = sum(
            1 << slot
            for slot in slots_of(mask)
            if slot == mine or slot in reached or component.get(slot, -1) == component.get(mine, -2)
        )
    return result


def match(domains: dict[int, int]) -> dict[int, int] | None:
    """Different slots for all requests by augmenting paths, or None. O(requests^2 * slots)."""
    holder: dict[int, int] = {}

    def place(request: int, seen: set[int]) -> bool:
        for slot in slots_of(domains[request]):
            if slot not in seen:
                seen.add(slot)
                if slot not in holder or place(holder[slot], seen):
                    holder[slot] = request
                    return True
        return False

    for request in domains:
        if not place(request, set()):
            return None
    return {request: slot for slot, request in holder.items()}


def _reached_from_free(domains: dict[int, int], held: dict[int, int]) -> set[int]:
    """Slots that can be freed by moving meetings one after the other into a free slot."""
    reached = {slot for mask in domains.values() for slot in slots_of(mask)} - set(held.values())
    todo = list(reached)
    while todo:
        free = todo.pop()
        for request, slot in held.items():
            if slot not in reached and domains[request] >> free & 1:
                reached.add(slot)
                todo.append(slot)
    return reached


def _components(domains: dict[int, int], held: dict[int, int]) -> dict[int, int]:
    """The strongly connected component of each held slot, where a slot points to those its holder could
    take. By the closure of masks, as the slots of one participant are few."""
    reach = {held[request]: mask for request, mask in domains.items()}
    for middle in reach:
        for slot, mask in reach.items():
            if mask >> middle & 1:
                reach[slot] = mask | reach[middle]
    return {
        slot: min(
            other for other in reach if other == slot or (mask >> other & 1 and reach[other] >> slot & 1)
        )
        for slot, mask in reach.items()
    }
