import datetime as dt

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.cloning import clone_exchange
from qiao.rooms.exchanges.models import DelegationMember, Exchange
from qiao.rooms.programme.models import Place, ProgrammeItem
from qiao.rooms.visits.domain.wish import set_wishes
from qiao.rooms.visits.models import Visit, VisitRun
from tests.rooms.visits.conftest import at


def test_clone_has_visits_and_times_but_nobody(
    exchange: Exchange, fay: User, mia: User, member: DelegationMember, battery: Visit, battery_run: VisitRun
) -> None:
    place = Place.objects.create(exchange=exchange, name_en="Campus")
    frame = ProgrammeItem.objects.create(
        exchange=exchange, kind="visit", title_en="Visits", starts_at=at(10), ends_at=at(12)
    )
    Visit.objects.filter(pk=battery.pk).update(contact_name="Dr Gao", place=place)
    VisitRun.objects.filter(pk=battery_run.pk).update(frame=frame)
    set_wishes(member, actor=mia, visits=[battery])

    copy = clone_exchange(exchange, starts_on=dt.date(2100, 6, 1), actor=fay)

    visit = Visit.objects.get(exchange=copy)
    run = visit.runs.get()
    assert (visit.title_en, visit.contact_name, visit.wishes.count()) == ("Battery laboratory", "", 0)
    assert visit.host
    assert visit.place
    assert run.frame
    assert {visit.host.exchange_id, visit.place.exchange_id, run.frame.exchange_id} == {copy.pk}
    assert run.starts_at == dt.datetime(2100, 6, 1, 2, tzinfo=dt.UTC)
