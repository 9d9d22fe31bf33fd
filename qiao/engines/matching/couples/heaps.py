"""Heaps of keys in one flat column, the greatest first: whom a programme holds, its worst on top."""

from typing import Any

from qiao.engines.shape.compiled import kernel


@kernel
def add(heap: Any, base: int, size: int, key: int) -> None:
    """Puts a key behind those at ``heap[base : base + size]``, from where it rises. O(log size)."""
    at = size
    while at > 0:
        above = (at - 1) >> 1
        if heap[base + above] >= key:
            break
        heap[base + at] = heap[base + above]
        at = above
    heap[base + at] = key


@kernel
def sink(heap: Any, base: int, size: int, at: int, key: int) -> None:
    """Puts a key that is not greater in the place of the one at ``heap[base + at]``. O(log size)."""
    below = 2 * at + 1
    while below < size:
        if below + 1 < size and heap[base + below + 1] > heap[base + below]:
            below += 1
        if heap[base + below] <= key:
            break
        heap[base + at] = heap[base + below]
        at = below
        below = 2 * at + 1
    heap[base + at] = key


@kernel
def take_out(heap: Any, base: int, size: int, at: int) -> None:
    """Takes the key at ``heap[base + at]`` out of `size` keys. O(log size)."""
    last = size - 1
    key = heap[base + last]
    if at == last:
        return
    if at > 0 and heap[base + ((at - 1) >> 1)] < key:
        add(heap, base, at, key)
    else:
        sink(heap, base, last, at, key)


@kernel
def find(heap: Any, base: int, size: int, key: int) -> int:
    """Where a key is that is there. O(size)."""
    at = 0
    while at < size and heap[base + at] != key:
        at += 1
    return at


@kernel
def count_below(heap: Any, base: int, size: int, limit: int, one: int, other: int) -> int:
    """How many keys are below `limit`, two of them left out. O(size)."""
    found = 0
    for at in range(base, base + size):
        key = heap[at]
        if key < limit and key != one and key != other:
            found += 1
    return found


@kernel
def worst_of_others(heap: Any, base: int, size: int, one: int, other: int) -> int:
    """Where the greatest key is, two keys left out. O(1) but where one of the two is on top."""
    if heap[base] not in (one, other):
        return 0
    worst, found = -1, 0
    for at in range(size):
        key = heap[base + at]
        if key > worst and key not in (one, other):
            worst, found = key, at
    return found
