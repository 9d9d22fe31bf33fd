"""Programmes that choose by more than a rank: reserved and capped places, and caps of regions.

Applicants propose and each chooser (a programme, or all programmes of a region together) keeps whom its rule
picks from everybody who ever asked and was not refused. For a rule that never takes back a refusal when more
ask (substitutable) that is stable and the best for applicants (Hatfield and Milgrom 2005). The rules here are
soft reserves (Hafalir, Yenmez and Yildirim 2013) with hard caps by type, and the flexible rule for regions
(Kamada and Kojima 2015).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qiao.engines.matching.choice import by_type
from qiao.engines.matching.columns import Columns
from qiao.engines.matching.problem import Round


@dataclass(frozen=True)
class Chooser:
    """One programme, or the programmes of a region with the cap of it."""

    programmes: tuple[int, ...]
    cap: int | None = None


class Choices:
    """A round as its choosers see it. `applicants_choose` and `programmes_choose` need strict columns."""

    def __init__(self, instance: Round, columns: Columns) -> None:
        self.start: Sequence[int] = columns.start.tolist()
        self.programme: Sequence[int] = columns.programme.tolist()
        self.applicant: Sequence[int] = columns.applicant.tolist()
        self.rank: Sequence[int] = columns.rank.tolist()
        self.tier: Sequence[int] = columns.tiers.tolist()
        self._programmes = instance.programmes
        self._types = [each.types for each in instance.applicants]
        self.choosers = _choosers(instance)
        self.chooser_of = [0] * len(instance.programmes)
        for number, chooser in enumerate(self.choosers):
            for place in chooser.programmes:
                self.chooser_of[place] = number

    def pick(self, chooser: Chooser, entries: Sequence[int]) -> list[int]:
        """The entries that a chooser keeps. O(e log e) for e entries."""
        by_place: dict[int, list[int]] = {place: [] for place in chooser.programmes}
        for entry in entries:
            by_place[self.programme[entry]].append(entry)
        orders = {place: self._order(place, found) for place, found in by_place.items()}
        if chooser.cap is None:
            return [entry for found in orders.values() for entry in found]
        return _in_turn([orders[place] for place in chooser.programmes], chooser.cap)

    def would_pick(self, entry: int, of_place: Mapping[int, list[int]]) -> bool:
        """Whether the programme of an entry would pick it beside what it holds."""
        place = self.programme[entry]
        here = of_place.get(place, [])
        if entry not in self._order(place, [*here, entry]):
            return False
        chooser = self.choosers[self.chooser_of[place]]
        if chooser.cap is None or any(self.rank[each] > self.rank[entry] for each in here):
            return True
        return sum(len(of_place.get(each, ())) for each in chooser.programmes) < chooser.cap

    def _order(self, place: int, entries: list[int]) -> list[int]:
        """Whom the programme would keep, in the order in which it takes them."""
        programme = self._programmes[place]
        pool = sorted(entries, key=self.rank.__getitem__)
        if not programme.reserves and not programme.caps:
            return pool[: programme.capacity]
        types = [self._types[self.applicant[entry]] for entry in pool]
        return [pool[place] for place in by_type(programme, types)]


def _choosers(instance: Round) -> list[Chooser]:
    of_region: dict[str, list[int]] = {}
    alone = []
    for number, each in enumerate(instance.programmes):
        if each.region is None:
            alone.append(Chooser((number,)))
        else:
            of_region.setdefault(each.region, []).append(number)
    caps = {each.id: each.cap for each in instance.regions}
    return [*alone, *(Chooser(tuple(places), caps[name]) for name, places in of_region.items())]


def _in_turn(orders: list[list[int]], cap: int) -> list[int]:
    """The programmes of a region take one each in turn until the cap is reached: equal targets, and what one
    does not need goes to the others."""
    kept: list[int] = []
    turn = 0
    while len(kept) < cap and any(turn < len(found) for found in orders):
        for found in orders:
            if turn < len(found) and len(kept) < cap:
                kept.append(found[turn])
        turn += 1
    return kept


def applicants_choose(choices: Choices) -> list[int]:
    """(n,) the entry that each applicant holds when applicants propose, or -1."""
    n = len(choices.start) - 1
    held, following = [-1] * n, list(choices.start[:-1])
    keeping: list[list[int]] = [[] for _ in choices.choosers]
    free = list(range(n))
    while free:
        asked: dict[int, list[int]] = {}
        for who in free:
            entry = following[who]
            if entry < choices.start[who + 1]:
                following[who] += 1
                asked.setdefault(choices.chooser_of[choices.programme[entry]], []).append(entry)
        free = []
        for number, entries in sorted(asked.items()):
            pool = keeping[number] + entries
            kept = choices.pick(choices.choosers[number], pool)
            keeping[number] = kept
            staying = set(kept)
            for entry in pool:
                who = choices.applicant[entry]
                held[who] = entry if entry in staying else -1
                if entry not in staying:
                    free.append(who)
        free.sort()
    return held


def programmes_choose(choices: Choices) -> list[int]:
    """(n,) the same when programmes propose: each offers to whom it would pick of all who did not refuse it,
    and applicants keep the best offer."""
    n = len(choices.start) - 1
    pools: list[dict[int, None]] = [{} for _ in choices.choosers]
    for entry, place in enumerate(choices.programme):
        pools[choices.chooser_of[place]][entry] = None
    while True:
        offers = [choices.pick(each, list(pool)) for each, pool in zip(choices.choosers, pools, strict=True)]
        held = [-1] * n
        for entry in sorted(entry for found in offers for entry in found):
            who = choices.applicant[entry]
            if held[who] < 0:
                held[who] = entry
        refused = [
            (number, entry)
            for number, found in enumerate(offers)
            for entry in found
            if held[choices.applicant[entry]] != entry
        ]
        if not refused:
            return held
        for number, entry in refused:
            del pools[number][entry]


def blocking_entries(choices: Choices, held: Sequence[int]) -> list[int]:
    """Entries that an applicant would strictly rather have and whose programme would pick the applicant,
    beside those it holds; those that a full region excuses are left out."""
    of_place: dict[int, list[int]] = {}
    for entry in held:
        if entry >= 0:
            of_place.setdefault(choices.programme[entry], []).append(entry)
    found = []
    for who, has in enumerate(held):
        for entry in range(choices.start[who], choices.start[who + 1]):
            if has >= 0 and choices.tier[entry] >= choices.tier[has]:
                break
            if choices.would_pick(entry, of_place):
                found.append(entry)
    return found
