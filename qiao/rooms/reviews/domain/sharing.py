"""Who gets which application. A rule without chance: the same panel and applications give the same shares."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import TypeVar

Application = TypeVar("Application")
Reviewer = TypeVar("Reviewer")
Pair = tuple[Application, Reviewer]


def everybody(
    applications: Sequence[Application],
    reviewers: Sequence[Reviewer],
    *,
    barred: Collection[Pair[Application, Reviewer]],
    given: Collection[Pair[Application, Reviewer]],
) -> list[Pair[Application, Reviewer]]:
    out = {*barred, *given}
    return [(one, who) for one in applications for who in reviewers if (one, who) not in out]


def balanced(
    applications: Sequence[Application],
    reviewers: Sequence[Reviewer],
    *,
    each: int,
    barred: Collection[Pair[Application, Reviewer]],
    given: Collection[Pair[Application, Reviewer]],
) -> list[Pair[Application, Reviewer]]:
    """So many reviewers for each, counting those it has. Whoever has least is next; applications with the
    fewest possible reviewers choose first, so that conflicts do not leave them short."""
    out = {*barred, *given}
    loads = Counter(who for _one, who in given)
    had = Counter(one for one, _who in given)
    able = {one: [who for who in reviewers if (one, who) not in out] for one in applications}
    order = {who: place for place, who in enumerate(reviewers)}
    pairs: list[Pair[Application, Reviewer]] = []
    for one in sorted(applications, key=lambda one: len(able[one])):
        wanted = max(0, each - had[one])
        for who in sorted(able[one], key=lambda who: (loads[who], order[who]))[:wanted]:
            loads[who] += 1
            pairs.append((one, who))
    return pairs
