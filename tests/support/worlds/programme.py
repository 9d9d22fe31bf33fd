"""A venue with two rooms, two tracks and sessions of several kinds at the exchange of `rows["exchange"]`,
or at one of its own where the room below left none."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from qiao.rooms.exchanges.enums import PartnerRole
from qiao.rooms.exchanges.models import Exchange, Partner
from qiao.rooms.programme.models import Place, ProgrammeItem, Speaker, Track, TransferTime
from tests.support.worlds import programme_public, programme_releases

if TYPE_CHECKING:
    from tests.support.world import World

SESSIONS = (
    ("welcome", "欢迎仪式", "Welcome", 9, "hall"),
    ("panel", "圆桌讨论", "Panel", 10, "hall"),
    ("meal", "午餐", "Lunch", 12, "room"),
    ("visit", "参访实验室", "Laboratory visits", 14, "room"),
    ("meeting_block", "对接洽谈", "Meetings", 16, "hall"),
)


def fill(world: "World") -> dict[str, str]:
    exchange = world.rows.setdefault("exchange", _exchange(world))
    places = _places(exchange)
    tracks = [Track.objects.create(exchange=exchange, name_en=f"Track {n}", position=n) for n in (1, 2)]
    items = [_item(exchange, places, *session) for session in SESSIONS]
    speaker = Speaker.objects.create(item=items[1], name_en="Ada Speaker")
    transfer = TransferTime.objects.get(exchange=exchange)
    world.rows |= {"places": places, "tracks": tracks, "items": items, "speaker": speaker}
    return {
        "places/pk": str(places["hall"].pk),
        "tracks/pk": str(tracks[0].pk),
        "items/pk": str(items[1].pk),
        "item_id": str(items[1].pk),
        "place_id": str(places["hall"].pk),
        "speakers/pk": str(speaker.pk),
        "transfers/pk": str(transfer.pk),
        "of/exchange_id": str(exchange.pk),
        **programme_public.fill(world),
        **programme_releases.fill(world),
    }


def _exchange(world: "World") -> Exchange:
    exchange = Exchange.objects.create(
        name_en="Exchange of the world", starts_on=dt.date(2099, 5, 10), ends_on=dt.date(2099, 5, 11)
    )
    Partner.objects.create(
        exchange=exchange, organisation=world.rows["organisation"], role=PartnerRole.ORGANISER, position=1
    )
    return exchange


def _places(exchange: Exchange) -> dict[str, Place]:
    venue = Place.objects.create(exchange=exchange, kind="venue", name_zh="创新中心", name_en="Centre")
    station = Place.objects.create(exchange=exchange, kind="stop", name_en="Station", position=3)
    hall = Place.objects.create(exchange=exchange, name_zh="大厅", name_en="Hall", within=venue, capacity=80)
    room = Place.objects.create(exchange=exchange, name_en="Room 2", within=venue, capacity=20, position=1)
    one, other = sorted((venue, station), key=lambda place: place.pk)
    TransferTime.objects.create(exchange=exchange, one=one, other=other, minutes=25)
    return {"venue": venue, "station": station, "hall": hall, "room": room}


def _item(
    exchange: Exchange, places: dict[str, Place], kind: str, zh: str, en: str, hour: int, at: str
) -> Any:
    starts_at = exchange.starts_at + dt.timedelta(hours=hour)
    return ProgrammeItem.objects.create(
        exchange=exchange, kind=kind, title_zh=zh, title_en=en, place=places[at],
        starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=1), languages=["zh", "en"],
    )  # fmt: skip
