import datetime as dt

import pytest
from django.utils import timezone

from qiao.kit.errors import NotPermitted
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.domain.invitation import accept
from qiao.rooms.accounts.models import Invitation, User
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import Intake, Opportunity
from qiao.rooms.reviews.domain.assignment import assign_application, remove_assignment, share_out
from qiao.rooms.reviews.domain.declaration import declare_interest
from qiao.rooms.reviews.domain.panel import add_reviewer, invite_reviewer, remove_reviewer
from qiao.rooms.reviews.domain.reminding import remind_reviewer, reviewers_to_remind
from qiao.rooms.reviews.domain.rubric import (
    add_criterion,
    change_criterion,
    criteria_of,
    remove_criterion,
    take_standard,
)
from qiao.rooms.reviews.domain.sharing import balanced
from qiao.rooms.reviews.enums import ConflictVerdict, Sharing
from qiao.rooms.reviews.errors import (
    AlreadyAssessed,
    AlreadyAssigned,
    AlreadyReviewer,
    ApplicantOnPanel,
    ConflictReasonMissing,
    HasConflict,
    NotOfTheHost,
    NotReviewable,
    PanelEmpty,
    RubricFrozen,
    RubricThere,
    WrongPanel,
)
from qiao.rooms.reviews.models import Assignment, Reviewer
from tests.rooms.applications.factory import make_application
from tests.rooms.exchanges.conftest import account
from tests.rooms.opportunities.factory import make_host, make_opportunity
from tests.rooms.reviews.conftest import applicant, judge, seated, submit, user_of


def test_the_usual_criteria_are_taken_once_and_changed(opportunity: Opportunity, max_: User) -> None:
    take_standard(opportunity, actor=max_)

    names = [row.name_en for row in criteria_of(opportunity)]
    assert names == [
        "Academic record",
        "Research plan",
        "Fit with the supervisors",
        "Language and communication",
    ]
    with pytest.raises(RubricThere):
        take_standard(opportunity, actor=max_)
    added = add_criterion(opportunity, actor=max_, name_zh="面试印象", weight=2)
    assert change_criterion(added, actor=max_, values={"name_en": "Impression"}).name_en == "Impression"
    remove_criterion(added, actor=max_)
    assert len(criteria_of(opportunity)) == 4


def test_the_rubric_stays_once_points_are_given(wen: Application, rex: Reviewer, hui: User) -> None:
    judge(wen, rex, hui)

    with pytest.raises(RubricFrozen):
        add_criterion(wen.opportunity, actor=hui, name_en="Another")
    with pytest.raises(RubricFrozen):
        remove_criterion(criteria_of(wen.opportunity)[0], actor=hui)


@pytest.mark.parametrize("name", ["nan", "sam", "rex"])
def test_only_the_host_runs_the_panel(
    name: str, opportunity: Opportunity, request: pytest.FixtureRequest
) -> None:
    found = request.getfixturevalue(name)
    user = found if isinstance(found, User) else user_of(found)

    with pytest.raises(NotPermitted):
        take_standard(opportunity, actor=user)
    with pytest.raises(NotPermitted):
        share_out(opportunity, actor=user, sharing=Sharing.ALL)
    with pytest.raises(NotPermitted):
        invite_reviewer(opportunity, actor=user, email="new@people.example")


def test_who_applies_has_no_say(intake: Intake, max_: User) -> None:
    opportunity = intake.opportunity
    insider = account("ina", opportunity.host)
    make_application(insider, intake)

    with pytest.raises(NotPermitted):
        take_standard(opportunity, actor=insider)
    with pytest.raises(ApplicantOnPanel):
        add_reviewer(opportunity, actor=max_, user=insider)


def test_a_reviewer_is_invited_by_mail_and_joins(opportunity: Opportunity, hui: User) -> None:
    invite_reviewer(opportunity, actor=hui, email="Una@People.example")
    una = account("una")
    accept(una, Invitation.objects.get())

    assert Reviewer.objects.active().get(opportunity=opportunity).user == una
    with pytest.raises(AlreadyReviewer):
        invite_reviewer(opportunity, actor=hui, email="una@people.example")


def test_members_of_the_host_are_chosen(opportunity: Opportunity, hui: User, nan: User, sam: User) -> None:
    assert add_reviewer(opportunity, actor=hui, user=nan).is_active
    with pytest.raises(AlreadyReviewer):
        add_reviewer(opportunity, actor=hui, user=nan)
    with pytest.raises(NotOfTheHost):
        add_reviewer(opportunity, actor=hui, user=sam)


