"""One pass of proposals in the way of Roth and Peranson (American Economic Review 89, 1999)."""

from typing import Any

from qiao.engines.matching.couples.heaps import add, count_below, find, sink, take_out, worst_of_others
from qiao.engines.matching.couples.together import refusal
from qiao.engines.shape.compiled import kernel

PARKED = 2
WIDE_OPEN = 1 << 62


@kernel
def look(books: Any, capacity: Any, n: int, programme: int) -> None:
    """Notes below which key a programme takes: it has room, or would rather have it than its worst."""
    heap, base, size, bar = books
    is_full = size[programme] >= capacity[programme]
    bar[programme] = heap[base[programme]] // n * n if is_full else WIDE_OPEN


@kernel
def takes_both(
    heap: Any, base: Any, size: Any, capacity: Any, n: int, is_mm: int, programme: int, keys: Any, has: Any
) -> bool:
    """Whether a programme would have both members; ``has``: which of them it holds."""
    one, many, other, most = refusal(is_mm, n, capacity[programme], keys[0], keys[1], has[0], has[1])
    start, length = base[programme], size[programme]
    if count_below(heap, start, length, one, keys[0], keys[1]) >= many:
        return False
    return count_below(heap, start, length, other, keys[0], keys[1]) < most


@kernel
def first_taken(
    lists: Any, books: Any, capacity: Any, n: int, is_mm: int, begin: int, at: int, end: int
) -> int:
    """The first choice of a couple from `begin` on that would be taken, or `at`, where it is.

    `end`: where its choices end, which is where it is without a place.
    """
    first, second, first_key, second_key = lists
    heap, base, size, bar = books
    here, there = -1, -1
    if at < end:
        here, there = first[at], second[at]
    for choice in range(begin, at):
        one, other = first[choice], second[choice]
        if one == other:
            keys, has = (first_key[choice], second_key[choice]), (int(one == here), int(one == there))
            if takes_both(heap, base, size, capacity, n, is_mm, one, keys, has):
                return choice
            continue
        if one >= 0 and one != here and first_key[choice] >= bar[one]:
            continue
        if other < 0 or other == there or second_key[choice] < bar[other]:
            return choice
    return at


@kernel
def leave(lists: Any, books: Any, choice: int) -> None:
    """Takes the members of a unit out of where a choice has them."""
    first, second, first_key, second_key = lists
    heap, base, size, bar = books
    for side in range(2):
        programme = second[choice] if side else first[choice]
        if programme >= 0:
            key = second_key[choice] if side else first_key[choice]
            take_out(
                heap, base[programme], size[programme], find(heap, base[programme], size[programme], key)
            )
            size[programme] -= 1
            bar[programme] = WIDE_OPEN


@kernel
def join(lists: Any, books: Any, choice: int) -> None:
    """Puts the members of a unit to where a choice has them, beyond the capacity where need be."""
    first, second, first_key, second_key = lists
    heap, base, size, _bar = books
    for side in range(2):
        programme = second[choice] if side else first[choice]
        if programme >= 0:
            add(heap, base[programme], size[programme], second_key[choice] if side else first_key[choice])
            size[programme] += 1


@kernel
def offer(
    rows: Any, firsts: Any, programme: int, bound: int, at: Any, following: Any, pile: Any, top: int
) -> int:
    """Piles up who would rather be with a programme that may have a place, its best on top; the new height.

    `bound`: keys from there on have no chance.
    """
    _start, unit_of, first_key, singles = firsts
    listing, listed, choice = rows
    stack, waits = pile
    begin = top
    for entry in range(listing[programme], listing[programme + 1]):
        unit, wanted = unit_of[listed[entry]], choice[entry]
        if wanted < 0 or wanted >= at[unit]:
            continue
        if unit < singles and first_key[wanted] >= bound:
            break
        following[unit] = min(following[unit], wanted)
        if waits[unit] == 0:
            waits[unit] = 1
            stack[top] = unit
            top += 1
    for place in range((top - begin) >> 1):
        stack[begin + place], stack[top - 1 - place] = stack[top - 1 - place], stack[begin + place]
    return top


@kernel
def make_way(
    lists: Any, firsts: Any, books: Any, state: Any, pile: Any, capacity: Any, gaps: Any,
    n: int, programme: int, one: int, other: int, count: int, top: int,
) -> tuple[int, int]:  # fmt: skip
    """Sends the worst of a programme away while it is too full, but not the keys `one` and `other`, which are
    new; the new numbers of gaps and of units on the stack."""
    first, second, _first_key, _second_key = lists
    start, unit_of, _firsts, singles = firsts
    heap, base, size, _bar = books
    at, following, _moves = state
    stack, waits = pile
    while size[programme] > capacity[programme]:
        worst = worst_of_others(heap, base[programme], size[programme], one, other)
        key = heap[base[programme] + worst]
        unit = unit_of[key % n]
        lost = at[unit]
        leave(lists, books, lost)
        if unit >= singles:
            gaps[count], gaps[count + 1] = first[lost], second[lost]
            count += 2
        at[unit] = start[unit + 1]
        following[unit] = lost if key < max(one, other) else lost + 1  # by ``mm`` it may come back
        if waits[unit] == 0:
            waits[unit] = 1
            stack[top] = unit
            top += 1
    return count, top


