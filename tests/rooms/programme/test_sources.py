import datetime as dt

from pytest_django import DjangoAssertNumQueries

from qiao.rooms.exchanges.models import Delegation, Exchange, Partner
from qiao.rooms.programme.agenda import Both, agenda
from qiao.rooms.programme.models import Place, ProgrammeItem, Speaker
from qiao.rooms.programme.sources import key_of, sessions
from tests.rooms.programme.conftest import MakeItem


def test_entry_says_what_where_and_for_whom(
    exchange: Exchange, make_item: MakeItem, hall: Place, host: Partner
) -> None:
    item = make_item(
        "Film", place=hall, host=host, languages=["zh", "en"], interpretation=["fr"], capacity=30
    )
    Speaker.objects.create(item=item, name_en="Ada Speaker", organisation_en="Analytical Society")

    entry = agenda(exchange)[0]

    assert entry.key == key_of(item)
    assert entry.title == Both("", "Film")
    assert entry.place == Both("大厅, 创新中心", "Hall, Centre")
    assert entry.starts_at == item.starts_at
    assert entry.for_everyone
    assert entry.partners == {host.pk}
    assert entry.notes == (
        Both("语言：中文、英文", "Languages: Chinese, English"),
        Both("传译语言：法文", "Interpreted into: French"),
        Both("接待单位：Innovation Centre", "Host: Innovation Centre"),
    )
    assert entry.details["speakers"][0]["name"] == {"zh": "", "en": "Ada Speaker"}


def test_all_delegations_are_those_that_stand(
    exchange: Exchange, make_item: MakeItem, delegation: Delegation
) -> None:
    make_item(audience="delegations")
    Delegation.objects.filter(pk=delegation.pk).update(state="withdrawn", seats_held=0)

    assert sessions(exchange)[0].delegations == frozenset()

    Delegation.objects.filter(pk=delegation.pk).update(state="accepted", seats_held=3)

    assert sessions(exchange)[0].delegations == {delegation.pk}


def test_those_who_are_named_are_named_alone(
    exchange: Exchange, item: ProgrammeItem, delegation: Delegation
) -> None:
    item.delegations.add(delegation)

    assert sessions(exchange)[0].delegations == frozenset()

    ProgrammeItem.objects.update(audience="chosen")

    assert sessions(exchange)[0].delegations == {delegation.pk}
    assert not sessions(exchange)[0].for_everyone


def test_what_is_cancelled_happens_to_nobody(exchange: Exchange, make_item: MakeItem) -> None:
    make_item(state="cancelled")

    assert agenda(exchange) == []


def test_queries_do_not_grow_with_sessions(
    exchange: Exchange,
    make_item: MakeItem,
    hall: Place,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(30):
        item = make_item(f"Session {number}", place=hall)
        Speaker.objects.create(item=item, name_en=f"Speaker {number}")

    with django_assert_num_queries(5):
        entries = sessions(exchange)

    assert len(entries) == 30
    assert entries[0].ends_at - entries[0].starts_at == dt.timedelta(hours=1)
