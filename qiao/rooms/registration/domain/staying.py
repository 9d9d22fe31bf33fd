"""Nights and rooms: people say which they need, the organisers keep hotels and assign them."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.formats import date_format

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply, described
from qiao.rooms.exchanges.domain.locking import locked_exchange
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.registration.domain.registration import locked, require_seated
from qiao.rooms.registration.enums import RoomKind
from qiao.rooms.registration.errors import ChangedMeanwhile, HotelFull, HotelInUse, NotTheSameExchange
from qiao.rooms.registration.models import Hotel, HotelRooms, Registration, Stay

STAY = ("first_night", "nights", "room_kind", "shares_with", "note")
HOTEL = ("name_zh", "name_en", "address_zh", "address_en")


@transaction.atomic
def save_stay(
    registration: Registration, *, actor: User, values: Mapping[str, Any], version: int
) -> Stay | None:
    """With no first night no bed is needed. Where the hotel has no room for it, it is assigned anew."""
    require(actor, "registration.fill", registration)
    registration = locked(registration)
    require_seated(registration)
    stay = Stay.objects.filter(registration=registration).select_related("hotel").first()
    before = {name: getattr(stay, name) for name in STAY} if stay else {}
    wanted = {name: values[name] for name in STAY if name in values}
    if registration.stay_version != version and before != before | wanted:
        raise ChangedMeanwhile(theirs=before)
    _require_here(registration, wanted.get("shares_with"))
    kept = _kept(registration, stay, wanted) if wanted.get("first_night") else None
    if kept is None and stay is not None:
        stay.delete()
    registration.stay_version += 1
    Registration.objects.filter(pk=registration.pk).update(stay_version=registration.stay_version)
    record(actor, "registration.stay.saved", registration.delegation, changes={"stay": None})
    return kept


@transaction.atomic
def assign_hotel(stay: Stay, *, actor: User, hotel: Hotel | None) -> Stay:
    """The rooms of the hotel are counted for each night, under the lock of the exchange."""
    exchange = stay.registration.delegation.exchange
    require(actor, "registration.change_hotel", exchange)
    locked_exchange(exchange.pk)
    stay = Stay.objects.select_related("registration__delegation", "registration__member").get(pk=stay.pk)
    if hotel is not None and hotel.exchange_id != exchange.pk:
        raise NotTheSameExchange
    stay.hotel = hotel
    stay.save(update_fields=["hotel", "updated_at"])
    if hotel is not None:
        require_rooms(hotel, RoomKind(stay.room_kind), stay.all_nights)
    told = {"hotel": [None, str(hotel) if hotel else None]}
    record(actor, "registration.stay.assigned", stay.registration.delegation, changes=told)
    return stay


@transaction.atomic
def add_hotel(
    exchange: Exchange, *, actor: User, values: Mapping[str, Any], rooms: Mapping[str, int]
) -> Hotel:
    require(actor, "registration.change_hotel", exchange)
    exchange = locked_exchange(exchange.pk)
    hotel = Hotel(exchange=exchange, **{name: values[name] for name in HOTEL if name in values})
    hotel.full_clean()
    hotel.save(force_insert=True)
    _set_rooms(hotel, rooms)
    record(actor, "registration.hotel.added", exchange, changes=described(hotel))
    return hotel


@transaction.atomic
def change_hotel(hotel: Hotel, *, actor: User, values: Mapping[str, Any], rooms: Mapping[str, int]) -> Hotel:
    """Fewer rooms than are assigned are refused, with the night."""
    require(actor, "registration.change_hotel", hotel.exchange)
    exchange = locked_exchange(hotel.exchange_id)
    changes = apply(hotel, {name: values[name] for name in HOTEL if name in values})
    _set_rooms(hotel, rooms)
    for kind in RoomKind:
        nights = {night for stay in hotel.stays.filter(room_kind=kind) for night in stay.all_nights}
        require_rooms(hotel, kind, sorted(nights))
    record(actor, "registration.hotel.changed", exchange, changes=changes | {"rooms": [None, dict(rooms)]})
    return hotel


@transaction.atomic
def remove_hotel(hotel: Hotel, *, actor: User) -> None:
    require(actor, "registration.change_hotel", hotel.exchange)
    exchange = locked_exchange(hotel.exchange_id)
    if hotel.stays.exists():
        raise HotelInUse
    record(actor, "registration.hotel.removed", exchange, changes={"name": [str(hotel), None]})
    hotel.delete()


def require_rooms(hotel: Hotel, kind: RoomKind, nights: Iterable[dt.date]) -> None:
    there = hotel.rooms.filter(kind=kind).values_list("number", flat=True).first() or 0
    taken = rooms_taken(hotel.stays.filter(room_kind=kind).select_related("registration"))
    for night in nights:
        if taken[night, kind] > there:
            words = {"hotel": hotel.name, "kind": kind.label, "night": date_format(night)}
            raise HotelFull(**words)


def rooms_taken(stays: Iterable[Stay]) -> Counter[tuple[dt.date, str]]:
    """Rooms by night and kind: two who share, whichever of them says so, take one."""
    taken: Counter[tuple[dt.date, str]] = Counter()
    there: dict[tuple[dt.date, str], dict[Any, Any]] = {}
    for stay in stays:
        for night in stay.all_nights:
            there.setdefault((night, stay.room_kind), {})[stay.registration.member_id] = stay.shares_with_id
    for place, people in there.items():
        taken[place] = _rooms(people) if place[1] != RoomKind.SINGLE else len(people)
    return taken


def _rooms(people: Mapping[Any, Any]) -> int:
    """Each person is in one room; of three who name each other, two share."""
    placed: set[Any] = set()
    rooms = 0
    for person in sorted(people, key=str):
        if person in placed:
            continue
        named = [people[person], *(other for other in people if people[other] == person)]
        mate = next((each for each in named if each in people and each not in {*placed, person}), None)
        placed.add(person)
        placed |= {mate} if mate else set()
        rooms += 1
    return rooms


def _require_here(registration: Registration, mate: Any) -> None:
    own = registration.delegation.exchange_id
    if mate is not None and (mate.delegation.exchange_id != own or mate == registration.member):
        raise NotTheSameExchange


def _kept(registration: Registration, found: Stay | None, wanted: Mapping[str, Any]) -> Stay:
    stay = found or Stay(registration=registration)
    for name, value in wanted.items():
        setattr(stay, name, value)
    stay.full_clean()
    stay.save()
    if stay.hotel is not None and not _fits(stay, stay.hotel):
        stay.hotel = None
        stay.save(update_fields=["hotel", "updated_at"])
    return stay


def _fits(stay: Stay, hotel: Hotel) -> bool:
    try:
        require_rooms(hotel, RoomKind(stay.room_kind), stay.all_nights)
    except HotelFull:
        return False
    return True


def _set_rooms(hotel: Hotel, rooms: Mapping[str, int]) -> None:
    for kind, number in rooms.items():
        row = hotel.rooms.filter(kind=kind).first() or HotelRooms(hotel=hotel, kind=kind)
        row.number = number
        row.full_clean()
        row.save()