@kernel
def move(
    lists: Any, rows: Any, firsts: Any, books: Any, state: Any, pile: Any, capacity: Any, gaps: Any,
    n: int, unit: int, choice: int, top: int,
) -> int:  # fmt: skip
    """Moves a unit to a choice, or to no place, and offers what becomes free; the new height of the stack."""
    first, second, first_key, second_key = lists
    start = firsts[0]
    bar = books[3]
    at = state[0]
    had, end, count = at[unit], start[unit + 1], 0
    if had < end:
        leave(lists, books, had)
        gaps[0], gaps[1], count = first[had], second[had], 2
    at[unit] = choice
    if choice < end:
        join(lists, books, choice)
        one, other = first_key[choice], second_key[choice]
        for side in range(2):
            programme = second[choice] if side else first[choice]
            if programme >= 0:
                count, top = make_way(
                    lists, firsts, books, state, pile, capacity, gaps, n, programme, one, other, count, top
                )
    if choice < end:
        for side in range(2):
            programme = second[choice] if side else first[choice]
            if programme >= 0:
                look(books, capacity, n, programme)
    for place in range(count):
        programme = gaps[place]
        if programme >= 0:
            look(books, capacity, n, programme)
            top = offer(rows, firsts, programme, bar[programme], at, state[1], pile, top)
    return top


@kernel
def seat(
    lists: Any, firsts: Any, books: Any, state: Any, pile: Any, capacity: Any,
    n: int, unit: int, choice: int, top: int,
) -> int:  # fmt: skip
    """Moves a single without a place to where another single at most has to make way: the short and frequent
    case of `move`. The new height of the stack, or -1 where it is another case and nothing is done."""
    start, unit_of, first_key, singles = firsts
    heap, base, size, bar = books
    at, following, _moves = state
    stack, waits = pile
    programme = lists[0][choice]
    begin, key, length = base[programme], first_key[choice], size[programme]
    if length < capacity[programme]:
        add(heap, begin, length, key)
        size[programme] = length + 1
        if length + 1 == capacity[programme]:
            bar[programme] = heap[begin] // n * n
    else:
        pushed = unit_of[heap[begin] % n]
        if pushed >= singles:
            return -1
        sink(heap, begin, length, 0, key)
        bar[programme] = heap[begin] // n * n
        following[pushed] = at[pushed] + 1
        at[pushed] = start[pushed + 1]
        if waits[pushed] == 0:
            waits[pushed] = 1
            stack[top] = pushed
            top += 1
    at[unit] = choice
    return top


@kernel
def settle(
    lists: Any, rows: Any, firsts: Any, books: Any, state: Any, pile: Any, capacity: Any, gaps: Any,
    n: int, is_mm: int, top: int, most: int, budget: int,
) -> int:  # fmt: skip
    """Lets the units on the stack propose until it is empty; what is left of `budget` proposals.

    A unit proposes to the choices before its own that are not known to refuse it, best first. Who has to make
    way proposes again, with the partner, whose place is offered to all who would rather be there. A couple
    that moves more than `most` times is in a circle: it is parked, without a place, for the rest of the pass.

    Every single's move between two moves of couples is one of deferred acceptance, and couples move at most
    ``most`` times each: at most O(c) proposals for each of those moves, c choices in all, and mostly few.
    """
    first, _second, first_key, _second_key = lists
    start, _unit_of, _firsts, singles = firsts
    bar = books[3]
    at, following, moves = state
    stack, waits = pile
    while top > 0 and budget > 0:
        budget -= 1
        top -= 1
        unit = stack[top]
        waits[unit] = 0
        had, end, choice = at[unit], start[unit + 1], following[unit]
        if unit < singles:
            while choice < had and first_key[choice] >= bar[first[choice]]:
                choice += 1
        else:
            choice = first_taken(lists, books, capacity, n, is_mm, choice, had, end)
        following[unit] = choice
        if choice == had:
            continue
        if unit >= singles:
            moves[unit] += 1
            if moves[unit] > most:
                waits[unit] = PARKED
                choice = end
        elif had == end:
            height = seat(lists, firsts, books, state, pile, capacity, n, unit, choice, top)
            if height >= 0:
                top = height
                continue
        top = move(lists, rows, firsts, books, state, pile, capacity, gaps, n, unit, choice, top)
    return budget