def test_who_leaves_keeps_what_was_submitted(
    wen: Application, lea: Application, rex: Reviewer, hui: User
) -> None:
    judge(wen, rex, hui)
    assign_application(lea, actor=hui, reviewer=rex)

    remove_reviewer(rex, actor=hui)

    assert [row.application for row in Assignment.objects.filter(reviewer=rex)] == [wen]
    assert not Reviewer.objects.active().filter(pk=rex.pk).exists()


def test_an_assignment_begins_the_review_and_tells_the_reviewer(assigned: Assignment) -> None:
    application = Application.objects.get(pk=assigned.application_id)

    assert application.state == "under_review"
    mail = OutboxMail.objects.get(template="reviews.assigned")
    assert mail.user == user_of(assigned)
    assert "Wen Lin" not in mail.text + mail.subject


def test_assignments_that_cannot_be(
    assigned: Assignment, intake: Intake, hui: User, rex: Reviewer, rita: Reviewer
) -> None:
    with pytest.raises(AlreadyAssigned):
        assign_application(assigned.application, actor=hui, reviewer=rex)
    early = applicant(intake, "eve", "Eve", "submitted")
    with pytest.raises(NotReviewable):
        assign_application(early, actor=hui, reviewer=rita)
    other = make_opportunity(make_host(hui), hui)
    with pytest.raises(WrongPanel):
        assign_application(assigned.application, actor=hui, reviewer=seated(other, "pia"))


def test_a_conflict_takes_the_assignment_away_for_good(
    assigned: Assignment, hui: User, rex: Reviewer
) -> None:
    with pytest.raises(ConflictReasonMissing):
        declare_interest(assigned, actor=user_of(rex), verdict=ConflictVerdict.CONFLICT, reason=" ")
    declare_interest(assigned, actor=user_of(rex), verdict=ConflictVerdict.CONFLICT, reason="My student.")

    assert not Assignment.objects.exists()
    with pytest.raises(HasConflict):
        assign_application(assigned.application, actor=hui, reviewer=rex)
    assert share_out(assigned.application.opportunity, actor=hui, sharing=Sharing.ALL) == []


def test_nobody_declares_for_another(assigned: Assignment, rita: Reviewer, hui: User) -> None:
    for user in (user_of(rita), hui):
        with pytest.raises(NotPermitted):
            declare_interest(assigned, actor=user, verdict=ConflictVerdict.NONE)


def test_what_is_assessed_stays_assigned(cleared: Assignment, hui: User) -> None:
    submit(cleared)

    with pytest.raises(AlreadyAssessed):
        remove_assignment(cleared, actor=hui)
    with pytest.raises(AlreadyAssessed):
        declare_interest(
            cleared, actor=user_of(cleared), verdict=ConflictVerdict.CONFLICT, reason="Too late."
        )


def test_loads_are_balanced_around_conflicts() -> None:
    applications, reviewers = list("abcdef"), [1, 2, 3]
    barred, given = {("a", 1), ("a", 2)}, {("b", 3)}

    pairs = balanced(applications, reviewers, each=2, barred=barred, given=given)

    assert pairs == balanced(applications, reviewers, each=2, barred=barred, given=given)
    assert not {*pairs} & barred
    whole = [*pairs, *given]
    assert {one: sum(one == each for each, _ in whole) for one in applications} == dict.fromkeys(
        "bcdef", 2
    ) | {"a": 1}
    loads = [sum(who == each for _, each in whole) for who in reviewers]
    assert max(loads) - min(loads) <= 1


def test_sharing_out_needs_a_panel_and_adds_only(
    opportunity: Opportunity, wen: Application, lea: Application, kai: Application, hui: User
) -> None:
    with pytest.raises(PanelEmpty):
        share_out(opportunity, actor=hui, sharing=Sharing.ALL)
    seated(opportunity, "rex"), seated(opportunity, "rita")

    assert len(share_out(opportunity, actor=hui, sharing=Sharing.BALANCED, each=1)) == 3
    assert len(share_out(opportunity, actor=hui, sharing=Sharing.ALL)) == 3
    assert share_out(opportunity, actor=hui, sharing=Sharing.ALL) == []


def test_what_is_due_is_reminded_of_once(
    wen: Application, lea: Application, rex: Reviewer, hui: User
) -> None:
    soon = timezone.now() + dt.timedelta(hours=30)
    assign_application(wen, actor=hui, reviewer=rex, due_at=soon)
    assign_application(lea, actor=hui, reviewer=rex, due_at=soon + dt.timedelta(days=5))

    assert reviewers_to_remind() == [rex.pk]
    assert remind_reviewer(rex.pk) == 1
    assert (reviewers_to_remind(), remind_reviewer(rex.pk)) == ([], 0)
    assert OutboxMail.objects.get(template="reviews.due").user == user_of(rex)
