"""The actors of tests/rooms/exchanges: Fay owns the exchange, Hui is a host's, Una heads Columbia's
delegation with Mia in it, Sam is a stranger, Opal runs the server. And a form with a page of questions."""
# ruff: noqa: F811 (fixtures are named like what they give)

from collections.abc import Callable
from typing import Any

import pytest

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.member import accept_place, name_member
from qiao.rooms.exchanges.domain.registering import approve_delegation, submit_delegation
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange
from qiao.rooms.registration.domain.answering import save_answers
from qiao.rooms.registration.domain.form import add_page
from qiao.rooms.registration.domain.question import add_option, add_question
from qiao.rooms.registration.domain.registration import registration_of
from qiao.rooms.registration.models import FormPage, Option, Question, Registration
from tests.rooms.exchanges.conftest import (  # noqa: F401 (fixtures)
    another,
    ari,
    association,
    centre,
    co_organiser,
    columbia,
    delegation,
    draft,
    exchange,
    fay,
    federation,
    host,
    hui,
    invited,
    mia,
    nan,
    opal,
    organiser,
    sam,
    una,
)

Ask = Callable[..., Question]


@pytest.fixture
def page(exchange: Exchange, fay: User) -> FormPage:
    return add_page(exchange, actor=fay, values={"title_en": "About you", "title_zh": "关于您"})


@pytest.fixture
def ask(page: FormPage, fay: User) -> Ask:
    """A question as the owners add it; options by their words."""

    def asked(label: str, *options: str, **values: Any) -> Question:
        values = {"kind": "one" if options else "line", "scope": "person", "label_en": label} | values
        question = add_question(values.pop("page", page), actor=fay, values=values)
        for option in options:
            add_option(question, actor=fay, values={"label_en": option})
        return question

    return asked


@pytest.fixture
def member(delegation: Delegation, una: User, mia: User) -> DelegationMember:
    named = name_member(delegation, actor=una, name_en="Mia Lin", email="mia@people.example")
    return accept_place(named, user=mia)


@pytest.fixture
def registration(member: DelegationMember) -> Registration:
    return registration_of(member.delegation, member)


def of(delegation: Delegation, member: DelegationMember | None = None) -> Registration:
    """As it is now."""
    fresh = Delegation.objects.select_related("exchange", "partner__organisation", "organisation").get(
        pk=delegation.pk
    )
    return registration_of(fresh, member and DelegationMember.objects.get(pk=member.pk))


def option_of(question: Question, label: str) -> str:
    return str(Option.objects.get(question=question, label_en=label).pk)


def answer(registration: Registration, actor: User, *pairs: tuple[Question, Any]) -> Registration:
    given = {question.pk: value for question, value in pairs}
    now = of(registration.delegation, registration.member)
    return save_answers(now, actor=actor, given=given, version=now.version)


def approve(delegation: Delegation, *, head: User, owner: User) -> Delegation:
    submit_delegation(delegation, actor=head)
    return approve_delegation(delegation, actor=owner)
