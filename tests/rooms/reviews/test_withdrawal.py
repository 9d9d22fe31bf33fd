"""A conflict of interest declared by mistake: asked for by its reviewer, decided by somebody else."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qiao.kit.access import may
from qiao.kit.activity.models import Activity
from qiao.kit.errors import NotPermitted
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.reviews.domain.assessment import draft_assessment
from qiao.rooms.reviews.domain.assignment import assign_application, share_out
from qiao.rooms.reviews.domain.declaration import declare_interest
from qiao.rooms.reviews.domain.note import write_note
from qiao.rooms.reviews.domain.panel import remove_reviewer
from qiao.rooms.reviews.domain.withdrawal import decide_on_withdrawal, withdraw_conflict
from qiao.rooms.reviews.enums import ConflictVerdict, Sharing, WithdrawalState
from qiao.rooms.reviews.errors import (
    ConflictOver,
    HasConflict,
    NotReviewable,
    RefusalReasonMissing,
    WithdrawalDecided,
    WithdrawalOpen,
)
from qiao.rooms.reviews.listings import judged
from qiao.rooms.reviews.models import (
    Assessment,
    Assignment,
    ConflictDeclaration,
    ConflictWithdrawal,
    Reviewer,
)
from tests.rooms.reviews.conftest import applicant, clear, judge, points_of, submit, user_of
from tests.rooms.reviews.test_api import read

ROOT = "/en/reviews"
WHY = "Somebody of the same name."


def barred(assignment: Assignment) -> ConflictDeclaration:
    return declare_interest(
        assignment, actor=user_of(assignment), verdict=ConflictVerdict.CONFLICT, reason="My student."
    )


@pytest.fixture
def conflict(cleared: Assignment) -> ConflictDeclaration:
    """Rex began a draft on Wen's application, and then declared a conflict."""
    draft_assessment(cleared, actor=user_of(cleared), points=points_of(cleared), comment="Sound so far.")
    return barred(cleared)


@pytest.fixture
def asked(conflict: ConflictDeclaration) -> ConflictWithdrawal:
    return withdraw_conflict(conflict, actor=user_of(conflict.reviewer), reason=WHY)


def test_lifted_it_gives_back_what_was_there(asked: ConflictWithdrawal, wen: Application, hui: User) -> None:
    rex = user_of(asked.declaration.reviewer)
    assert not Assignment.objects.exists()

    decided = decide_on_withdrawal(asked, actor=hui, is_lifted=True)

    assert (decided.state, decided.decided_by) == (WithdrawalState.LIFTED, hui)
    given = Assignment.objects.get()
    assert not may(rex, "reviews.assess_application", given)  # declares anew before the first look
    assert not may(rex, "reviews.read_application", wen)
    assert Assessment.objects.get(assignment=given).comment == "Sound so far."
    assert submit(clear(given)).version == 1


def test_it_stands_until_it_is_lifted(asked: ConflictWithdrawal, wen: Application, hui: User) -> None:
    reviewer = asked.declaration.reviewer

    assert not may(user_of(reviewer), "reviews.read_application", wen)
    with pytest.raises(HasConflict):
        assign_application(wen, actor=hui, reviewer=reviewer)
    assert share_out(wen.opportunity, actor=hui, sharing=Sharing.ALL) == []


def test_a_refusal_says_why_and_may_be_asked_again(asked: ConflictWithdrawal, hui: User) -> None:
    conflict, rex = asked.declaration, user_of(asked.declaration.reviewer)
    with pytest.raises(RefusalReasonMissing):
        decide_on_withdrawal(asked, actor=hui, is_lifted=False, answer=" ")
    assert ConflictWithdrawal.objects.get().is_open

    decide_on_withdrawal(asked, actor=hui, is_lifted=False, answer="You wrote a paper together.")

    assert ConflictDeclaration.objects.get(pk=conflict.pk).bars
    assert not Assignment.objects.exists()
    with pytest.raises(WithdrawalDecided):
        decide_on_withdrawal(asked, actor=hui, is_lifted=True)
    again = withdraw_conflict(conflict, actor=rex, reason="That was another person.")
    decide_on_withdrawal(again, actor=hui, is_lifted=True)
    assert [row.state for row in conflict.withdrawals.all()] == ["refused", "lifted"]


