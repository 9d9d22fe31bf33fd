"""When a programme refuses a couple who would both be with it: the two rules in one form.

Both speak only of how many of the *other* applicants whom the programme holds have a key below some limit: it
refuses where at least `count` of them have. That is what the pass counts, what the verification counts again,
and what the exact model counts with literals.
"""

from qiao.engines.shape.compiled import kernel


@kernel
def refusal(
    is_mm: int, n: int, capacity: int, first: int, second: int, has_first: int, has_second: int
) -> tuple[int, int, int, int]:
    """Two limits with their counts, each of which refuses; the second is (0, 1) where one is enough.

    Parameters
    ----------
    is_mm : the rule of McDermid and Manlove (J. Comb. Optim. 19, 2010); otherwise the one of Kojima, Pathak
        and Roth (QJE 128, 2013): the best `capacity` of those it holds and the newcomers contain both.
    n : the rank of a key is ``key // n``.
    first, second : keys of the two members. has_first, has_second : whether it holds them; not both.

    Under ``mm`` newcomers take free places and push out others who rank below them, whatever the rank of the
    member who is there already. With one free place one of the two needs somebody below; with none both do,
    each another one.
    """
    high, low = min(first, second) // n + 1, max(first, second) // n + 1
    if has_first or has_second:
        come, stay = (second, first) if has_first else (first, second)
        if is_mm or stay // n <= come // n:
            return (come // n + 1) * n, capacity - 1, 0, 1
        return stay, capacity - 1, 0, 1
    if is_mm:
        return high * n, capacity - 1, low * n, capacity
    return low * n, capacity - 1, 0, 1
