import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from qiao.kit.errors import NotPermitted
from qiao.kit.files.access import may_read
from qiao.kit.files.documents import prepare_document
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.models import Application
from qiao.rooms.directory.models import Organisation
from qiao.rooms.training.domain.cohort import change_cohort
from qiao.rooms.training.domain.completion import complete_enrolment, progress_of
from qiao.rooms.training.domain.milestone import confirm_milestone, report_milestone
from qiao.rooms.training.domain.session import change_session, mark_attendance, remove_session
from qiao.rooms.training.errors import (
    EvidenceMissing,
    MilestoneConfirmed,
    MilestoneNotReported,
    NotComplete,
    NotOfThisCohort,
    SessionHasMarks,
    UnknownMark,
)
from qiao.rooms.training.models import Attendance, Cohort, Enrolment, Outcome, TrainingSession
from tests.rooms.exchanges.conftest import account
from tests.rooms.offices.factory import make_office, make_student
from tests.rooms.training.conftest import confirm_all, enrolment_of, make_session, user_of


def test_attendance_is_marked_for_all_or_nobody(
    session: TrainingSession, enrolment: Enrolment, bo: Application, hana: User, sam: User
) -> None:
    other = enrolment_of(bo)
    with pytest.raises(NotPermitted):
        mark_attendance(session, actor=sam, marks=[])
    with pytest.raises(NotOfThisCohort):
        mark_attendance(session, actor=hana, marks=[(enrolment.pk, "present"), (uuid.uuid4(), "late")])
    with pytest.raises(UnknownMark):
        mark_attendance(session, actor=hana, marks=[(enrolment.pk, "present"), (other.pk, "asleep")])
    assert not Attendance.objects.exists()

    marks = [(enrolment.pk, "present"), (other.pk, "absent")]
    assert [mark_attendance(session, actor=hana, marks=marks) for _time in range(2)] == [2, 0]
    assert mark_attendance(session, actor=hana, marks=[(enrolment.pk, ""), (other.pk, "excused")]) == 2

    assert list(Attendance.objects.values_list("enrolment", "mark")) == [(other.pk, "excused")]
    with pytest.raises(SessionHasMarks):
        remove_session(session, actor=hana)


def test_a_session_changes_and_goes(session: TrainingSession, hana: User, sam: User) -> None:
    with pytest.raises(NotPermitted):
        change_session(session, actor=sam, values={"minutes": 10})
    with pytest.raises(NotPermitted):
        remove_session(session, actor=sam)

    assert change_session(session, actor=hana, values={"minutes": 45}).minutes == 45
    remove_session(session, actor=hana)
    assert not TrainingSession.objects.exists()


def test_excused_sessions_do_not_count(cohort: Cohort, enrolment: Enrolment, hana: User) -> None:
    for mark in ("present", "late", "excused", "absent", ""):
        mark_attendance(make_session(cohort, hana), actor=hana, marks=[(enrolment.pk, mark)])

    progress = progress_of(enrolment)

    assert (progress.sessions, progress.there, progress.excused, progress.share) == (5, 2, 1, 50)


def test_a_milestone_is_shown_and_confirmed(
    enrolment: Enrolment, bo: Application, hana: User, sam: User
) -> None:
    milestone = enrolment.milestones.first()
    assert milestone is not None
    for user in (hana, sam, user_of(enrolment_of(bo))):
        with pytest.raises(NotPermitted):
            report_milestone(milestone, actor=user, note="Done.")
    with pytest.raises(MilestoneNotReported):
        confirm_milestone(milestone, actor=hana)
    with pytest.raises(EvidenceMissing):
        report_milestone(milestone, actor=user_of(enrolment), note=" ")
    paper = prepare_document(SimpleUploadedFile("report.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n"))
    told = report_milestone(milestone, actor=user_of(enrolment), evidence=paper)
    readers = {user: may_read(user, told.evidence) for user in (hana, user_of(enrolment), sam)}  # type: ignore[arg-type]  # it has one
    assert list(readers.values()) == [True, True, False]
    with pytest.raises(NotPermitted):
        confirm_milestone(milestone, actor=user_of(enrolment))

    first = confirm_milestone(milestone, actor=hana)

    assert confirm_milestone(milestone, actor=hana).confirmed_at == first.confirmed_at
    with pytest.raises(MilestoneConfirmed):
        report_milestone(milestone, actor=user_of(enrolment), note="More.")


def test_completion_says_what_is_missing_and_counts_once(
    enrolment: Enrolment, session: TrainingSession, hana: User, host: Organisation
) -> None:
    dean = account("dean")
    university = make_office(dean)
    make_student(user_of(enrolment), university, dean)
    with pytest.raises(NotPermitted):
        complete_enrolment(enrolment, actor=user_of(enrolment))
    with pytest.raises(NotComplete) as refusal:
        complete_enrolment(enrolment, actor=hana)
    assert "0 %, at least 80 %" in str(refusal.value)
    assert "2 milestones are not confirmed" in str(refusal.value)
    mark_attendance(session, actor=hana, marks=[(enrolment.pk, "present")])
    confirm_all(enrolment, hana)

    first = complete_enrolment(enrolment, actor=hana)
    complete_enrolment(enrolment, actor=hana)

    outcome = Outcome.objects.get()
    assert (outcome.host, outcome.kind, outcome.university) == (host, "camp", university)
    assert outcome.completed_at == first.completed_at


def test_a_cohort_may_ask_for_less(enrolment: Enrolment, cohort: Cohort, hana: User) -> None:
    change_cohort(cohort, actor=hana, values={"least_attendance": 0, "demands_milestones": False})

    assert complete_enrolment(enrolment, actor=hana).state == "completed"
    assert Outcome.objects.get().university is None
