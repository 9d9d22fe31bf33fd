"""Who holds whom in a result, and what each side thinks of it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from qiao.engines.matching.problem import Couple, Programme, Round, tier_numbers

NOWHERE = 1 << 60  # the tier of having no place: after every place that is listed


class Standing:
    """The round read beside one match. Every look at a ranking is a look into a dictionary that is made when
    it is first needed."""

    def __init__(self, instance: Round, match: Mapping[str, str | None]) -> None:
        self.instance = instance
        self.place: dict[str, str | None] = {each.id: match.get(each.id) for each in instance.applicants}
        self.programme = {each.id: each for each in instance.programmes}
        self.held: dict[str, list[str]] = defaultdict(list)
        for name, place in self.place.items():
            if place is not None:
                self.held[place].append(name)
        self._ranks: dict[str, Mapping[str, int]] = {}
        self._listed: dict[str, Mapping[str, int]] = {}

    @cached_property
    def types(self) -> dict[str, tuple[str, ...]]:
        return {each.id: each.types for each in self.instance.applicants}

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

    def rank(self, programme: str) -> Mapping[str, int]:
        """The tier of each applicant in the list that ranks for a programme."""
        each = self.programme[programme]
        key = programme if each.supervisor is None else f"\0{each.supervisor}"
        if key not in self._ranks:
            self._ranks[key] = tier_numbers(self.instance.ranking_of(each))
        return self._ranks[key]

    def listed(self, applicant: str) -> Mapping[str, int]:
        """The tier of each programme in the list of an applicant."""
        if applicant not in self._listed:
            each = self.instance.applicants[self.instance.applicant_index[applicant]]
            self._listed[applicant] = tier_numbers(each.prefs)
        return self._listed[applicant]

    def has(self, applicant: str) -> int:
        """The tier of the place that an applicant has, by the own list."""
        place = self.place[applicant]
        return NOWHERE if place is None else self.listed(applicant).get(place, NOWHERE)

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

    def takes(self, programme: Programme, newcomers: Sequence[str]) -> bool:
        """Whether a programme would keep all of the newcomers, each of whom it ranks."""
        if all(name in self.held.get(programme.id, ()) for name in newcomers):
            return True
        return set(newcomers) <= set(self.chosen(programme, newcomers))


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
