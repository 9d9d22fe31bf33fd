"""Who holds whom in a result, and what each side thinks of it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from qiao.engines.matching.problem import Couple, Programme, Round, Tiers, tier_numbers

NOWHERE = 1 << 60  # the tier of having no place: after every place that is listed


class Standing:
    """The round read beside one match, as far as the match makes it matter.

    Each applicant's list is read down to the own place, and of each ranking only where those stand whom it
    holds and those who would rather be there: nobody else can block.

    Parameters
    ----------
    is_whole : whether rankings are read to their end: for the stricter notions of stability, where a tie with
        the own place counts too.
    """

    def __init__(self, instance: Round, match: Mapping[str, str | None], *, is_whole: bool = False) -> None:
        self.instance = instance
        self.programme = {each.id: each for each in instance.programmes}
        self.place: dict[str, str | None] = {}
        self.held: dict[str, list[str]] = defaultdict(list)
        self.wanting: dict[str, list[str]] = defaultdict(list)
        """Those who are alone and like a programme better than their place, by programme."""
        self.unlisted: list[str] = []
        """Those whose own list does not have their place; of a couple too, whose list is the couple's."""
        self._tier: dict[str, int] = {}
        self._asking: dict[str, list[str]] = defaultdict(list)
        self._read(match)
        for couple in instance.couples:
            self._read_pairs(couple)
        self._is_whole = is_whole
        self._ranks: dict[str, Mapping[str, int]] = {}
        self._worst: dict[str, str | None] = {}
        self._lowest: dict[str, int] = {}
        self._welcome: dict[tuple[str, str], bool] = {}

    def _read(self, match: Mapping[str, str | None]) -> None:
        for applicant in self.instance.applicants:
            name = applicant.id
            self.place[name] = place = match.get(name)
            if place is not None:
                self.held[place].append(name)
            for number, tier in enumerate(applicant.prefs):
                if place in tier:
                    self._tier[name] = number
                    break
                for programme in tier:
                    self.wanting[programme].append(name)
            else:
                if place is not None:
                    self.unlisted.append(name)

    def _read_pairs(self, couple: Couple) -> None:
        has = self.couple_place(couple)
        for pair in couple.prefs:
            if pair == has:
                return
            for name, member in zip(pair, couple.members, strict=True):
                if name is not None:
                    self._asking[name].append(member)

    @cached_property
    def types(self) -> dict[str, tuple[str, ...]]:
        return {each.id: each.types for each in self.instance.applicants}

    @cached_property
    def caps(self) -> dict[str, int]:
        """Of regions, by id."""
        return {each.id: each.cap for each in self.instance.regions}

    @cached_property
    def in_region(self) -> Counter[str]:
        """Applicants held in each region."""
        return Counter(
            region
            for name, people in self.held.items()
            if (region := self.programme[name].region) is not None
            for _ in people
        )

    @cached_property
    def of_supervisor(self) -> dict[str, list[str]]:
        """Applicants of each supervisor, over all programmes."""
        found: dict[str, list[str]] = defaultdict(list)
        for name, people in self.held.items():
            if (supervisor := self.programme[name].supervisor) is not None:
                found[supervisor] += people
        return found

    @cached_property
    def _beside(self) -> dict[str, list[str]]:
        """The programmes of each supervisor."""
        found: dict[str, list[str]] = defaultdict(list)
        for each in self.instance.programmes:
            if each.supervisor is not None:
                found[each.supervisor].append(each.id)
        return found

    def rank(self, programme: str) -> Mapping[str, int]:
        """The tier, in the list that ranks for a programme, of each applicant who is there or would be."""
        if programme not in self._ranks:
            each = self.programme[programme]
            names = (programme,) if each.supervisor is None else self._beside[each.supervisor]
            tiers = self.instance.ranking_of(each)
            found = tier_numbers(tiers) if self._is_whole else tiers_of(tiers, self._asked(names))
            self._ranks.update(dict.fromkeys(names, found))
        return self._ranks[programme]

    def _asked(self, names: Collection[str]) -> set[str]:
        found: set[str] = set()
        for kind in (self.held, self.wanting, self._asking):
            for name in names:
                found.update(kind.get(name, ()))
        return found

    def worst(self, programme: str) -> str | None:
        """The lowest of those a programme holds."""
        if programme not in self._worst:
            key = self.rank(programme).__getitem__
            self._worst[programme] = max(self.held.get(programme, ()), key=key, default=None)
        return self._worst[programme]

    def lowest(self, supervisor: str) -> int:
        """The tier of the lowest of those whom a supervisor has."""
        if supervisor not in self._lowest:
            rank = self.rank(self._beside[supervisor][0])
            people = self.of_supervisor.get(supervisor, ())
            self._lowest[supervisor] = max((rank[name] for name in people), default=-1)
        return self._lowest[supervisor]

    def is_full(self, supervisor: str) -> bool:
        number = self.instance.supervisor_index[supervisor]
        return len(self.of_supervisor.get(supervisor, ())) >= self.instance.supervisors[number].capacity

    def is_with(self, supervisor: str | None, applicant: str) -> bool:
        place = self.place[applicant]
        return place is not None and self.programme[place].supervisor == supervisor

    def listed(self, applicant: str) -> Mapping[str, int]:
        """The tier of each programme that an applicant likes as well as the own place, or better."""
        each = self.instance.applicants[self.instance.applicant_index[applicant]]
        return tier_numbers(each.prefs[: self.has(applicant) + 1])

    def has(self, applicant: str) -> int:
        """The tier of the place that an applicant has, by the own list."""
        return self._tier.get(applicant, NOWHERE)

    def accepts(self, programme: str, applicant: str) -> bool:
        return applicant in self.rank(programme)

    def couple_place(self, couple: Couple) -> tuple[str | None, str | None]:
        first, second = couple.members
        return self.place[first], self.place[second]

    def chosen(self, programme: Programme, newcomers: Sequence[str]) -> list[str]:
        """Whom a programme would keep of those it holds and newcomers: reserved places first, then open ones.

        Ties go to those who are there: a tie is no gain for a programme.
        """
        rank, held = self.rank(programme.id), self.held.get(programme.id, [])
        pool = [name for name in dict.fromkeys([*held, *newcomers]) if name in rank]
        come = set(newcomers) - set(held)
        pool.sort(key=lambda name: (rank[name], name in come))
        if not programme.reserves and not programme.caps:
            return pool[: programme.capacity]
        return _by_types(programme, pool, self.types)

    def welcomes(self, programme: str, applicant: str) -> bool:
        """Whether a programme ranks one applicant and would keep him or her. Found out once: the list of a
        couple names each of its programmes in many pairs."""
        key = programme, applicant
        if key not in self._welcome:
            is_ranked = self.accepts(programme, applicant)
            self._welcome[key] = is_ranked and self.takes(self.programme[programme], (applicant,))
        return self._welcome[key]

    def takes(self, programme: Programme, newcomers: Sequence[str]) -> bool:
        """Whether a programme would keep all of the newcomers, each of whom it ranks."""
        held = self.held.get(programme.id, ())
        if all(name in held for name in newcomers):
            return True
        if len(newcomers) == 1 and not programme.reserves and not programme.caps:
            rank, worst = self.rank(programme.id), self.worst(programme.id)
            is_better = worst is not None and rank[newcomers[0]] < rank[worst]
            return len(held) < programme.capacity or is_better
        return set(newcomers) <= set(self.chosen(programme, newcomers))


def tiers_of(tiers: Tiers, people: Collection[str]) -> dict[str, int]:
    """The place of some in a list, from 0.

    >>> tiers_of((("a",), ("b", "c")), {"c"})
    {'c': 1}
    """
    sought = frozenset(people)
    if not sought:
        return {}
    try:
        return {name: number for number, (name,) in enumerate(tiers) if name in sought}
    except ValueError:  # a tie: the longer way
        return {name: number for number, tier in enumerate(tiers) for name in tier if name in sought}


def _by_types(programme: Programme, pool: Sequence[str], types: Mapping[str, tuple[str, ...]]) -> list[str]:
    chosen: list[str] = []
    counts: Counter[str] = Counter()

    def take(name: str) -> bool:
        is_open = all(counts[kind] < programme.caps.get(kind, NOWHERE) for kind in types[name])
        if is_open and name not in chosen and len(chosen) < programme.capacity:
            chosen.append(name)
            counts.update(types[name])
            return True
        return False

    for kind, places in programme.reserves.items():
        for name in pool:
            if places and kind in types[name] and take(name):
                places -= 1
    for name in pool:
        take(name)
    return chosen
