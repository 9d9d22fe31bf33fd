"""How many, never who: for each meal, bus, pick-up, hotel and night, with the needs of those who come."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext

from qiao.rooms.exchanges.enums import ACTIVE_MEMBERS, SEATED
from qiao.rooms.exchanges.models import DelegationMember, Exchange
from qiao.rooms.programme.enums import Audience, ItemKind, ItemState
from qiao.rooms.programme.models import ProgrammeItem
from qiao.rooms.registration.domain.needs import label_of
from qiao.rooms.registration.domain.staying import rooms_taken
from qiao.rooms.registration.enums import Direction, NeedKind, RoomKind, TotalsKind, Transport
from qiao.rooms.registration.models import Need, Stay, TravelLeg

Needs = Counter[tuple[str, str]]
FOR_A_KITCHEN = (NeedKind.DIET, NeedKind.ALLERGY)
FOR_A_DRIVER = (NeedKind.ACCESS,)


@dataclass(frozen=True, slots=True)
class Number:
    group: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Total:
    """`when` is in words, by the clock of the exchange."""

    title: str
    when: str
    place: str
    people: int
    numbers: tuple[Number, ...] = ()


@dataclass(slots=True)
class Crowd:
    """The members on a seat, by delegation, and what they need."""

    people: Counter[UUID] = field(default_factory=Counter)
    needs: dict[UUID, Needs] = field(default_factory=lambda: defaultdict(Counter))

    def of(self, item: ProgrammeItem) -> tuple[int, Needs]:
        chosen = self._delegations_of(item)
        needs: Needs = Counter()
        for delegation in chosen:
            needs.update(self.needs[delegation])
        return sum(self.people[delegation] for delegation in chosen), needs

    def _delegations_of(self, item: ProgrammeItem) -> Iterable[UUID]:
        if item.audience != Audience.CHOSEN:
            return list(self.people)
        return [each.pk for each in item.delegations.all() if each.pk in self.people]


def totals(exchange: Exchange, kind: TotalsKind) -> list[Total]:
    return _TOTALS[kind](exchange)


def crowd_of(exchange: Exchange) -> Crowd:
    crowd = Crowd()
    members = DelegationMember.objects.active().filter(
        delegation__exchange=exchange, delegation__state__in=SEATED
    )
    for delegation in members.values_list("delegation", flat=True):
        crowd.people[delegation] += 1
    for delegation, kind, code in _needs(exchange).values_list("registration__delegation", "kind", "code"):
        crowd.needs[delegation][kind, code] += 1
    return crowd


def _needs(exchange: Exchange) -> Any:
    return Need.objects.filter(**_of_seated(exchange))


def _of_seated(exchange: Exchange) -> dict[str, Any]:
    return {
        "registration__delegation__exchange": exchange,
        "registration__delegation__state__in": SEATED,
        "registration__member__state__in": ACTIVE_MEMBERS,
    }


def _items(exchange: Exchange, kind: ItemKind) -> Iterable[ProgrammeItem]:
    rows = ProgrammeItem.objects.filter(exchange=exchange, kind=kind).exclude(state=ItemState.CANCELLED)
    return rows.select_related("place", "destination").prefetch_related("delegations")


def _meals(exchange: Exchange) -> list[Total]:
    crowd = crowd_of(exchange)
    return [_meal(exchange, crowd, item) for item in _items(exchange, ItemKind.MEAL)]


def _meal(exchange: Exchange, crowd: Crowd, item: ProgrammeItem) -> Total:
    people, needs = crowd.of(item)
    place = str(item.place) if item.place else ""
    return Total(str(item.title), _span(exchange, item), place, people, _numbers(needs, FOR_A_KITCHEN))


def _buses(exchange: Exchange) -> list[Total]:
    crowd = crowd_of(exchange)
    buses = [_bus(exchange, crowd, item) for item in _items(exchange, ItemKind.TRANSFER)]
    return [*buses, *_pickups(exchange)]


def _bus(exchange: Exchange, crowd: Crowd, item: ProgrammeItem) -> Total:
    people, needs = crowd.of(item)
    title = f"{item.title} ({item.vehicle})" if item.vehicle else str(item.title)
    ways = [str(place) for place in (item.place, item.destination) if place]
    return Total(title, _span(exchange, item), " → ".join(ways), people, _numbers(needs, FOR_A_DRIVER))


def _pickups(exchange: Exchange) -> list[Total]:
    legs = TravelLeg.objects.filter(wants_pickup=True, **_of_seated(exchange)).order_by("at", "id")
    people: Counter[tuple[str, dt.datetime, str, str, str]] = Counter()
    for leg in legs:
        people[leg.direction, leg.at, leg.transport, leg.number, leg.port] += 1
    return [_pickup(exchange, key, number) for key, number in people.items()]


def _pickup(exchange: Exchange, key: tuple[str, dt.datetime, str, str, str], number: int) -> Total:
    direction, at, transport, code, port = key
    title = f"{Direction(direction).label}: {Transport(transport).label} {code}".strip()
    return Total(title, date_format(at.astimezone(exchange.zone), "DATETIME_FORMAT"), port, number)


def _beds(exchange: Exchange) -> list[Total]:
    stays = list(
        Stay.objects.filter(**_of_seated(exchange)).select_related("hotel", "registration").order_by("id")
    )
    needs = _needs_by_registration(exchange)
    by_place: dict[tuple[Any, dt.date], list[Stay]] = defaultdict(list)
    for stay in stays:
        for night in stay.all_nights:
            by_place[stay.hotel, night].append(stay)
    places = sorted(by_place, key=lambda place: (place[0] is None, str(place[0]), place[1]))
    return [_night(place, by_place[place], needs) for place in places]


def _night(place: tuple[Any, dt.date], stays: list[Stay], needs: dict[UUID, Needs]) -> Total:
    hotel, night = place
    taken = rooms_taken(stays)
    rooms = [
        Number(gettext("Rooms"), str(kind.label), taken[night, kind])
        for kind in RoomKind
        if taken[night, kind]
    ]
    wanted: Needs = Counter()
    for stay in stays:
        wanted.update(needs[stay.registration_id])
    title = str(hotel.name) if hotel else gettext("No hotel assigned yet")
    numbers = (*rooms, *_numbers(wanted, (*FOR_A_KITCHEN, *FOR_A_DRIVER)))
    return Total(title, date_format(night), "", len(stays), numbers)


def _needs_by_registration(exchange: Exchange) -> dict[UUID, Needs]:
    found: dict[UUID, Needs] = defaultdict(Counter)
    for registration, kind, code in _needs(exchange).values_list("registration", "kind", "code"):
        found[registration][kind, code] += 1
    return found


def _numbers(needs: Needs, kinds: Iterable[NeedKind]) -> tuple[Number, ...]:
    """The most wanted first."""
    found = [
        Number(str(kind.label), label_of(kind, code), number)
        for kind in kinds
        for (of_kind, code), number in needs.items()
        if of_kind == kind
    ]
    order = {str(kind.label): place for place, kind in enumerate(kinds)}
    return tuple(sorted(found, key=lambda each: (order[each.group], -each.number, each.label)))


def _span(exchange: Exchange, item: ProgrammeItem) -> str:
    starts, ends = item.starts_at.astimezone(exchange.zone), item.ends_at.astimezone(exchange.zone)
    return f"{date_format(starts, 'DATE_FORMAT')} {starts:%H:%M}–{ends:%H:%M}"


_TOTALS: dict[TotalsKind, Callable[[Exchange], list[Total]]] = {
    TotalsKind.MEALS: _meals,
    TotalsKind.BUSES: _buses,
    TotalsKind.BEDS: _beds,
}
