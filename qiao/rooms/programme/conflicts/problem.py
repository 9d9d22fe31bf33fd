"""The working copy as plain values. Ids are whatever can be a key; times are aware."""

import datetime as dt
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    OUTSIDE = "outside"
    PLACE = "place"
    WITHIN = "within"
    PERSON = "person"
    INTERPRETER = "interpreter"
    NO_INTERPRETER = "no_interpreter"
    HOST = "host"
    VEHICLE = "vehicle"
    DELEGATION = "delegation"
    SMALL_FOR_SESSION = "small_for_session"
    SMALL_FOR_AUDIENCE = "small_for_audience"
    TRANSFER = "transfer"
    RIDE = "ride"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place. At one that is shared (a stop) things may happen side by side."""

    within: Hashable | None = None
    capacity: int | None = None
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """`audience` names delegations; None is all of them. In a frame everyone has a programme of their own:
    to be in it is not to be in two places. One with a destination is on the way from its place to there."""

    id: Hashable
    starts: dt.datetime
    ends: dt.datetime
    place: Hashable | None = None
    destination: Hashable | None = None
    host: Hashable | None = None
    vehicle: str = ""
    speakers: frozenset[Hashable] = frozenset()
    interpreters: frozenset[Hashable] = frozenset()
    needs_interpreter: bool = False
    audience: frozenset[Hashable] | None = None
    capacity: int | None = None
    is_frame: bool = False

    @property
    def minutes(self) -> int:
        return minutes_between(self.starts, self.ends)


@dataclass(frozen=True, slots=True)
class Programme:
    """It may begin at `first` and ends by `last`. `ways` gives minutes by pairs of places, in either order;
    `sizes` how many people come with a delegation."""

    sessions: Sequence[Session]
    first: dt.datetime
    last: dt.datetime
    places: Mapping[Hashable, Spot]
    ways: Mapping[tuple[Hashable, Hashable], int]
    sizes: Mapping[Hashable, int]


@dataclass(frozen=True, slots=True)
class Conflict:
    """`session` begins while (or right after) `other` stands in its way; `resource` is what both want. In
    `needed` and `given` are people, or minutes."""

    kind: Kind
    session: Hashable
    other: Hashable | None = None
    resource: Hashable | None = None
    needed: int = 0
    given: int = 0


def minutes_between(earlier: dt.datetime, later: dt.datetime) -> int:
    return int((later - earlier).total_seconds() // 60)
