"""Answers: drafts, conditions, what is missing, two writers, and changes after the approval."""

from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from qiao.kit.errors import NotPermitted
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.registering import approve_delegation, submit_delegation
from qiao.rooms.exchanges.errors import ReasonMissing, WrongState
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange
from qiao.rooms.registration.domain.answering import known_answers, save_answers, save_organisers_answers
from qiao.rooms.registration.domain.missing import gaps
from qiao.rooms.registration.domain.question import archive_question, change_question
from qiao.rooms.registration.domain.reviewing import accept_review, send_back_review
from qiao.rooms.registration.enums import Required, ReviewState
from qiao.rooms.registration.errors import AnswersMissing, ChangedMeanwhile, NotAsked, ReviewClosed
from qiao.rooms.registration.models import Answer, Registration, Review
from tests.rooms.registration.conftest import Ask, answer, approve, of, option_of


def labels(delegation: Delegation, stage: Required = Required.SUBMISSION, **more: Any) -> list[str]:
    return [gap.question.label_en for gap in gaps(delegation, stage, **more)]


@pytest.mark.parametrize(
    ("actor", "may"),
    [("mia", True), ("una", True), ("fay", False), ("hui", False), ("sam", False), ("opal", False)],
)
def test_head_and_the_member_fill_in(
    ask: Ask, registration: Registration, actor: str, may: bool, request: pytest.FixtureRequest
) -> None:
    question = ask("Topic")
    user = request.getfixturevalue(actor)

    if may:
        answer(registration, user, (question, "Cells"))
    else:
        with pytest.raises(NotPermitted):
            answer(registration, user, (question, "Cells"))

    assert Answer.objects.exists() == may


def test_delegations_part_is_the_heads(ask: Ask, registration: Registration, una: User, mia: User) -> None:
    question = ask("Flag", scope="delegation")
    whole = of(registration.delegation)

    with pytest.raises(NotPermitted):
        answer(whole, mia, (question, "Blue"))
    answer(whole, una, (question, "Blue"))

    assert known_answers(of(registration.delegation, registration.member)) == {question.pk: "Blue"}


def test_wrong_answers_are_all_told_and_none_is_stored(
    ask: Ask, registration: Registration, mia: User
) -> None:
    number, day, line = ask("Number", kind="number"), ask("Day", kind="date"), ask("Line")

    with pytest.raises(ValidationError) as refusal:
        answer(registration, mia, (number, "many"), (day, "soon"), (line, "fine"))

    assert set(refusal.value.message_dict) == {number.field_name, day.field_name}
    assert not Answer.objects.exists()


def test_what_is_not_asked_is_refused(ask: Ask, registration: Registration, fay: User, mia: User) -> None:
    secret, whole, old = ask("S", is_for_organisers=True), ask("W", scope="delegation"), ask("Old")
    archive_question(old, actor=fay)

    for question in (secret, whole, old):
        with pytest.raises(NotAsked):
            answer(registration, mia, (question, "x"))


def test_only_what_an_answer_calls_for_counts(
    ask: Ask, registration: Registration, una: User, mia: User
) -> None:
    flag = ask("Flag?", kind="yes_no", scope="delegation")
    topic = ask("Topic", "Cars", "Law", shown_if=flag, shown_for=["yes"], required="submission")
    ask("Which law?", shown_if=topic, shown_for=[option_of(topic, "Law")], required="submission")
    delegation = registration.delegation

    nothing = labels(delegation)
    answer(of(delegation), una, (flag, True))
    one = labels(delegation)
    answer(registration, mia, (topic, option_of(topic, "Law")))
    two = labels(delegation)
    answer(of(delegation), una, (flag, "no"))

    assert [nothing, one, two, labels(delegation)] == [[], ["Topic"], ["Which law?"], []]


def test_answer_that_is_not_called_for_is_kept_but_not_taken(
    ask: Ask, registration: Registration, mia: User
) -> None:
    bus = ask("Bus?", kind="yes_no")
    seat = ask("Seat", shown_if=bus, shown_for=["yes"])
    answer(registration, mia, (bus, "yes"), (seat, "Window"))

    answer(registration, mia, (bus, "no"), (seat, ""))

    assert Answer.objects.get(question=seat).value == "Window"


def test_counter_of_what_is_missing_follows_answers_and_form(
    ask: Ask, registration: Registration, fay: User, mia: User
) -> None:
    line, topic = ask("Line"), ask("Topic", required="submission")
    counts = [answer(registration, mia, (line, "x")).missing]
    counts.append(answer(registration, mia, (topic, "x")).missing)
    ask("Another", required="submission")
    counts.append(Registration.objects.get().missing)
    change_question(line, actor=fay, values={"required": "approval"})

    assert [*counts, Registration.objects.get().missing] == [1, 0, 1, 1]


def test_submission_and_approval_are_refused_while_answers_are_missing(
    ask: Ask, registration: Registration, una: User, mia: User, fay: User
) -> None:
    topic, later = ask("Topic", required="submission"), ask("Later", required="approval")
    secret = ask("Checked?", kind="yes_no", is_for_organisers=True, required="approval")
    delegation = registration.delegation

    with pytest.raises(AnswersMissing) as refusal:
        submit_delegation(delegation, actor=una)
    answer(registration, mia, (topic, "Cells"), (later, "x"))
    submit_delegation(delegation, actor=una)
    with pytest.raises(AnswersMissing):
        approve_delegation(delegation, actor=fay)
    now = of(delegation, registration.member)
    save_organisers_answers(now, actor=fay, given={secret.pk: "yes"}, version=now.version)
    approve_delegation(delegation, actor=fay)

    assert "“Topic” of Mia Lin" in str(refusal.value)


