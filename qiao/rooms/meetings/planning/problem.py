"""An event as an instance of the engine."""

from dataclasses import replace
from itertools import permutations

from qiao.engines.timetabling.problem import Participant, Problem, Request
from qiao.rooms.meetings.planning.grid import Grid
from qiao.rooms.meetings.planning.pairs import Pair
from qiao.rooms.meetings.workbook.event import Event, Party, Place


def problem_of(event: Event, pairs: tuple[Pair, ...], grid: Grid) -> Problem:
    """What is fixed to a slot has to be held; of the rest the wishes decide."""
    return Problem(
        name=event.name.en or event.name.zh or "exchange",
        mode="choose",
        slots=len(grid.cells),
        participants=tuple(_participant(event, each, grid) for each in event.parties),
        requests=tuple(_request(event, each, grid) for each in pairs),
        days=grid.days,
        capacity=tuple(_capacity(event, grid, number) for number in range(len(grid.cells))),
        break_rule="wait",
        bipartite=True,
        travel=_ways(event),
        floor=event.floor or None,
    )


def pins_alone(problem: Problem) -> Problem:
    """The instance of what has to be held, and nothing else."""
    due = tuple(each for each in problem.requests if each.mandatory)
    return replace(problem, mode="all", requests=due, floor=None, previous=None, max_moved=None)


def _place_of(event: Event, pair: Pair) -> Place | None:
    key = pair.pin_place or pair.host.place
    return next((each for each in event.places if each.key == key), None)


def id_of(event: Event, key: str) -> str:
    """A party for the engine, which takes only short ids."""
    return f"p{event.number[key]}"


def party_of(event: Event, participant: str) -> Party:
    return event.parties[int(participant.removeprefix("p"))]


def _zone(event: Event, zone: str) -> str:
    return f"z{[place.zone for place in event.places].index(zone)}"


def _participant(event: Event, party: Party, grid: Grid) -> Participant:
    caps = party.organisation
    return Participant(
        id=id_of(event, party.key),
        side=party.side.value,
        unavailable=_taken(event, party, grid),
        max_meetings=caps.max_meetings,
        max_per_day=caps.max_per_day,
        max_run=caps.max_run,
        min_meetings=_floor(event, party),
    )


def _taken(event: Event, party: Party, grid: Grid) -> frozenset[int]:
    numbered = enumerate(grid.cells)
    return frozenset(n for n, slot in numbered if slot is None or not event.is_there(party, slot))


def _floor(event: Event, party: Party) -> int | None:
    """The floor of the exchange, but no more than the party's own cap."""
    most = party.organisation.max_meetings
    return most if event.floor and most is not None and most < event.floor else None


def _request(event: Event, pair: Pair, grid: Grid) -> Request:
    place = _place_of(event, pair)
    return Request(
        id=pair.id,
        a=id_of(event, pair.delegation.key),
        b=id_of(event, pair.host.key),
        weight=pair.weight,
        mandatory=pair.pin is not None,
        slot=None if pair.pin is None else grid.number[pair.pin],
        zone=_zone(event, place.zone) if place and place.zone else None,
    )


def _capacity(event: Event, grid: Grid, number: int) -> int:
    slot = grid.cells[number]
    return 0 if slot is None else sum(each.capacity for each in event.places if event.is_free(each.key, slot))


def _ways(event: Event) -> dict[tuple[str, str], int]:
    zones = [_zone(event, place.zone) for place in event.places if place.zone]
    return dict.fromkeys(permutations(dict.fromkeys(zones), 2), event.walk_slots) if event.walk_slots else {}
