"""The programme of the next exchange."""

import datetime as dt
from typing import Any

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.cloning import clone_exchange
from qiao.rooms.exchanges.models import Exchange, Partner
from qiao.rooms.programme.models import Place, ProgrammeItem, Speaker, Track, TransferTime
from tests.rooms.programme.conftest import MakeItem


def test_clone_has_the_programme_at_the_same_hours(
    exchange: Exchange, fay: User, make_item: MakeItem, hall: Place, room: Place, host: Partner
) -> None:
    track = Track.objects.create(exchange=exchange, name_en="Policy")
    item = make_item("Film", at="14:30", place=hall, track=track, host=host, state="confirmed", version=7)
    item.partners.add(host)
    make_item("Dropped", state="cancelled")
    one, other = sorted((hall, room), key=lambda place: place.pk)
    TransferTime.objects.create(exchange=exchange, one=one, other=other, minutes=3)

    copy = clone_exchange(exchange, starts_on=dt.date(2100, 3, 1), actor=fay)

    made: Any = copy.items.get()
    assert made.starts_at == dt.datetime(2100, 3, 1, 14, 30, tzinfo=copy.zone)
    assert made.ends_at - made.starts_at == dt.timedelta(hours=1)
    assert (made.state, made.version) == ("planned", 1)
    assert (made.place.name_en, made.track.name_en) == ("Hall", "Policy")
    assert made.place.exchange == made.place.within.exchange == made.track.exchange == copy
    assert made.host == made.partners.get() == copy.partners.get(organisation=host.organisation)
    assert copy.transfer_times.get().minutes == 3
    assert ProgrammeItem.objects.filter(exchange=exchange).count() == 2


def test_clone_has_no_speakers(exchange: Exchange, fay: User, item: ProgrammeItem) -> None:
    Speaker.objects.create(item=item, name_en="Ada")

    copy = clone_exchange(exchange, starts_on=dt.date(2100, 3, 1), actor=fay)

    assert not Speaker.objects.filter(item__exchange=copy).exists()


def test_clone_to_another_season_keeps_the_clock(exchange: Exchange, fay: User, make_item: MakeItem) -> None:
    Exchange.objects.filter(pk=exchange.pk).update(time_zone="America/New_York")
    exchange.refresh_from_db()
    make_item(at="9:00")

    copy = clone_exchange(exchange, starts_on=dt.date(2099, 12, 1), actor=fay)

    assert copy.items.get().starts_at.astimezone(copy.zone).hour == 9
