import datetime as dt

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.cloning import clone_exchange
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.meetings.models import MeetingRound


def test_clone_has_rounds_with_slots_and_tables_and_nobody(
    exchange: Exchange, wished: MeetingRound, fay: User
) -> None:
    copy = clone_exchange(exchange, starts_on=dt.date(2100, 6, 1), actor=fay)

    found = MeetingRound.objects.get(exchange=copy)
    assert (found.name_en, found.state) == (wished.name_en, "collecting")
    assert (found.slots.count(), found.tables.count(), found.parties.count()) == (4, 2, 0)
    first, before = (each.slots.order_by("starts_at")[0].starts_at for each in (found, wished))
    assert first.time() == before.time()
    assert first.date() - copy.starts_on == before.date() - exchange.starts_on