def test_organisers_questions_are_theirs(ask: Ask, registration: Registration, una: User, fay: User) -> None:
    secret = ask("Checked?", kind="yes_no", is_for_organisers=True)

    with pytest.raises(NotPermitted):
        save_organisers_answers(registration, actor=una, given={secret.pk: "yes"}, version=0)
    save_organisers_answers(registration, actor=fay, given={secret.pk: "yes"}, version=0)

    assert Answer.objects.get().value is True


def test_answers_rest_while_they_are_judged(
    ask: Ask, registration: Registration, una: User, mia: User
) -> None:
    question = ask("Topic")
    submit_delegation(registration.delegation, actor=una)

    with pytest.raises(WrongState):
        answer(registration, mia, (question, "Cells"))


def test_second_writer_sees_the_firsts_change(
    ask: Ask, registration: Registration, una: User, mia: User
) -> None:
    topic, other = ask("Topic"), ask("Other")
    opened = answer(registration, una, (topic, "Cells"), (other, "x")).version
    first = answer(registration, una, (topic, "Cars"))

    with pytest.raises(ChangedMeanwhile) as refusal:
        save_answers(of_now(first), actor=mia, given={topic.pk: "Law"}, version=opened)
    same = save_answers(of_now(first), actor=mia, given={topic.pk: "Cars", other.pk: "y"}, version=opened)
    save_answers(of_now(first), actor=mia, given={topic.pk: "Law"}, version=same.version)

    assert refusal.value.values["theirs"] == {topic.pk: "Cars"}
    assert known_answers(of_now(first)) == {topic.pk: "Law", other.pk: "y"}


def of_now(registration: Registration) -> Registration:
    return of(registration.delegation, registration.member)


@pytest.fixture
def asked_again(
    ask: Ask, registration: Registration, una: User, mia: User, fay: User
) -> tuple[Registration, Review]:
    """Approved with "Cells"; Mia now says "Cars"."""
    question = ask("Topic", asks_again=True)
    answer(registration, mia, (question, "Cells"))
    approve(registration.delegation, head=una, owner=fay)
    answer(registration, mia, (question, "Cars"))
    return of_now(registration), Review.objects.select_related("question").get()


def test_change_that_matters_waits_for_the_organisers(
    asked_again: tuple[Registration, Review], mia: User
) -> None:
    registration, review = asked_again

    assert (review.old, review.new, review.asked_by) == ("Cells", "Cars", mia)
    assert known_answers(registration) == {review.question_id: "Cells"}


def test_other_answers_just_change(
    ask: Ask, registration: Registration, una: User, mia: User, fay: User
) -> None:
    question = ask("Shirt")
    approve(registration.delegation, head=una, owner=fay)

    answer(registration, mia, (question, "L"))

    assert (Answer.objects.get().value, Review.objects.exists()) == ("L", False)


def test_accepted_change_stands(
    asked_again: tuple[Registration, Review], fay: User, una: User, sam: User
) -> None:
    registration, review = asked_again
    for stranger in (una, sam):
        with pytest.raises(NotPermitted):
            accept_review(review, actor=stranger)

    accept_review(review, actor=fay)

    assert known_answers(of_now(registration)) == {review.question_id: "Cars"}
    with pytest.raises(ReviewClosed):
        send_back_review(review, actor=fay, reason="Too late")


def test_change_is_sent_back_with_a_reason(asked_again: tuple[Registration, Review], fay: User) -> None:
    registration, review = asked_again
    with pytest.raises(ReasonMissing):
        send_back_review(review, actor=fay, reason=" ")

    send_back_review(review, actor=fay, reason="One topic only.")

    letter = OutboxMail.objects.get(template="registration.review_decided")
    assert known_answers(of_now(registration)) == {review.question_id: "Cells"}
    assert "One topic only." in letter.text
    assert mail.outbox == []  # it waits in the outbox


def test_latest_change_is_decided_on_and_may_be_taken_back(
    asked_again: tuple[Registration, Review], mia: User
) -> None:
    registration, review = asked_again

    answer(registration, mia, (review.question, "Law"))
    latest = Review.objects.get()
    answer(registration, mia, (review.question, "Cells"))

    assert (latest.pk, latest.new) == (review.pk, "Law")
    assert Review.objects.get().state == ReviewState.TAKEN_BACK


def test_gaps_take_the_same_queries_for_few_and_many(
    exchange: Exchange, ask: Ask, member: DelegationMember, django_assert_num_queries: Any
) -> None:
    ask("Topic", "Cars", required="submission")
    delegation = of(member.delegation).delegation
    counts = []
    for more in (0, 19):
        rows = [DelegationMember(delegation=delegation, seat=100 + n, name_en=f"P{n}") for n in range(more)]
        DelegationMember.objects.bulk_create(rows)
        with django_assert_num_queries(6):  # pages, questions, options, registrations, members, answers
            counts.append(len(gaps(delegation, Required.SUBMISSION)))

    assert counts == [1, 20]
