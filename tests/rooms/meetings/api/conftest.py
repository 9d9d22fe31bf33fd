"""The people and the round of the tests of the verbs, for programs."""

from tests.rooms.meetings.domain.conftest import (
    encounter,
    exchange,
    fay,
    host,
    hui,
    meeting_round,
    nan,
    opal,
    organiser,
    parties,
    released,
    sam,
    una,
    wished,
)

__all__ = [
    "encounter",
    "exchange",
    "fay",
    "host",
    "hui",
    "meeting_round",
    "nan",
    "opal",
    "organiser",
    "parties",
    "released",
    "sam",
    "una",
    "wished",
]
