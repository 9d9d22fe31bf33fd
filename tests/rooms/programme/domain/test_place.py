import pytest
from django.core.exceptions import ValidationError

from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.domain.place import (
    add_place,
    change_place,
    clear_transfer_time,
    remove_place,
    set_transfer_time,
)
from qiao.rooms.programme.domain.track import add_track, change_track, remove_track
from qiao.rooms.programme.errors import OfAnotherExchange, PlaceInUse, SamePlace, WithinItself
from qiao.rooms.programme.models import Place, ProgrammeItem, TransferTime
from tests.rooms.exchanges.conftest import fresh
from tests.rooms.programme.conftest import MakeItem


def test_owner_adds_a_room_of_a_venue(exchange: Exchange, ari: User, venue: Place) -> None:
    room = add_place(exchange, actor=ari, values={"name_zh": "报告厅", "within": venue, "capacity": 40})

    assert room.within == venue
    assert room.exchange == exchange


@pytest.mark.parametrize("values", [{"capacity": 0}, {"name_en": ""}, {"latitude": 91.0}, {"kind": "moon"}])
def test_place_that_cannot_be_is_refused(exchange: Exchange, fay: User, values: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        add_place(exchange, actor=fay, values={"name_en": "Hall"} | values)


def test_place_is_not_within_itself(venue: Place, hall: Place, fay: User) -> None:
    for within in (venue, hall):
        with pytest.raises(WithinItself):
            change_place(venue, actor=fay, values={"within": within})


def test_place_of_another_exchange_holds_no_room(exchange: Exchange, hall: Place, fay: User) -> None:
    other = Exchange.objects.create(name_en="Other", starts_on=exchange.starts_on, ends_on=exchange.ends_on)
    elsewhere = Place.objects.create(exchange=other, name_en="Elsewhere")

    with pytest.raises(OfAnotherExchange):
        change_place(hall, actor=fay, values={"within": elsewhere})


def test_place_with_sessions_or_rooms_stays(
    venue: Place, item: ProgrammeItem, room: Place, fay: User
) -> None:
    for place in Place.objects.exclude(pk=room.pk):
        with pytest.raises(PlaceInUse):
            remove_place(place, actor=fay)

    remove_place(room, actor=fay)

    assert set(Place.objects.all()) == {venue, item.place}


def test_transfer_time_is_kept_once_for_both_directions(venue: Place, hall: Place, fay: User) -> None:
    set_transfer_time(venue, hall, actor=fay, minutes=5)

    way = set_transfer_time(hall, venue, actor=fay, minutes=10)

    assert TransferTime.objects.get().minutes == 10
    clear_transfer_time(way, actor=fay)
    assert not TransferTime.objects.exists()


def test_transfer_leads_to_another_place(hall: Place, fay: User) -> None:
    with pytest.raises(SamePlace):
        set_transfer_time(hall, hall, actor=fay, minutes=5)


def test_strangers_and_hosts_change_no_place(exchange: Exchange, hall: Place, sam: User, hui: User) -> None:
    for actor in (sam, hui):
        with pytest.raises(NotPermitted):
            change_place(hall, actor=actor, values={"capacity": 1})
        with pytest.raises(NotPermitted):
            add_track(exchange, actor=actor, values={"name_en": "Mine"})

    assert fresh(hall).capacity == 80


def test_track_goes_and_its_sessions_stay(exchange: Exchange, fay: User, make_item: MakeItem) -> None:
    track = add_track(exchange, actor=fay, values={"name_en": "Policy"})
    item = make_item(track=track)

    change_track(track, actor=fay, values={"name_en": "Policies"})
    remove_track(track, actor=fay)

    assert fresh(item).track is None
