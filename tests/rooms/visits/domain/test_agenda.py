import pytest

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.member import withdraw_member
from qiao.rooms.exchanges.models import DelegationMember, Exchange, Partner
from qiao.rooms.programme.agenda import agenda, agenda_sources
from qiao.rooms.visits.domain.forming import form_groups
from qiao.rooms.visits.errors import FormingRuns
from qiao.rooms.visits.models import Visit, VisitPlan, VisitRun
from tests.rooms.visits.conftest import accepted, formed


def _own(exchange: Exchange) -> list:
    return [entry for entry in agenda(exchange) if entry.key.startswith("visits.")]


def test_agenda_has_accepted_groups_alone(
    exchange: Exchange,
    fay: User,
    host: Partner,
    member: DelegationMember,
    battery: Visit,
    battery_run: VisitRun,
) -> None:
    Visit.objects.filter(pk=battery.pk).update(
        contact_name="Dr Gao", contact_phone="+86 10 5555 0100", bans_photos=True, identity="passport"
    )
    formed(exchange, fay)
    before = _own(exchange)

    accepted(exchange, fay)

    [entry] = _own(exchange)
    assert before == []
    assert (entry.key, entry.members) == (f"visits.run:{battery_run.pk}", frozenset([member.pk]))
    assert (entry.partners, entry.is_public, entry.title.zh) == (frozenset([host.pk]), False, "电池实验室")
    assert [note.en for note in entry.notes] == [
        "Contact on site: Dr Gao, +86 10 5555 0100",
        "Bring: Passport",
        "Photographs are not allowed.",
    ]
    assert entry.notes[2].zh == "禁止拍照。"


def test_agenda_leaves_out_who_has_withdrawn(
    exchange: Exchange, fay: User, una: User, member: DelegationMember, colleague: DelegationMember,
    optics_run: VisitRun,
) -> None:  # fmt: skip
    accepted(exchange, fay)
    withdraw_member(colleague, actor=una)

    [entry] = _own(exchange)

    assert entry.members == {member.pk}


def test_release_waits_for_groups_and_marks_them(
    exchange: Exchange, fay: User, member: DelegationMember, battery_run: VisitRun
) -> None:
    source = agenda_sources.get("visits")
    plan = accepted(exchange, fay)
    assert source.may_release
    assert source.released
    source.may_release(exchange)
    source.released(exchange, 7)

    form_groups(exchange, actor=fay)

    with pytest.raises(FormingRuns):
        source.may_release(exchange)
    assert VisitPlan.objects.get(pk=plan.pk).released_in == 7
