import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from qiao.kit.errors import NotPermitted
from qiao.kit.jobs.models import Job
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.application import withdraw_application
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import Intake
from qiao.rooms.training.domain.certificate import issue_certificate
from qiao.rooms.training.domain.cohort import change_cohort, open_cohort
from qiao.rooms.training.domain.enrolment import (
    enrol_all,
    enrol_newly_accepted,
    leave_training,
    months_later,
    remove_enrolment,
)
from qiao.rooms.training.errors import (
    CohortCodeFixed,
    CohortExists,
    TrainingReasonMissing,
    WrongEnrolmentState,
)
from qiao.rooms.training.models import Cohort, Enrolment
from qiao.rooms.training.tasks import keep_rosters
from tests.rooms.training.conftest import VALUES, accepted, user_of


def test_who_accepted_is_enrolled_once(cohort: Cohort, hana: User, ann: Application, intake: Intake) -> None:
    assert set(Enrolment.objects.values_list("state", flat=True)) == {"enrolled"}
    assert Enrolment.objects.count() == 2
    assert enrol_all(cohort, actor=hana) == 0

    late = accepted("late", intake)
    assert [enrol_newly_accepted(cohort), enrol_newly_accepted(cohort)] == [1, 0]
    assert Cohort.objects.waited_for().count() == 0

    milestones = Enrolment.objects.get(application=late).milestones.values_list("number", "due_on")
    assert list(milestones) == [(1, dt.date(2099, 7, 31)), (2, dt.date(2099, 8, 31))]
    assert OutboxMail.objects.filter(template="training.news", subject__contains="enrolled").count() == 3


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (dt.date(2024, 1, 31), 1, dt.date(2024, 2, 29)),
        (dt.date(2025, 12, 15), 1, dt.date(2026, 1, 15)),
        (dt.date(2025, 6, 30), 0, dt.date(2025, 6, 30)),
        (dt.date(2025, 3, 31), 23, dt.date(2027, 2, 28)),
    ],
)
def test_months_later(day: dt.date, months: int, later: dt.date) -> None:
    assert months_later(day, months) == later


def test_one_cohort_an_intake_by_its_host(
    cohort: Cohort, intake: Intake, hana: User, mo: User, pia: User, sam: User
) -> None:
    with pytest.raises(CohortExists):
        open_cohort(intake, actor=mo, values=VALUES | {"code": "OTHER"})
    for user in (pia, sam):
        with pytest.raises(NotPermitted):
            open_cohort(intake, actor=user, values=VALUES)
        with pytest.raises(NotPermitted):
            enrol_all(cohort, actor=user)
        with pytest.raises(NotPermitted):
            change_cohort(cohort, actor=user, values={"least_attendance": 0})
    with pytest.raises(ValidationError):
        change_cohort(cohort, actor=hana, values={"ends_on": dt.date(2099, 1, 1)})
    with pytest.raises(ValidationError):
        change_cohort(cohort, actor=hana, values={"code": "a b"})

    assert change_cohort(cohort, actor=mo, values={"least_attendance": 50}).least_attendance == 50


def test_the_code_stays_with_the_certificates(completed: Enrolment, hana: User) -> None:
    issue_certificate(completed, actor=hana)

    with pytest.raises(CohortCodeFixed):
        change_cohort(completed.cohort, actor=hana, values={"code": "OTHER"})


def test_removed_with_a_reason(enrolment: Enrolment, hana: User, sam: User) -> None:
    for user in (sam, user_of(enrolment)):
        with pytest.raises(NotPermitted):
            remove_enrolment(enrolment, actor=user, reason="No.")
    with pytest.raises(TrainingReasonMissing):
        remove_enrolment(enrolment, actor=hana, reason=" ")

    removed = remove_enrolment(enrolment, actor=hana, reason="Never came.")

    assert [(step.to_state, step.reason) for step in removed.steps.all()] == [
        ("enrolled", ""),
        ("removed", "Never came."),
    ]
    with pytest.raises(WrongEnrolmentState):
        remove_enrolment(enrolment, actor=hana, reason="Again.")


def test_who_leaves_says_so_themselves(enrolment: Enrolment, hana: User) -> None:
    with pytest.raises(NotPermitted):
        leave_training(enrolment, actor=hana, reason="No.")

    assert leave_training(enrolment, actor=user_of(enrolment), reason="A job.").state == "left"


def test_a_withdrawn_acceptance_leaves_the_training(enrolment: Enrolment, ann: Application) -> None:
    withdraw_application(ann, actor=user_of(enrolment))

    enrolment.refresh_from_db()
    assert enrolment.state == "left"


def test_the_standing_job_enrols_once(cohort: Cohort, intake: Intake) -> None:
    accepted("late", intake)

    for _twice in range(2):
        start_job(None, keep_rosters, title="Keep rosters")
        run_ready_jobs()

    jobs = Job.objects.filter(title="Keep rosters").order_by("id")
    assert list(jobs.values_list("result", flat=True)) == [{"enrolled": 1}, {"enrolled": 0}]
