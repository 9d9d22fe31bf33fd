import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from qiao.kit.activity.models import Activity
from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Exchange, Partner
from qiao.rooms.programme.domain import question as domain
from qiao.rooms.programme.domain.question_erasure import forget_askers, remove_votes
from qiao.rooms.programme.enums import QuestionState
from qiao.rooms.programme.models import ProgrammeItem, Question, QuestionVote
from qiao.rooms.programme.question_errors import (
    NameNeeded,
    NotADuplicate,
    QuestionClosed,
    QuestionsClosed,
    TooManyQuestions,
)

NOBODY = AnonymousUser()


def asked(item: ProgrammeItem, actor: Any, text: str = "Why?", **values: Any) -> Question:
    return domain.ask_question(item, actor=actor, text_en=text, **values)


@pytest.fixture
def hosted(item: ProgrammeItem, host: Partner) -> ProgrammeItem:
    item.host = host
    item.save()
    return item


@pytest.fixture
def shown(hosted: ProgrammeItem, sam: User, fay: User) -> Question:
    return domain.show_question(asked(hosted, sam), actor=fay)


def test_question_waits_until_an_organiser_shows_it(
    hosted: ProgrammeItem, sam: User, fay: User, hui: User
) -> None:
    question = asked(hosted, sam)
    waiting = question.state
    with pytest.raises(NotPermitted):
        domain.show_question(question, actor=hui)

    shown = domain.show_question(question, actor=fay)

    assert waiting == QuestionState.ASKED
    assert shown.state == QuestionState.SHOWN


@pytest.mark.parametrize(("role", "state"), [("fay", "shown"), ("hui", "shown"), ("sam", "asked")])
def test_question_of_who_runs_the_session_is_shown_at_once(
    hosted: ProgrammeItem, request: pytest.FixtureRequest, role: str, state: str
) -> None:
    assert asked(hosted, request.getfixturevalue(role)).state == state


def test_question_is_shown_at_once_where_nobody_looks_first(
    item: ProgrammeItem, sam: User, fay: User
) -> None:
    domain.change_policy(item.exchange, actor=fay, values={"is_moderated": False})

    assert asked(item, sam).state == QuestionState.SHOWN


def test_question_without_a_name_needs_the_organisers_leave(
    item: ProgrammeItem, sam: User, fay: User
) -> None:
    for actor in (NOBODY, sam):
        with pytest.raises(NameNeeded):
            asked(item, actor, is_anonymous=True)
    domain.change_policy(item.exchange, actor=fay, values={"allows_anonymous": True})

    questions = [asked(item, actor, is_anonymous=True) for actor in (NOBODY, sam)]

    assert [question.is_anonymous for question in questions] == [True, True]
    assert not Activity.objects.filter(action="programme.question.asked", actor=sam).exists()


def test_question_is_refused_where_none_are_taken(item: ProgrammeItem, sam: User, fay: User) -> None:
    domain.change_policy(item.exchange, actor=fay, values={"is_open": False})

    with pytest.raises(QuestionsClosed):
        asked(item, sam)