def test_what_was_said_stays_on_record(asked: ConflictWithdrawal, max_: User) -> None:
    decide_on_withdrawal(asked, actor=max_, is_lifted=True)
    clear(Assignment.objects.get())

    rows = ConflictDeclaration.objects.order_by("id")
    assert [(row.verdict, row.ended_at is None) for row in rows] == [
        ("none", False),
        ("conflict", False),
        ("none", True),
    ]
    assert rows[1].reason == "My student."
    done = Activity.objects.filter(action__startswith="reviews.withdrawal").order_by("id")
    assert [(row.action, row.actor) for row in done] == [
        ("reviews.withdrawal.asked", user_of(asked.declaration.reviewer)),
        ("reviews.withdrawal.lifted", max_),
    ]


def test_nobody_lifts_their_own(opportunity: Opportunity, wen: Application, hui: User, max_: User) -> None:
    own = Reviewer.objects.create(opportunity=opportunity, user=max_)
    withdrawal = withdraw_conflict(
        barred(assign_application(wen, actor=hui, reviewer=own)), actor=max_, reason=WHY
    )

    for user in (max_, user_of(wen)):
        with pytest.raises(NotPermitted):
            decide_on_withdrawal(withdrawal, actor=user, is_lifted=True)
    told = OutboxMail.objects.filter(template="reviews.withdrawal").values_list("recipient", flat=True)
    assert list(told) == [hui.email]


def test_only_a_standing_conflict_is_withdrawn_by_who_declared_it(
    conflict: ConflictDeclaration, rita: Reviewer, hui: User, wen: Application
) -> None:
    rex = user_of(conflict.reviewer)
    for user in (user_of(rita), hui, user_of(wen)):
        with pytest.raises(NotPermitted):
            withdraw_conflict(conflict, actor=user, reason=WHY)
    asked = withdraw_conflict(conflict, actor=rex, reason=WHY)
    with pytest.raises(WithdrawalOpen):
        withdraw_conflict(conflict, actor=rex, reason=WHY)
    assert ConflictWithdrawal.objects.count() == 1
    decide_on_withdrawal(asked, actor=hui, is_lifted=True)
    with pytest.raises(ConflictOver):
        withdraw_conflict(conflict, actor=rex, reason=WHY)


def test_it_is_too_late_once_the_application_is_over(conflict: ConflictDeclaration, wen: Application) -> None:
    Application.objects.filter(pk=wen.pk).update(state="withdrawn")

    with pytest.raises(NotReviewable):
        withdraw_conflict(conflict, actor=user_of(conflict.reviewer), reason=WHY)


def test_who_has_left_the_panel_gets_nothing_back(asked: ConflictWithdrawal, hui: User) -> None:
    remove_reviewer(asked.declaration.reviewer, actor=hui)

    decide_on_withdrawal(asked, actor=hui, is_lifted=True)

    assert not Assignment.everything.exists()


def test_a_host_with_a_conflict_does_not_see_what_others_think(
    client: Client, opportunity: Opportunity, wen: Application, rita: Reviewer, hui: User, max_: User
) -> None:
    judge(wen, rita, hui)
    own = Reviewer.objects.create(opportunity=opportunity, user=max_)
    assert may(max_, "reviews.view_assessments", wen)
    write_note(wen, actor=hui, body="Worth a talk.")
    page = f"{ROOT}/applications/{wen.pk}/"
    client.force_login(max_)
    assert b"Worth a talk." in client.get(page).content
    conflict = barred(assign_application(wen, actor=hui, reviewer=own))

    shown = client.get(page).content.decode()
    assert [words for words in ("Worth a talk.", "Sound.") if words in shown] == []
    assert not may(max_, "reviews.view_assessments", wen)
    assert judged(opportunity, max_).get().mean == -1  # type: ignore[attr-defined]  # annotated
    assert judged(opportunity, hui).get().mean == 60  # type: ignore[attr-defined]  # annotated
    asked = withdraw_conflict(conflict, actor=max_, reason=WHY)
    assert not may(max_, "reviews.view_assessments", wen)
    decide_on_withdrawal(asked, actor=hui, is_lifted=True)
    submit(clear(Assignment.objects.get(reviewer=own)))
    assert may(max_, "reviews.view_assessments", wen)


