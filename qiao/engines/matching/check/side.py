"""Whether a stable matching of strict lists is the best of all of them for one side: no circle leads on.

From a stable matching that is not the best for a side, another one which that side likes better is reached
by a circle of moves: rotations (Irving and Leather 1986; Cheng, McDermid and Suzuki 2008 for several places).
Every programme, or the last whom it holds, has at most one move, which is followed until one comes again.
That takes no deferred acceptance: only the lists above, or below, the places that are held are read.
"""

from collections import defaultdict
from collections.abc import Mapping

from qiao.engines.matching.check.standing import Standing, tiers_of
from qiao.engines.matching.result import Side


def better_for(side: Side, standing: Standing) -> tuple[str, str] | None:
    """An applicant and the programme of him or her in another stable matching, which is better for the side;
    None where none is. Linear in the lists."""
    moves = _of_programmes(standing) if side == "applicants" else _of_applicants(standing)
    circle = _on_circle({name: after for name, (_move, after) in moves.items()})
    return None if circle is None else moves[circle][0]


Moves = Mapping[str, tuple[tuple[str, str], str]]


def _of_programmes(standing: Standing) -> Moves:
    """For each programme: the best of those who would rather be there. Who goes leaves a place elsewhere."""
    found = {}
    for name, people in standing.wanting.items():
        rank = standing.rank(name)
        best = min((each for each in people if each in rank), key=rank.__getitem__, default=None)
        if best is not None and (place := standing.place[best]) is not None:
            found[name] = (best, name), place
    return found


def _of_applicants(standing: Standing) -> Moves:
    """For the last whom each full programme holds: the first lower choice that likes him or her better than
    its own last, who has to go."""
    lasts = {
        each.id: last
        for each in standing.instance.programmes
        if len(standing.held.get(each.id, ())) >= each.capacity
        and (last := standing.worst(each.id)) is not None
    }
    lower = {last: _below(standing, last) for last in lasts.values()}
    asked: dict[str, list[str]] = defaultdict(list)
    for last, names in lower.items():
        for name in names:
            asked[name].append(last)
    ranks = {name: tiers_of(standing.programme[name].prefs, people) for name, people in asked.items()}
    found = {}
    for last, names in lower.items():
        for name in names:
            if last not in ranks[name] or not standing.programme[name].capacity:
                continue
            if name not in lasts:  # a programme with room has the same applicants in every stable matching
                break
            if ranks[name][last] < standing.rank(name)[lasts[name]]:
                found[last] = (last, name), lasts[name]
                break
    return found


def _below(standing: Standing, applicant: str) -> list[str]:
    """What an applicant likes less than the own place."""
    each = standing.instance.applicants[standing.instance.applicant_index[applicant]]
    return [name for tier in each.prefs[standing.has(applicant) + 1 :] for name in tier]


def _on_circle(after: Mapping[str, str]) -> str | None:
    """One that comes again when it is followed, or None."""
    seen: dict[str, str] = {}
    for start in after:
        node = start
        while node in after and node not in seen:
            seen[node] = start
            node = after[node]
        if seen.get(node) == start:
            return node
    return None
