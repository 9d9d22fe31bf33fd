"""The owners' form: what may change, what depends on what, and what is copied."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.cloning import clone_exchange
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.registration.domain.form import add_page, change_page, change_settings, remove_page
from qiao.rooms.registration.domain.ordering import DOWN, UP, move_option, move_page, move_question
from qiao.rooms.registration.domain.question import (
    archive_question,
    change_option,
    change_question,
    remove_option,
    remove_question,
    restore_option,
)
from qiao.rooms.registration.domain.reading import pages_of, questions_of
from qiao.rooms.registration.errors import (
    KindFixed,
    NotDeciding,
    NotEarlier,
    PageInUse,
    QuestionAnswered,
    QuestionNeeded,
    UnknownAnswer,
    WrongScope,
)
from qiao.rooms.registration.models import FormPage, Option, Question, Registration, RegistrationForm
from tests.rooms.exchanges.conftest import fresh
from tests.rooms.registration.conftest import Ask, answer, option_of


def order(exchange: Exchange) -> list[str]:
    return [question.label_en for question in questions_of(pages_of(exchange))]


@pytest.mark.parametrize("stranger", ["hui", "una", "mia", "sam", "opal"])
def test_form_is_changed_by_owners_alone(
    page: FormPage, exchange: Exchange, stranger: str, request: pytest.FixtureRequest
) -> None:
    actor = request.getfixturevalue(stranger)

    with pytest.raises(NotPermitted):
        change_page(page, actor=actor, values={"title_en": "Mine"})
    with pytest.raises(NotPermitted):
        change_settings(exchange, actor=actor, values={"needs_days": 1})


def test_co_organiser_changes_it_as_an_equal(page: FormPage, ari: User) -> None:
    change_page(page, actor=ari, values={"title_en": "Ours"})

    assert fresh(page).title_en == "Ours"


def test_page_needs_a_title_in_one_language(exchange: Exchange, fay: User) -> None:
    with pytest.raises(ValidationError):
        add_page(exchange, actor=fay, values={})


def test_page_with_questions_stays(page: FormPage, ask: Ask, fay: User) -> None:
    question = ask("Topic")

    with pytest.raises(PageInUse):
        remove_page(page, actor=fay)
    remove_question(question, actor=fay)
    remove_page(page, actor=fay)

    assert not FormPage.objects.exists()


def test_questions_to_the_delegation_come_first(exchange: Exchange, ask: Ask) -> None:
    ask("Person")
    ask("Whole", scope="delegation")

    assert order(exchange) == ["Whole", "Person"]


def test_question_moves_within_a_page_and_on_to_the_next(
    exchange: Exchange, page: FormPage, ask: Ask, fay: User
) -> None:
    second = add_page(exchange, actor=fay, values={"title_en": "Second"})
    first, last = ask("First"), ask("Last")
    other = ask("Other", page=second)

    move_question(first, actor=fay, step=DOWN)
    within = order(exchange)
    move_question(fresh(first), actor=fay, step=DOWN)
    across = order(exchange)
    move_question(fresh(first), actor=fay, step=UP)

    assert within == ["Last", "First", "Other"]
    assert (across, fresh(first).page_id) == (["Last", "First", "Other"], page.pk)
    assert [last.page_id, other.page_id] == [page.pk, second.pk]


def test_condition_names_an_earlier_deciding_question(ask: Ask, fay: User) -> None:
    first, line = ask("Bus?", kind="yes_no"), ask("Name")
    last = ask("Seat?", kind="yes_no")
    whole = ask("Flag?", kind="yes_no", scope="delegation")
    secret = ask("Risk?", kind="yes_no", is_for_organisers=True)

    for refusal, changed, source, answers in (
        (NotEarlier, first, last, ["yes"]),
        (NotDeciding, last, line, ["x"]),
        (WrongScope, whole, first, ["yes"]),
        (WrongScope, line, secret, ["yes"]),
        (UnknownAnswer, last, first, ["perhaps"]),
        (UnknownAnswer, last, first, []),
    ):
        with pytest.raises(refusal):
            change_question(changed, actor=fay, values={"shown_if": source, "shown_for": answers})

    change_question(last, actor=fay, values={"shown_if": whole, "shown_for": ["no"]})
    assert fresh(last).shown_if == whole


def test_circle_cannot_be_made(ask: Ask, fay: User) -> None:
    one, two = ask("One", kind="yes_no"), ask("Two", kind="yes_no")
    change_question(two, actor=fay, values={"shown_if": one, "shown_for": ["yes"]})

    with pytest.raises(NotEarlier):
        change_question(one, actor=fay, values={"shown_if": two, "shown_for": ["yes"]})
    with pytest.raises(NotEarlier):
        move_question(fresh(two), actor=fay, step=UP)
    with pytest.raises(QuestionNeeded):
        archive_question(one, actor=fay)

    assert fresh(one).shown_if is None


def test_page_does_not_pass_one_on_which_it_depends(
    exchange: Exchange, page: FormPage, ask: Ask, fay: User
) -> None:
    second = add_page(exchange, actor=fay, values={"title_en": "Second"})
    ask("Later", page=second, shown_if=ask("First", kind="yes_no"), shown_for=["yes"])

    with pytest.raises(NotEarlier):
        move_page(second, actor=fay, step=UP)

    assert [each.pk for each in exchange.form_pages.all()] == [page.pk, second.pk]


def test_kind_stays_once_answered(ask: Ask, registration: Registration, fay: User, mia: User) -> None:
    question = ask("Topic")
    change_question(question, actor=fay, values={"kind": "body"})
    answer(registration, mia, (question, "Batteries"))

    for values in ({"kind": "line"}, {"scope": "delegation"}, {"is_for_organisers": True}):
        with pytest.raises(KindFixed):
            change_question(question, actor=fay, values=values)
    with pytest.raises(QuestionAnswered):
        remove_question(question, actor=fay)
    change_question(question, actor=fay, values={"label_en": "Your topic"})

    assert (fresh(question).kind, fresh(question).label_en) == ("body", "Your topic")


def test_option_in_use_is_archived(ask: Ask, registration: Registration, fay: User, mia: User) -> None:
    question = ask("Topic", "Cars", "Cells", "Law")
    source = Option.objects.get(label_en="Law")
    follow = ask("Which law?", shown_if=question, shown_for=[str(source.pk)])
    answer(registration, mia, (question, option_of(question, "Cars")))

    gone = {
        label: remove_option(Option.objects.get(label_en=label), actor=fay)
        for label in ("Cars", "Cells", "Law")
    }

    assert gone == {"Cars": False, "Cells": True, "Law": False}
    assert set(question.options.filter(is_archived=True).values_list("label_en", flat=True)) == {
        "Cars",
        "Law",
    }
    assert not restore_option(fresh(source), actor=fay).is_archived
    assert fresh(follow).shown_for == [str(source.pk)]


def test_option_is_renamed_and_moved(ask: Ask, fay: User) -> None:
    question = ask("Topic", "Cars", "Cells")
    change_option(Option.objects.get(label_en="Cars"), actor=fay, values={"label_en": "Vehicles"})

    move_option(Option.objects.get(label_en="Cells"), actor=fay, step=UP)

    assert [option.label_en for option in question.options.all()] == ["Cells", "Vehicles"]


def test_clone_takes_the_form_along(
    exchange: Exchange, ask: Ask, fay: User, registration: Registration
) -> None:
    change_settings(exchange, actor=fay, values={"needs_days": 3})
    topic = ask("Topic", "Cars", "Cells", keep_days=9)
    ask("Which car?", shown_if=topic, shown_for=[option_of(topic, "Cars")])
    archive_question(ask("Old"), actor=fay)

    copy = clone_exchange(exchange, starts_on=dt.date(2100, 5, 10), actor=fay)

    first, second = questions_of(pages_of(copy))
    cars = Option.objects.get(question=first, label_en="Cars")
    assert [first.label_en, first.keep_days, second.label_en] == ["Topic", 9, "Which car?"]
    assert (second.shown_if, second.shown_for) == (first, [str(cars.pk)])
    assert RegistrationForm.objects.get(exchange=copy).needs_days == 3
    assert Question.objects.filter(page__exchange=exchange).count() == 3