def test_from_the_mistake_to_the_decision_on_the_pages(
    client: Client, conflict: ConflictDeclaration, rita: Reviewer, hui: User, nan: User, sam: User
) -> None:
    page, rex = f"{ROOT}/declarations/{conflict.pk}/withdrawal/", user_of(conflict.reviewer)
    own = f"{ROOT}/opportunities/{conflict.opportunity.pk}/assignments/"
    for user in (sam, nan, hui, user_of(rita), user_of(conflict.application)):
        client.force_login(user)
        assert client.get(page).status_code == client.post(page, {"reason": WHY}).status_code == 404
    client.force_login(rex)
    assert page in client.get(own).content.decode()
    assert "My student." in client.get(page).content.decode()
    assert client.post(page, {"reason": ""}).status_code == 422
    assert client.post(page, {"reason": WHY}).headers["Location"] == own
    assert b"You have asked for this already" in client.post(page, {"reason": WHY}).content
    assert b"To be decided" in client.get(own).content

    decision = f"{ROOT}/withdrawals/{ConflictWithdrawal.objects.get().pk}/"
    for user in (sam, nan, rex, user_of(rita), user_of(conflict.application)):
        client.force_login(user)
        assert client.get(decision).status_code == client.post(decision, {}).status_code == 404
    client.force_login(hui)
    panel = f"{ROOT}/opportunities/{conflict.opportunity.pk}/"
    assert decision in client.get(panel).content.decode()
    assert WHY.encode() in client.get(decision).content
    assert client.post(decision, {"decision": "refused", "answer": ""}).status_code == 422
    assert client.post(decision, {"decision": "lifted"}).headers["Location"] == panel
    assert "hui@people.example" in client.get(panel).content.decode()
    assert client.get(decision).status_code == 200
    client.force_login(rex)
    again = client.get(own).content.decode()
    assert "lifted" in again
    assert "hui@people.example" not in again
    assert page not in again


def test_mails_say_where_and_nothing_of_the_reasons(max_: User, asked: ConflictWithdrawal, hui: User) -> None:
    decide_on_withdrawal(asked, actor=max_, is_lifted=False, answer="You wrote a paper together.")

    sent = OutboxMail.objects.filter(template="reviews.withdrawal").order_by("id")
    assert {row.recipient for row in sent[:2]} == {hui.email, max_.email}
    assert sent[2].recipient == user_of(asked.declaration.reviewer).email
    for mail in sent:
        for word in ("My student", WHY, "paper", "Wen"):
            assert word not in f"{mail.context}{mail.subject}{mail.text}"


def test_the_panel_takes_the_same_queries_for_one_and_many(
    client: Client, asked: ConflictWithdrawal, hui: User
) -> None:
    client.force_login(hui)
    page = f"{ROOT}/opportunities/{asked.opportunity.pk}/"

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get(page)
        return len(caught)

    count()
    one, reviewer = count(), asked.declaration.reviewer
    for number in range(3):
        more = applicant(asked.declaration.application.intake, f"more{number}", f"More {number}")
        conflict = barred(assign_application(more, actor=hui, reviewer=reviewer))
        withdraw_conflict(conflict, actor=user_of(reviewer), reason=WHY)
    assert count() == one


def test_programs_read_declarations(
    asked: ConflictWithdrawal, rita: Reviewer, hui: User, nan: User, sam: User
) -> None:
    rex, panel = user_of(asked.declaration.reviewer), f"/opportunities/{asked.opportunity.pk}/declarations"

    rows: list[dict[str, Any]] = read(rex, "/declarations").json()["items"]

    assert [row["verdict"] for row in rows] == ["conflict", "none"]
    assert [(each["reason"], each["state"]) for each in rows[0]["withdrawals"]] == [(WHY, "open")]
    assert read(user_of(rita), "/declarations").json()["items"] == []
    assert read(hui, panel).json()["items"] == rows
    for user in (rex, nan, sam):
        assert read(user, panel).status_code == 404
