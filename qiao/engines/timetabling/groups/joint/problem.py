"""What visits and meetings have in common: slots, and participants who cannot be at both."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from qiao.engines.timetabling.groups.problem import GAINS, GroupProblem, Number, Tier
from qiao.engines.timetabling.groups.result import GroupSolution
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.result import Solution

JointTier = Literal["weight"] | Tier
JOINT_TIERS: tuple[JointTier, ...] = ("weight", "placed", "wishes", "unity", "balance", "mix")


@dataclass(frozen=True, slots=True)
class JointValue:
    """One tier of a joint plan; ``weight`` is that of the meetings held. `bound` as in `TierValue`."""

    tier: JointTier
    value: Number
    bound: Number | None = None


@dataclass(frozen=True)
class JointSolution:
    """Who visits what and who meets whom.

    Attributes
    ----------
    groups, meetings : the two plans. tiers : the values of both in the order that was asked for, with bounds
        for the two together; bounds within `groups` and `meetings` hold for the one while the other stays.
    """

    groups: GroupSolution
    meetings: Solution
    tiers: tuple[JointValue, ...] = ()

    @property
    def is_solved(self) -> bool:
        return self.groups.is_solved and self.meetings.is_solved

    @property
    def is_optimal(self) -> bool:
        """Whether every tier is proved best."""
        return self.is_solved and all(each.value == each.bound for each in self.tiers)


def block_visits(
    groups: GroupProblem, meetings: Problem, assignment: Mapping[str, tuple[str, ...]]
) -> Problem:
    """The meetings with every participant unavailable while one of its guests is on a visit."""
    slots_of = {group.id: group.slots for group in groups.groups}
    away: dict[str, set[int]] = {}
    for guest in groups.guests:
        if guest.participant is not None:
            for name in assignment.get(guest.id, ()):
                away.setdefault(guest.participant, set()).update(slots_of[name])
    participants = tuple(
        replace(each, unavailable=each.unavailable | away.get(each.id, set()))
        for each in meetings.participants
    )
    return replace(meetings, participants=participants)


def block_meetings(groups: GroupProblem, meetings: Problem, slots: Mapping[str, int]) -> GroupProblem:
    """The visits with every guest kept for the meetings of its participant; `slots` of those held."""
    busy: dict[str, set[int]] = {}
    for request in meetings.requests:
        if request.id in slots:
            for name in (request.a, request.b):
                busy.setdefault(name, set()).add(slots[request.id])
    guests = tuple(
        replace(each, meetings=each.meetings | busy.get(each.participant or "", set()))
        for each in groups.guests
    )
    return replace(groups, guests=guests)


def rank_jointly(
    tiers: tuple[JointTier, ...], groups: GroupSolution, meetings: Solution
) -> tuple[Number, ...]:
    """Values that compare as joint plans do: greater is better in every place."""
    values = value_jointly(tiers, groups, meetings)
    return tuple(
        value if tier == "weight" or tier in GAINS else -value
        for tier, value in zip(tiers, values, strict=True)
    )


def value_jointly(
    tiers: tuple[JointTier, ...], groups: GroupSolution, meetings: Solution
) -> tuple[Number, ...]:
    values: dict[str, Number] = {each.tier: each.value for each in groups.tiers}
    values["weight"] = meetings.weight
    return tuple(values[tier] for tier in tiers)
