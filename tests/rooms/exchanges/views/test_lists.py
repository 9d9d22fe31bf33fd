"""What pages cost, however much stands on them, and what the home page tells."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.exchange import change_exchange
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange, Partner
from tests.rooms.exchanges.conftest import MakeDelegation, organisation

COUNTS = [1, 3, 20, 200]
LIST = 23  # session, account, office, the ways into seven rooms, the countries, the page and its count


def bulk(exchange: Exchange, partner: Partner, number: int) -> list[Delegation]:
    universities = [organisation(f"U {each}") for each in range(number)]
    return Delegation.objects.bulk_create(
        [
            Delegation(
                exchange=exchange,
                organisation=university,
                partner=partner,
                head_email="head@people.example",
                seats_asked=1,
            )
            for university in universities
        ]
    )


@pytest.mark.parametrize("number", COUNTS)
def test_the_list_of_delegations_takes_the_same_queries(
    client: Client,
    exchange: Exchange,
    organiser: Partner,
    fay: User,
    django_assert_max_num_queries: Any,
    number: int,
) -> None:
    bulk(exchange, organiser, number)
    client.force_login(fay)

    with django_assert_max_num_queries(LIST):
        client.get(reverse("exchanges:delegations", args=[exchange.pk]))


def test_the_list_of_exchanges_takes_two_queries(
    client: Client, exchange: Exchange, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        client.get(reverse("exchanges:exchanges"))


@pytest.mark.parametrize("number", [1, 20])
def test_a_delegation_takes_the_same_queries(
    client: Client, delegation: Delegation, fay: User, django_assert_max_num_queries: Any, number: int
) -> None:
    rows = [DelegationMember(delegation=delegation, seat=seat, name_en="M") for seat in range(1, number + 1)]
    DelegationMember.objects.bulk_create(rows)
    client.force_login(fay)

    with django_assert_max_num_queries(29):
        client.get(reverse("exchanges:delegation", args=[delegation.pk]))


def test_the_list_is_exported(client: Client, delegation: Delegation, fay: User) -> None:
    client.force_login(fay)

    answer = client.get(reverse("exchanges:delegations", args=[delegation.exchange_id]), {"export": "csv"})

    assert "Columbia University" in answer.getvalue().decode("utf-8-sig")


def test_the_home_page_tells_what_comes_and_what_is_next(
    client: Client, delegation: Delegation, una: User
) -> None:
    before = client.get("/en/").content.decode()
    client.force_login(una)
    after = client.get("/en/").content.decode()

    assert "Coming exchanges" in before
    assert "Name the members of your delegation." not in before
    assert "Name the members of your delegation." in after


def test_the_home_page_tells_of_an_offer(
    client: Client, exchange: Exchange, another: MakeDelegation, fay: User, una: User
) -> None:
    another("Duke", 8)
    another("Yale", 4)
    change_exchange(exchange, actor=fay, values={"seats": 20})
    client.force_login(una)

    assert "Seats are kept for you. Accept or decline them." in client.get("/en/").content.decode()
