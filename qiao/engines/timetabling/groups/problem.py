"""The instance: who may visit what, in which group, and when. Format ``qiao-groups/1``.

A *group* visits one destination (a laboratory) in one or several slots and belongs to a *round*; a
guest is in at most one group of a round, in one place at a time, and at a destination at most once.
Slots are those of the meetings (`qiao.engines.timetabling.problem.Problem`), numbered from 0. Everything
here is a plain frozen value. What is wrong with an instance is said by `formats.faults_of`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, get_args

Number = int | float
GroupMode = Literal["all", "choose"]
Tier = Literal["placed", "wishes", "unity", "apart", "balance", "mix"]
Bar = Literal["unavailable", "meeting", "language", "need", "access", "forbidden"]

FORMAT = "qiao-groups/1"
TIERS: tuple[Tier, ...] = get_args(Tier)
DEFAULT_TIERS: tuple[Tier, ...] = ("placed", "wishes", "unity", "balance", "mix")
GAINS: frozenset[Tier] = frozenset({"placed", "wishes"})
"""Tiers of which more is better; of all others less is."""

RANK_WEIGHTS = (10, 6, 3, 1)
DECIMALS = 6


def weigh_ranks(destinations: Sequence[str], weights: Sequence[Number] = RANK_WEIGHTS) -> dict[str, Number]:
    """Weights of wishes that are given as a list, the dearest first; all after the last weight get it too.

    >>> weigh_ranks(["Optics", "Robotics", "Batteries"])
    {'Optics': 10, 'Robotics': 6, 'Batteries': 3}
    """
    return {name: weights[min(rank, len(weights) - 1)] for rank, name in enumerate(destinations)}


@dataclass(frozen=True, slots=True)
class Guest:
    """A person who is to be put into groups.

    Attributes
    ----------
    delegation, country : whom the guest belongs to, for the tiers ``unity``, ``apart`` and ``mix``.
    languages : those understood; an empty set sets no limit.
    wishes : destination to what a visit there is worth; at least 0, at most six decimals.
    unavailable : slots in which the guest can visit nothing. meetings : slots of fixed meetings.
    needs : what a group has to provide ("step-free"). barred : destinations closed to the guest.
    pinned : groups the guest must be in. forbidden : groups the guest must not be in.
    min_visits, max_visits : visits that count as placed, and the most there may be; None is one a round.
    participant : who of the meetings the guest is, for `joint.solve_jointly`; several may be one.
    """

    id: str
    delegation: str | None = None
    country: str | None = None
    languages: frozenset[str] = frozenset()
    wishes: Mapping[str, Number] = field(default_factory=dict)
    unavailable: frozenset[int] = frozenset()
    meetings: frozenset[int] = frozenset()
    needs: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()
    pinned: tuple[str, ...] = ()
    forbidden: frozenset[str] = frozenset()
    min_visits: int | None = None
    max_visits: int | None = None
    participant: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """One guided visit.

    Attributes
    ----------
    slots : when it takes place, consecutive. round : its round, from 0.
    min_size : fewest people for which it takes place; with fewer it is cancelled and holds nobody.
    capacity : most people.
    languages : those spoken by the guide; an empty set sets no limit. interpreter : whether somebody there
        interprets for everyone who understands none of them.
    provides : needs that are met there.
    """

    id: str
    destination: str
    slots: tuple[int, ...]
    capacity: int
    min_size: int = 0
    languages: frozenset[str] = frozenset()
    interpreter: bool = False
    provides: frozenset[str] = frozenset()
    round: int = 0


@dataclass(frozen=True)
class GroupProblem:
    """One instance.

    Attributes
    ----------
    mode : ``"all"``: every guest gets `min_visits`; ``"choose"``: as far as that goes.
    tiers : what is sought, the most important first; each tier counts only among the plans that are best in
        all tiers before it.

        ========  ======================================================================================
        placed    visits held, up to `min_visits` of each guest (more is better)
        wishes    sum of the weights of the wishes granted (more is better)
        unity     groups that a delegation is spread over in a round, beyond one (less is better)
        apart     people of a delegation in one group, beyond one: instead of unity, to mix (less is better)
        balance   largest less smallest size of the groups that take place (less is better)
        mix       people of a country in one group, beyond one (less is better)
        ========  ======================================================================================
    """

    name: str
    slots: int
    guests: tuple[Guest, ...]
    groups: tuple[Group, ...]
    mode: GroupMode = "choose"
    tiers: tuple[Tier, ...] = DEFAULT_TIERS

    @cached_property
    def guest_index(self) -> dict[str, int]:
        return {each.id: number for number, each in enumerate(self.guests)}

    @cached_property
    def group_index(self) -> dict[str, int]:
        return {each.id: number for number, each in enumerate(self.groups)}

    @cached_property
    def rounds(self) -> tuple[int, ...]:
        """The rounds there are, in order."""
        return tuple(sorted({group.round for group in self.groups}))

    @cached_property
    def scale(self) -> int:
        """The least power of ten by which all weights become whole numbers."""
        weights = {weight for guest in self.guests for weight in guest.wishes.values()}
        for power in range(DECIMALS):
            if all(abs(weight * 10**power - round(weight * 10**power)) < 1e-7 for weight in weights):
                return int(10**power)
        return int(10**DECIMALS)

    def visits_of(self, guest: Guest) -> tuple[int, int]:
        """Visits that count as placed, and the most there may be.

        >>> two = GroupProblem("", 2, (), (Group("a", "A", (0,), 9), Group("b", "B", (1,), 9, round=1)))
        >>> two.visits_of(Guest("Ana")), two.visits_of(Guest("Ana", max_visits=1))
        ((2, 2), (1, 1))
        """
        rounds = len(self.rounds)
        most = rounds if guest.max_visits is None else min(guest.max_visits, rounds)
        least = most if guest.min_visits is None else min(guest.min_visits, most)
        return least, most
