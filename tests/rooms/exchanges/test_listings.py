"""The lists: found, sorted, filtered, with as many queries for many rows as for one."""

import datetime as dt
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import translation

from qiao.kit.bilingual.search import index
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.domain.exchange import create_exchange
from qiao.rooms.exchanges.listings import DelegationList, ExchangeList, delegations_for
from qiao.rooms.exchanges.models import Exchange
from tests.rooms.exchanges.conftest import VALUES, MakeDelegation

pytestmark = pytest.mark.django_db


def asked(**query: Any) -> HttpRequest:
    return RequestFactory().get("/", query)


def rows_of(listing: Any) -> list[list[str]]:
    return [[str(cell.content) for cell in row] for row in listing.rows]


@pytest.fixture
def three(federation: Organisation, fay: User) -> None:
    for year, name in ((2031, "Beta"), (2033, "Alpha"), (2032, "Gamma")):
        day = dt.date(year, 5, 10)
        values = VALUES | {"name_en": name, "name_zh": name, "starts_on": day, "ends_on": day}
        create_exchange(federation, actor=fay, values=values)


def names(fay: User, **query: Any) -> list[str]:
    listing = ExchangeList(asked(**query), Exchange.objects.visible_to(fay))
    return [str(row.name) for row in listing.items]


def test_exchanges_are_sorted_found_and_filtered(three: None, fay: User) -> None:
    assert names(fay) == ["Alpha", "Gamma", "Beta"]
    assert names(fay, sort="title") == ["Alpha", "Beta", "Gamma"]
    assert names(fay, q="gam") == ["Gamma"]
    assert names(fay, state="published") == []
    assert names(fay, starts_from="2032-01-01", starts_to="2032-12-31") == ["Gamma"]
    with translation.override("zh-hans"):
        assert names(fay, sort="title") == ["Alpha", "Beta", "Gamma"]


def test_exchanges_page_by_key(three: None, fay: User) -> None:
    class Short(ExchangeList):
        page_size = 2

    first = Short(asked(), Exchange.objects.visible_to(fay))
    second = Short(asked(cursor=first.page.next), Exchange.objects.visible_to(fay))

    assert [[str(row) for row in page.items] for page in (first, second)] == [["Alpha", "Gamma"], ["Beta"]]


@pytest.mark.parametrize("count", [1, 3, 20])
def test_delegations_take_as_many_queries_for_many_as_for_one(
    another: MakeDelegation, exchange: Exchange, fay: User, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        another(f"University {number}", 1)
    rows = delegations_for(exchange, User.objects.get(pk=fay.pk))

    with django_assert_num_queries(2):  # the countries of the filter, the rows
        listing = DelegationList(asked(), rows)
        assert len(rows_of(listing)) == count


def test_delegations_are_sorted_found_and_filtered(
    another: MakeDelegation, exchange: Exchange, fay: User, una: User
) -> None:
    for name, seats in (("Yale", 5), ("Duke", 4), ("Rice", 3)):
        index(another(name, seats).organisation, [name])
    rows = delegations_for(exchange, fay)

    def found(**query: Any) -> list[str]:
        return [str(row.organisation) for row in DelegationList(asked(**query), rows).items]

    assert found() == ["Duke", "Rice", "Yale"]
    assert found(sort="seats") == ["Yale", "Duke", "Rice"]
    assert found(q="Ric") == ["Rice"]
    assert found(state="waiting") == ["Rice"]
    assert found(country="US") == ["Duke", "Rice", "Yale"]
    assert delegations_for(exchange, una).count() == 3


def test_strangers_see_no_delegation(
    another: MakeDelegation, exchange: Exchange, sam: User, hui: User
) -> None:
    another("Duke", 1)

    assert [delegations_for(exchange, reader).count() for reader in (sam, hui)] == [0, 0]
