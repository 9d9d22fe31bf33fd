"""What is remembered while a page is read, and what is never remembered."""

from typing import Any

from django.test import RequestFactory

from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Membership
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.exchanges.remembering import RememberingMiddleware, remembering
from qiao.rooms.exchanges.rules import owns_the_exchange


def test_the_same_question_is_asked_once(
    exchange: Exchange, fay: User, sam: User, django_assert_num_queries: Any
) -> None:
    with remembering():
        assert owns_the_exchange(fay, exchange)
        assert not owns_the_exchange(sam, exchange)
        with django_assert_num_queries(0):
            assert owns_the_exchange(fay, exchange)
            assert not owns_the_exchange(sam, exchange)


def test_outside_of_a_page_a_right_is_asked_for_anew(exchange: Exchange, fay: User) -> None:
    assert owns_the_exchange(fay, exchange)

    Membership.objects.filter(user=fay).delete()

    assert not owns_the_exchange(fay, exchange)


def test_only_requests_that_read_remember(exchange: Exchange, fay: User) -> None:
    answers = []

    def page(_request: Any) -> Any:
        answers.append(owns_the_exchange(fay, exchange))
        Membership.objects.filter(user=fay).update(role="member")
        answers.append(owns_the_exchange(fay, exchange))
        Membership.objects.filter(user=fay).update(role="manager")

    RememberingMiddleware(page)(RequestFactory().post("/"))
    RememberingMiddleware(page)(RequestFactory().get("/"))

    assert answers == [True, False, True, True]
