import pytest

from qiao.kit.access import may
from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import Intake, Opportunity
from qiao.rooms.profiles.models import ProfileFile
from qiao.rooms.reviews.domain.assessment import draft_assessment, submit_assessment
from qiao.rooms.reviews.domain.assignment import assign_application
from qiao.rooms.reviews.domain.note import remove_note, write_note
from qiao.rooms.reviews.domain.panel import add_reviewer
from qiao.rooms.reviews.domain.ranking import confirm_ranking, set_tiers
from qiao.rooms.reviews.domain.rubric import change_criterion, criteria_of
from qiao.rooms.reviews.errors import (
    AlreadyAssessed,
    CriterionUnknown,
    RankingClosed,
    ScoreMissing,
    ScoreOutside,
)
from qiao.rooms.reviews.listings import judged
from qiao.rooms.reviews.models import Assessment, AssessmentVersion, Assignment, Criterion, Note, Reviewer
from qiao.rooms.reviews.readers import reads_application, reads_file
from tests.rooms.reviews.conftest import clear, judge, points_of, submit, user_of


def test_the_first_look_waits_for_the_declaration(assigned: Assignment) -> None:
    rex = user_of(assigned)

    assert not may(rex, "reviews.read_application", assigned.application)
    with pytest.raises(NotPermitted):
        submit_assessment(assigned, actor=rex, points={})
    clear(assigned)
    assert may(rex, "reviews.read_application", assigned.application)


def test_applications_and_files_are_open_to_cleared_reviewers(cleared: Assignment, sam: User) -> None:
    rex, file = user_of(cleared), ProfileFile(profile=cleared.application.profile)

    assert (reads_application(rex, cleared.application), reads_file(rex, file)) == (True, True)
    assert (reads_application(sam, cleared.application), reads_file(sam, file)) == (False, False)
    Opportunity.objects.filter(pk=cleared.application.opportunity_id).update(is_blind=True)
    assert (reads_application(rex, cleared.application), reads_file(rex, file)) == (True, False)


def test_a_draft_is_kept_and_then_submitted_whole(cleared: Assignment) -> None:
    rex, some = user_of(cleared), points_of(cleared, 4)
    draft_assessment(cleared, actor=rex, points=some, comment="So far.")

    assert Assessment.objects.get().scores.count() == 1
    with pytest.raises(ScoreMissing) as missing:
        submit_assessment(cleared, actor=rex, points=some)
    assert "Research plan" in str(missing.value)
    assert Assessment.objects.get().state == "draft"
    submitted = submit(cleared, 5, 5, 0, 0)
    assert (submitted.state, submitted.version, submitted.total) == ("submitted", 1, 72.73)  # 8 of 11 weights
    with pytest.raises(AlreadyAssessed):
        draft_assessment(cleared, actor=rex, points=some)


def test_a_change_after_submission_is_a_new_version(cleared: Assignment) -> None:
    submit(cleared, 5, 5, 5, 5, comment="Excellent.")
    submit(cleared, 1, 1, 1, 1, comment="I misread the plan.")

    told = AssessmentVersion.objects.order_by("number").values_list("number", "total", "comment")
    assert list(told) == [(1, 100.0, "Excellent."), (2, 20.0, "I misread the plan.")]


def test_points_that_cannot_be(cleared: Assignment, lea: Application, hui: User) -> None:
    criterion = criteria_of(cleared.application.opportunity)[0]
    for given in (6, -1):
        with pytest.raises(ScoreOutside):
            submit(cleared, given)
    strange = Criterion(rubric=criterion.rubric, name_en="Strange")
    with pytest.raises(CriterionUnknown):
        draft_assessment(cleared, actor=user_of(cleared), points={strange.pk: 1})
    assert not Assessment.objects.exists()


def test_a_wider_scale_is_measured_by_itself(cleared: Assignment, hui: User) -> None:
    first = criteria_of(cleared.application.opportunity)[0]
    change_criterion(first, actor=hui, values={"max_points": 100, "weight": 89})

    assert submit(cleared, 50, 5, 5, 5).total == round(100 * (44.5 + 7) / 96, 2)


def test_others_are_seen_after_one_s_own(cleared: Assignment, rita: Reviewer, hui: User) -> None:
    rex, application = user_of(cleared), cleared.application
    judge(application, rita, hui)

    assert not may(rex, "reviews.view_assessments", application)
    submit(cleared)
    assert may(rex, "reviews.view_assessments", application)
    assert may(hui, "reviews.view_assessments", application)
    assert not may(user_of(application), "reviews.view_assessments", application)


def test_the_host_on_the_panel_waits_like_others(
    wen: Application, rex: Reviewer, hui: User, opportunity: Opportunity
) -> None:
    judge(wen, rex, hui)
    own = clear(assign_application(wen, actor=hui, reviewer=add_reviewer(opportunity, actor=hui, user=hui)))

    assert not may(hui, "reviews.view_assessments", wen)
    assert judged(opportunity, hui).get().mean == -1  # type: ignore[attr-defined]
    submit(own)
    assert may(hui, "reviews.view_assessments", wen)
    assert judged(opportunity, hui).get().reviews == 2  # type: ignore[attr-defined]


def test_nobody_assesses_for_another(cleared: Assignment, rita: Reviewer, hui: User, sam: User) -> None:
    for user in (user_of(rita), hui, sam):
        with pytest.raises(NotPermitted):
            submit_assessment(cleared, actor=user, points=points_of(cleared), recommendation="yes")


def test_a_confirmed_ranking_closes_the_assessments(cleared: Assignment, intake: Intake, hui: User) -> None:
    set_tiers(intake, actor=hui, tiers=[[cleared.application_id]], version=0)
    confirm_ranking(intake, actor=hui, version=1)

    with pytest.raises(RankingClosed):
        submit(cleared)


def test_mean_and_spread_are_of_what_is_submitted(
    wen: Application, lea: Application, rex: Reviewer, rita: Reviewer, hui: User, opportunity: Opportunity
) -> None:
    judge(wen, rex, hui, 5, 5, 5, 5)
    judge(wen, rita, hui, 1, 1, 1, 1)
    draft_assessment(clear(assign_application(lea, actor=hui, reviewer=rex)), actor=user_of(rex), points={})

    first, second = sorted(judged(opportunity, hui), key=lambda row: -row.mean)  # type: ignore[attr-defined]
    assert (first.reviews, first.mean, first.low, first.high, first.deviation) == (2, 60, 20, 100, 40)  # type: ignore[attr-defined]
    assert (second.given, second.reviews, second.mean) == (1, 0, -1)  # type: ignore[attr-defined]


def test_notes_are_among_the_panel(cleared: Assignment, hui: User, rita: Reviewer) -> None:
    application, rex = cleared.application, user_of(cleared)
    note = write_note(application, actor=rex, body="Let us ask about the gap in 2024.")

    write_note(application, actor=hui, body="We will.")
    for user in (user_of(rita), user_of(application)):
        with pytest.raises(NotPermitted):
            write_note(application, actor=user, body="Hello.")
    with pytest.raises(NotPermitted):
        remove_note(note, actor=hui)
    remove_note(note, actor=rex)
    assert [row.body for row in Note.objects.all()] == ["We will."]
