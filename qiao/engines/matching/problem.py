"""The instance: who wants to go where, and whom each programme wants. Format ``matching-round/1``.

A list of preferences is a tuple of *tiers*, best first; the ids of one tier are tied. What stands in no tier
is unacceptable. Everything here is a plain frozen value: `solve`, `check` and `explain` read it, nothing
changes it. What is wrong with an instance is said by `faults.faults_of`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Literal

Tiers = tuple[tuple[str, ...], ...]
CoupleRule = Literal["choice", "mm"]
LowerQuotaRule = Literal["report", "must", "close"]

FORMAT = "matching-round/1"


def strict(*ids: str) -> Tiers:
    """A list without ties.

    >>> strict("p", "q")
    (('p',), ('q',))
    """
    return tuple((each,) for each in ids)


def tier_numbers(tiers: Tiers) -> dict[str, int]:
    """The place of each id in a list, from 0; tied ids share one.

    >>> tier_numbers((("p",), ("q", "r")))
    {'p': 0, 'q': 1, 'r': 1}
    """
    return {each: number for number, tier in enumerate(tiers) for each in tier}


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who is placed in at most one programme.

    Attributes
    ----------
    prefs : programmes, best first; empty for a member of a couple, whose list is the couple's.
    types : what reserves and caps count.
    """

    id: str
    prefs: Tiers = ()
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Programme:
    """Who takes up to `capacity` applicants.

    Attributes
    ----------
    prefs : applicants, best first; not used where a supervisor ranks.
    supervisor : who ranks for the programme and has a capacity over all of his or her programmes.
    region : whose cap counts all of its programmes together.
    min : lower quota; what it means says `Round.lower_quota_rule`.
    reserves : places of each type that are filled first with the best of that type (soft: what nobody of the
        type fills is open to all). caps : most applicants of each type (hard).
    reverts_to : the sibling programme that gets the places that stay empty (`rounds.solve_reverting`).
    """

    id: str
    capacity: int
    prefs: Tiers = ()
    supervisor: str | None = None
    region: str | None = None
    min: int = 0
    reserves: Mapping[str, int] = field(default_factory=dict)
    caps: Mapping[str, int] = field(default_factory=dict)
    reverts_to: str | None = None


@dataclass(frozen=True, slots=True)
class Supervisor:
    """Who ranks applicants for all of his or her programmes and takes up to `capacity` over them."""

    id: str
    capacity: int
    prefs: Tiers = ()
    min: int = 0


@dataclass(frozen=True, slots=True)
class Couple:
    """Two applicants who are placed together: a strict list of pairs, None for no place."""

    id: str
    members: tuple[str, str]
    prefs: tuple[tuple[str | None, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Region:
    """Programmes that together take up to `cap` applicants."""

    id: str
    cap: int


@dataclass(frozen=True)
class Round:
    """One instance.

    Attributes
    ----------
    couple_rule : when a pair of programmes blocks: ``"choice"`` (Kojima, Pathak, Roth 2013) or ``"mm"``
        (McDermid, Manlove 2010); they differ where both members would be at one programme.
    lower_quota_rule : ``"report"``: a shortfall is listed; ``"must"``: every lower quota is met;
        ``"close"``: a programme is empty or holds at least `Programme.min` (Biró et al. 2010).
    """

    id: str
    applicants: tuple[Applicant, ...]
    programmes: tuple[Programme, ...]
    supervisors: tuple[Supervisor, ...] = ()
    couples: tuple[Couple, ...] = ()
    regions: tuple[Region, ...] = ()
    couple_rule: CoupleRule = "choice"
    lower_quota_rule: LowerQuotaRule = "report"
    title: str = ""
    source: str = ""

    @cached_property
    def applicant_index(self) -> dict[str, int]:
        return {each.id: number for number, each in enumerate(self.applicants)}

    @cached_property
    def programme_index(self) -> dict[str, int]:
        return {each.id: number for number, each in enumerate(self.programmes)}

    @cached_property
    def supervisor_index(self) -> dict[str, int]:
        return {each.id: number for number, each in enumerate(self.supervisors)}

    @cached_property
    def couple_of(self) -> dict[str, Couple]:
        """The couple of each member."""
        return {member: couple for couple in self.couples for member in couple.members}

    def ranking_of(self, programme: Programme) -> Tiers:
        """Whom a programme takes, best first: its supervisor's list where it has one."""
        if programme.supervisor is None:
            return programme.prefs
        return self.supervisors[self.supervisor_index[programme.supervisor]].prefs

    @cached_property
    def has_ties(self) -> bool:
        lists: Iterable[Applicant | Programme | Supervisor]
        lists = chain(self.applicants, self.programmes, self.supervisors)
        return max(map(len, chain.from_iterable(each.prefs for each in lists)), default=0) > 1

    @cached_property
    def has_supervisors(self) -> bool:
        return any(each.supervisor is not None for each in self.programmes)

    @cached_property
    def has_types(self) -> bool:
        """Whether some programme reserves or caps places by type."""
        return any(each.reserves or each.caps for each in self.programmes)

    @cached_property
    def has_regions(self) -> bool:
        return any(each.region is not None for each in self.programmes)

    @cached_property
    def has_minimums(self) -> bool:
        return any(each.min for each in self.programmes) or any(each.min for each in self.supervisors)