def test_questions_of_an_hour_are_bounded(
    item: ProgrammeItem, sam: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _number in range(domain.MOST_OF_ONE):
        asked(item, sam)
    with pytest.raises(TooManyQuestions):
        asked(item, sam)
    Question.objects.update(created_at=timezone.now() - dt.timedelta(hours=2))

    assert asked(item, sam).state == QuestionState.ASKED


@pytest.mark.parametrize("values", [{"is_public": False}, {"state": "cancelled"}])
def test_question_on_an_internal_session_is_for_those_who_take_part(
    item: ProgrammeItem, sam: User, hui: User, values: dict[str, Any]
) -> None:
    for name, value in values.items():
        setattr(item, name, value)

    with pytest.raises(NotPermitted):
        asked(item, sam)
    assert asked(item, hui).state == QuestionState.ASKED


@pytest.mark.parametrize("text", ["", "   ", "x" * 1001, "a\u202eb"])
def test_question_needs_a_text_that_can_be_shown(item: ProgrammeItem, sam: User, text: str) -> None:
    with pytest.raises(ValidationError):
        asked(item, sam, text)


def test_vote_counts_once_for_each_account_and_can_be_taken_back(
    shown: Question, sam: User, mia: User
) -> None:
    for user in (sam, mia, mia):
        domain.vote(shown, actor=user)
    both = Question.objects.get().votes
    domain.vote(shown, actor=mia, is_wanted=False)
    domain.vote(shown, actor=mia, is_wanted=False)

    assert (both, Question.objects.get().votes) == (2, 1)


def test_vote_for_what_is_not_shown_is_refused(item: ProgrammeItem, sam: User, mia: User) -> None:
    question = asked(item, sam)

    with pytest.raises(NotPermitted):
        domain.vote(question, actor=mia)


@pytest.mark.parametrize("role", ["fay", "ari", "hui"])
def test_answer_is_given_by_organisers_and_the_host(
    shown: Question, request: pytest.FixtureRequest, role: str
) -> None:
    actor = request.getfixturevalue(role)

    answered = domain.answer_question(shown, actor=actor, answer_zh="因为。", answer_en="Because.")

    assert (answered.state, answered.answered_by) == (QuestionState.ANSWERED, actor)
    assert answered.answered_at is not None


@pytest.mark.parametrize("role", ["sam", "mia", "nan"])
def test_answer_of_others_is_refused(shown: Question, request: pytest.FixtureRequest, role: str) -> None:
    with pytest.raises(NotPermitted):
        domain.answer_question(shown, actor=request.getfixturevalue(role), answer_en="Because.")


def test_answer_without_words_was_given_live(shown: Question, fay: User) -> None:
    with pytest.raises(ValidationError):
        domain.answer_question(shown, actor=fay)

    assert domain.answer_question(shown, actor=fay, was_live=True).state == QuestionState.ANSWERED


def test_answer_does_not_bring_back_what_was_hidden(shown: Question, fay: User, hui: User) -> None:
    hidden = domain.hide_question(shown, actor=fay)

    answered = domain.answer_question(hidden, actor=hui, answer_en="Because.")
    again = domain.show_question(answered, actor=fay)

    assert (answered.state, again.state) == (QuestionState.HIDDEN, QuestionState.ANSWERED)


def test_answered_question_hidden_and_shown_again_keeps_its_answer(shown: Question, fay: User) -> None:
    domain.answer_question(shown, actor=fay, answer_en="Because.")
    hidden = domain.hide_question(shown, actor=fay)

    again = domain.show_question(hidden, actor=fay)

    assert (again.state, again.answer_en) == (QuestionState.ANSWERED, "Because.")


def test_question_is_withdrawn_by_who_asked_it(shown: Question, sam: User, fay: User) -> None:
    with pytest.raises(NotPermitted):
        domain.withdraw_question(shown, actor=fay)
    domain.withdraw_question(shown, actor=sam)

    with pytest.raises(QuestionClosed):
        domain.answer_question(shown, actor=fay, answer_en="Because.")


def test_merge_joins_the_votes_each_account_once(
    item: ProgrammeItem, fay: User, sam: User, mia: User, una: User
) -> None:
    one, two, three = (domain.show_question(asked(item, sam, text), actor=fay) for text in ("A?", "A??", "a"))
    for question, user in ((one, mia), (two, mia), (two, una)):
        domain.vote(question, actor=user)
    domain.merge_question(three, actor=fay, into=two)

    kept = domain.merge_question(two, actor=fay, into=one)

    assert kept.votes == QuestionVote.objects.filter(question=one).count() == 2
    assert set(Question.objects.filter(merged_into=one)) == {two, three}


def test_merge_into_itself_or_another_exchange_is_refused(item: ProgrammeItem, fay: User, sam: User) -> None:
    question, gone = (domain.show_question(asked(item, sam), actor=fay) for _number in range(2))
    domain.withdraw_question(gone, actor=sam)

    for target in (question, gone):
        with pytest.raises(NotADuplicate):
            domain.merge_question(question, actor=fay, into=target)


def test_erased_asker_leaves_the_question_without_a_name(shown: Question, sam: User, mia: User) -> None:
    for user in (sam, mia):
        domain.vote(shown, actor=user)

    forget_askers(Question.objects.filter(asker=sam))
    remove_votes(QuestionVote.objects.filter(user=sam))

    question = Question.objects.get()
    assert (question.asker, question.is_anonymous, question.votes) == (None, True, 1)


def test_session_page_takes_questions_and_votes(
    client: Client, hosted: ProgrammeItem, shown: Question, mia: User
) -> None:
    client.force_login(mia)
    url = reverse("programme:questions", args=[hosted.pk])

    refused = client.post(url, {"question": ""})
    client.post(url, {"question": "What of the stipend?"})
    client.post(reverse("programme:question_vote", args=[shown.pk]), {"wanted": "yes"})
    own, others = client.get(url).content.decode(), Client().get(url).content.decode()

    assert refused.status_code == 422
    assert "What of the stipend?" in own
    assert "What of the stipend?" not in others
    assert 'aria-pressed="true"' in own


@pytest.mark.parametrize(("role", "status"), [("fay", 200), ("hui", 404), ("sam", 404)])
def test_queue_is_for_organisers(
    client: Client,
    exchange: Exchange,
    shown: Question,
    request: pytest.FixtureRequest,
    role: str,
    status: int,
) -> None:
    client.force_login(request.getfixturevalue(role))

    assert client.get(reverse("programme:question_queue", args=[exchange.pk])).status_code == status


def test_queue_is_a_file_as_well(client: Client, exchange: Exchange, shown: Question, fay: User) -> None:
    client.force_login(fay)
    url = reverse("programme:question_queue", args=[exchange.pk])

    table = b"".join(client.get(url, {"export": "csv"})).decode("utf-8-sig")
    book = client.get(url, {"export": "xlsx"})

    assert "Why?" in table
    assert "sam@people.example" in table
    assert book.status_code == 200


@pytest.mark.parametrize("number", [1, 3, 20, 200])
def test_queue_takes_as_many_queries_for_few_as_for_many(
    client: Client,
    exchange: Exchange,
    item: ProgrammeItem,
    fay: User,
    django_assert_max_num_queries: Any,
    number: int,
) -> None:
    Question.objects.bulk_create(
        Question(item=item, text_en=f"Question {each}", asker=fay) for each in range(number)
    )
    client.force_login(fay)

    with django_assert_max_num_queries(36):  # with the doors of the frame
        client.get(reverse("programme:question_queue", args=[exchange.pk]))


@pytest.mark.parametrize("number", [1, 20, 150])
def test_questions_take_as_many_queries_for_few_as_for_many(
    client: Client, item: ProgrammeItem, mia: User, django_assert_num_queries: Any, number: int
) -> None:
    Question.objects.bulk_create(
        Question(item=item, text_en=f"Question {each}", asker=mia, state="shown") for each in range(number)
    )

    with django_assert_num_queries(4):
        client.get(reverse("programme:questions", args=[item.pk]))


def test_wall_shows_the_most_wanted_first_and_no_names(
    client: Client, item: ProgrammeItem, sam: User
) -> None:
    for text, votes in (("Second?", 2), ("First?", 9)):
        Question.objects.create(item=item, text_en=text, asker=sam, state="shown", votes=votes)
    url = reverse("programme:projector", args=[item.pk])

    page, part = client.get(url).content.decode(), client.get(url, {"part": ""}).content.decode()

    assert page.index("First?") < page.index("Second?")
    assert 'http-equiv="refresh"' in page
    assert "sam@" not in page
    assert part.startswith("<div hx-get")


def test_organiser_answers_translates_and_merges_on_the_page(
    client: Client, item: ProgrammeItem, shown: Question, sam: User, fay: User
) -> None:
    other = domain.show_question(asked(item, sam, "Why not?"), actor=fay)
    client.force_login(fay)

    client.post(reverse("programme:question", args=[shown.pk]), {"answer_zh": "因为。", "answer_en": ""})
    client.post(
        reverse("programme:question_translation", args=[shown.pk]), {"text_zh": "为什么？", "text_en": "Why?"}
    )
    client.post(reverse("programme:question_hiding", args=[shown.pk]))
    client.post(reverse("programme:question_showing", args=[shown.pk]))
    merged = client.post(reverse("programme:question_merging", args=[other.pk]), {"into": shown.pk})
    refused = client.post(reverse("programme:question", args=[shown.pk]), {"answer_zh": "", "answer_en": ""})

    shown.refresh_from_db()
    assert (merged.status_code, refused.status_code) == (302, 422)
    assert (shown.text_zh, shown.answer_zh, shown.state) == ("为什么？", "因为。", QuestionState.ANSWERED)
    assert Question.objects.get(pk=other.pk).merged_into == shown


def test_public_answers_are_on_one_page(
    client: Client, exchange: Exchange, shown: Question, fay: User
) -> None:
    domain.answer_question(shown, actor=fay, answer_en="Because.")

    page = client.get(reverse("programme:public_questions", args=[exchange.pk])).content.decode()

    assert "Why?" in page
    assert "Because." in page


def test_policy_is_changed_on_its_page(client: Client, exchange: Exchange, fay: User) -> None:
    client.force_login(fay)

    client.post(
        reverse("programme:question_policy", args=[exchange.pk]), {"is_open": "on", "allows_anonymous": "on"}
    )

    policy = domain.policy_of(exchange)
    assert (policy.is_open, policy.allows_anonymous, policy.is_moderated) == (True, True, False)
