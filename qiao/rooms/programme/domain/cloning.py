"""The programme of the next exchange, from that of the last: the same hours by the clock there, as many days
after the first. Delegations and speakers are people's own matter and are not copied."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from qiao.rooms.directory.domain.membership import standing
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.enums import ItemState
from qiao.rooms.programme.models import Place, ProgrammeItem, Track, TransferTime

Copies = dict[Any, Any]  # of rows, by the id of the row that they are copied from
COMMON = {"id", "created_at", "updated_at", "exchange"}
CHUNK = 200


def copy_programme(exchange: Exchange, copy: Exchange) -> None:
    places = _copy_places(exchange, copy)
    tracks = _copy_tracks(exchange, copy)
    partners = _partners(exchange, copy)
    related = {"place": places, "destination": places, "track": tracks, "host": partners}
    items = list(exchange.items.exclude(state=ItemState.CANCELLED))
    made = [_copy_item(item, copy, related) for item in items]
    ProgrammeItem.objects.bulk_create(made, batch_size=CHUNK)
    _copy_partners(dict(zip([item.pk for item in items], [item.pk for item in made], strict=True)), partners)


def _copy_places(exchange: Exchange, copy: Exchange) -> Copies:
    """What is within another is stored after it."""
    places = list(exchange.places.all())
    made = {place.pk: _copied(place, copy) for place in places}
    for place in places:
        made[place.pk].within = made[place.within_id] if place.within_id else None
    Place.objects.bulk_create(_outer_first(made.values()))
    for way in exchange.transfer_times.all():
        one, other = sorted((made[way.one_id], made[way.other_id]), key=lambda each: each.pk)
        TransferTime.objects.create(exchange=copy, one=one, other=other, minutes=way.minutes)
    return made


def _outer_first(places: Iterable[Place]) -> list[Place]:
    return sorted(places, key=_depth)


def _depth(place: Place) -> int:
    depth = 0
    while place.within is not None:
        place, depth = place.within, depth + 1
    return depth


def _copy_tracks(exchange: Exchange, copy: Exchange) -> Copies:
    made: Copies = {track.pk: _copied(track, copy) for track in exchange.tracks.all()}
    Track.objects.bulk_create(made.values())
    return made


def _copied(row: Any, copy: Exchange, **values: Any) -> Any:
    left = COMMON | set(values)
    plain = [field.attname for field in row._meta.concrete_fields if field.name not in left]
    return type(row)(exchange=copy, **{name: getattr(row, name) for name in plain}, **values)


def _copy_item(item: ProgrammeItem, copy: Exchange, related: dict[str, Copies]) -> ProgrammeItem:
    values: dict[str, Any] = {
        name: copies.get(getattr(item, f"{name}_id")) for name, copies in related.items()
    }
    times = {name: _moved(getattr(item, name), item.exchange, copy) for name in ("starts_at", "ends_at")}
    made: ProgrammeItem = _copied(item, copy, **values, **times, state=ItemState.PLANNED, version=1)
    return made


def _moved(moment: dt.datetime, exchange: Exchange, copy: Exchange) -> dt.datetime:
    there = moment.astimezone(exchange.zone)
    day = copy.starts_on + (there.date() - exchange.starts_on)
    return dt.datetime.combine(day, there.time(), tzinfo=copy.zone).astimezone(dt.UTC)


def _partners(exchange: Exchange, copy: Exchange) -> Copies:
    """By organisation: of two rows that a merge left, one was made."""
    made = {partner.organisation_id: partner for partner in copy.partners.all()}
    rows = exchange.partners.select_related("organisation")
    return {partner.pk: made.get(standing(partner.organisation).pk) for partner in rows}


def _copy_partners(copies: dict[UUID, UUID], partners: Copies) -> None:
    """`copies` gives the id of a copied session by that of the first."""
    through: Any = ProgrammeItem.partners.through
    named = through.objects.filter(partner__in=partners).values_list("programmeitem_id", "partner_id")
    rows = [row for row in named if row[0] in copies]
    made = {(copies[item], partners[partner].pk) for item, partner in rows if partners[partner]}
    through.objects.bulk_create([through(programmeitem_id=item, partner_id=each) for item, each in made])
