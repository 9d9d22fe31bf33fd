from collections.abc import Mapping
from typing import Any

from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply, described
from qiao.rooms.exchanges.domain.locking import locked_exchange
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.domain.belonging import require_of
from qiao.rooms.programme.errors import PlaceInUse, SamePlace, WithinItself
from qiao.rooms.programme.models import Place, TransferTime

PROFILE = (
    *("kind", "name_zh", "name_en", "within", "host", "address_zh", "address_en"),
    *("latitude", "longitude", "capacity", "position"),
)


@transaction.atomic
def add_place(exchange: Exchange, *, actor: User, values: Mapping[str, Any]) -> Place:
    require(actor, "programme.edit_programme", exchange)
    place = Place(exchange=locked_exchange(exchange.pk), **_profile(values))
    require_of(exchange.pk, [place.within])
    place.full_clean()
    place.save(force_insert=True)
    _record(actor, "added", place, described(place))
    return place


@transaction.atomic
def change_place(place: Place, *, actor: User, values: Mapping[str, Any]) -> Place:
    """The exchange's row is the lock: two changes together could close a circle of places."""
    require(actor, "programme.edit_programme", place)
    place.exchange = locked_exchange(place.exchange_id)
    wanted = _profile(values)
    if "within" in wanted:
        require_of(place.exchange_id, [wanted["within"]])
        _refuse_circle(place, wanted["within"])
    if changes := apply(place, wanted):
        _record(actor, "changed", place, changes)
    return place


@transaction.atomic
def remove_place(place: Place, *, actor: User) -> None:
    require(actor, "programme.edit_programme", place)
    locked_exchange(place.exchange_id)
    if place.items.exists() or place.arrivals.exists() or place.rooms.exists():
        raise PlaceInUse
    _record(actor, "removed", place, {"name_zh": [place.name_zh, ""], "name_en": [place.name_en, ""]})
    place.delete()


@transaction.atomic
def set_transfer_time(one: Place, other: Place, *, actor: User, minutes: int) -> TransferTime:
    """In either direction; what was told before is replaced."""
    require(actor, "programme.edit_programme", one)
    require_of(one.exchange_id, [other])
    if one.pk == other.pk:
        raise SamePlace
    locked_exchange(one.exchange_id)
    one, other = sorted((one, other), key=lambda place: place.pk)
    way = TransferTime.objects.filter(one=one, other=other).first()
    way = way or TransferTime(exchange_id=one.exchange_id, one=one, other=other)
    before, way.minutes = way.minutes, minutes
    way.full_clean()
    way.save()
    _record(actor, "transfer.set", one, {"minutes": [before, minutes], "other": [None, str(other.pk)]})
    return way


@transaction.atomic
def clear_transfer_time(way: TransferTime, *, actor: User) -> None:
    require(actor, "programme.edit_programme", way)
    told = {"minutes": [way.minutes, None], "other": [None, str(way.other_id)]}
    _record(actor, "transfer.cleared", way.one, told)
    way.delete()


def _profile(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in PROFILE if name in values}


def _refuse_circle(place: Place, within: Place | None) -> None:
    """The places around are at most as many as the exchange has."""
    outer = within
    while outer is not None:
        if outer.pk == place.pk:
            raise WithinItself
        outer = outer.within


def _record(actor: User, verb: str, place: Place, changes: dict[str, Any]) -> None:
    action = f"programme.{verb}" if "." in verb else f"programme.place.{verb}"
    told = {"place": [None, str(place.pk)]}
    record(actor, action, place.exchange, changes=told | changes)
