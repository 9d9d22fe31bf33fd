"""Registering with consent, the office's answer, and the end."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from qiao.kit.activity.models import Activity
from qiao.kit.classification import DataSubject
from qiao.kit.errors import NotPermitted
from qiao.kit.jobs.schedule import standing_schedules
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation, OrganisationDomain
from qiao.rooms.offices.domain.student import (
    change_registration,
    confirm_student,
    decide_students,
    end_registration,
    matched_domain,
    refuse_student,
    register_student,
    suggested_offices,
)
from qiao.rooms.offices.enums import RegistrationState
from qiao.rooms.offices.errors import (
    AlreadyRegistered,
    ConsentNeeded,
    NothingChosen,
    ReasonMissing,
    WrongState,
)
from qiao.rooms.offices.models import RegistrationStep, StudentRegistration
from qiao.rooms.offices.purpose_names import SEEN
from qiao.rooms.offices.tasks import keep_time
from qiao.rooms.privacy.domain.consent import has_consent, withdraw_consent
from qiao.rooms.privacy.domain.erasure import erase_person
from qiao.rooms.profiles.models import Profile
from tests.rooms.offices.factory import make_claim, make_office, make_student, words


def test_a_student_registers_with_consent(claim: StudentRegistration, mia: User) -> None:
    assert (claim.state, claim.student_number, claim.wants_mails) == ("claimed", "D-17", False)
    assert has_consent(mia, SEEN)
    assert [step.to_state for step in claim.steps.all()] == ["claimed"]


def test_without_the_consent_nothing_is_stored(mia: User, duke: Organisation) -> None:
    words()

    with pytest.raises(ConsentNeeded):
        register_student(duke, actor=mia)

    assert not StudentRegistration.objects.exists()


def test_nobody_registers_twice(claim: StudentRegistration, mia: User, duke: Organisation) -> None:
    with pytest.raises(AlreadyRegistered):
        make_claim(mia, duke)
    with pytest.raises(IntegrityError), transaction.atomic():
        StudentRegistration.objects.create(
            university=duke, profile=claim.profile, consented_at=timezone.now()
        )


@pytest.mark.parametrize("values", [{"publication": "draft"}, {"kind": "company"}])
def test_only_published_universities_take_students(mia: User, dan: User, values: dict[str, str]) -> None:
    with pytest.raises(NotPermitted):
        make_claim(mia, make_office(dan, **values))


def test_the_office_confirms(claim: StudentRegistration, dan: User, mia: User) -> None:
    found = confirm_student(claim, actor=dan)

    assert (found.state, found.decided_by) == ("confirmed", dan)
    assert OutboxMail.objects.get(template="offices.student").user == mia


def test_others_do_not_decide(
    claim: StudentRegistration, nan: User, eve: User, other: Organisation, mia: User, sam: User
) -> None:
    for user in (nan, eve, mia, sam):
        with pytest.raises(NotPermitted):
            confirm_student(claim, actor=user)
        with pytest.raises(NotPermitted):
            refuse_student(claim, actor=user, reason="No.")


def test_who_runs_the_office_does_not_confirm_themselves(dan: User, duke: Organisation) -> None:
    own = make_claim(dan, duke)

    with pytest.raises(NotPermitted):
        confirm_student(own, actor=dan)
    assert decide_students(duke, actor=dan, ids=[own.pk], state=RegistrationState.CONFIRMED) == 0


def test_a_refusal_needs_a_reason(claim: StudentRegistration, dan: User) -> None:
    with pytest.raises(ReasonMissing):
        refuse_student(claim, actor=dan, reason=" ")

    assert refuse_student(claim, actor=dan, reason="Not enrolled.").state == "refused"
    assert RegistrationStep.objects.last().reason == "Not enrolled."  # type: ignore[union-attr]


def test_the_second_of_two_decisions_finds_the_first(claim: StudentRegistration, dan: User) -> None:
    confirm_student(claim, actor=dan)

    for decide in (confirm_student, lambda *_a, **_k: refuse_student(claim, actor=dan, reason="No.")):
        with pytest.raises(WrongState, match="Confirmed"):
            decide(claim, actor=dan)


def test_many_are_confirmed_together(
    claim: StudentRegistration, student: StudentRegistration, duke: Organisation, dan: User, sam: User
) -> None:
    third = make_claim(sam, duke)
    ids = [claim.pk, student.pk, third.pk]

    assert decide_students(duke, actor=dan, ids=ids, state=RegistrationState.CONFIRMED) == 2
    with pytest.raises(NothingChosen):
        decide_students(duke, actor=dan, ids=[], state=RegistrationState.CONFIRMED)
    with pytest.raises(ReasonMissing):
        decide_students(duke, actor=dan, ids=ids, state=RegistrationState.REFUSED)


def test_a_refused_student_may_register_again(
    claim: StudentRegistration, dan: User, mia: User, duke: Organisation
) -> None:
    refuse_student(claim, actor=dan, reason="Which faculty?")

    assert make_claim(mia, duke).state == "claimed"


def test_the_last_end_withdraws_the_consent(
    student: StudentRegistration, leo: User, other: Organisation, eve: User
) -> None:
    second = make_student(leo, other, eve)

    end_registration(student, actor=leo)
    assert has_consent(leo, SEEN)
    end_registration(second, actor=leo)
    assert not has_consent(leo, SEEN)


def test_the_office_ends_with_a_reason(student: StudentRegistration, dan: User, eve: User, leo: User) -> None:
    with pytest.raises(ReasonMissing):
        end_registration(student, actor=dan)
    with pytest.raises(NotPermitted):
        end_registration(student, actor=eve, reason="x")

    assert end_registration(student, actor=dan, reason="Graduated.").state == "ended"
    assert OutboxMail.objects.filter(template="offices.student", user=leo).count() == 2


def test_a_withdrawn_consent_hides_at_once_and_ends_soon(
    student: StudentRegistration, leo: User, dan: User
) -> None:
    withdraw_consent(leo, words())
    assert not StudentRegistration.objects.standing().exists()
    with pytest.raises(NotPermitted):
        end_registration(student, actor=dan, reason="x")

    start_job(None, keep_time, title="Keep time")
    run_ready_jobs()

    student.refresh_from_db()
    assert student.state == "ended"
    assert standing_schedules.get("offices.time").task_path == keep_time.module_path


def test_confirmed_ones_are_asked_for_within_other_questions(
    student: StudentRegistration, claim: StudentRegistration, leo: User
) -> None:
    own = StudentRegistration.objects.confirmed().filter(profile=OuterRef("pk"))

    assert list(Profile.objects.filter(Exists(own))) == [student.profile]
    withdraw_consent(leo, words())
    assert not Profile.objects.filter(Exists(own)).exists()


def test_registering_anew_ends_what_lapsed(
    student: StudentRegistration, leo: User, duke: Organisation
) -> None:
    withdraw_consent(leo, words())

    assert make_claim(leo, duke).state == "claimed"
    student.refresh_from_db()
    assert student.state == "ended"


def test_mails_are_the_students_choice(student: StudentRegistration, leo: User, dan: User) -> None:
    with pytest.raises(NotPermitted):
        change_registration(student, actor=dan, wants_mails=False)

    assert change_registration(student, actor=leo, wants_mails=False).wants_mails is False


def test_a_confirmed_address_suggests(mia: User, duke: Organisation) -> None:
    assert matched_domain(mia, duke) == ""

    OrganisationDomain.objects.create(organisation=duke, suffix="people.example")

    assert matched_domain(mia, duke) == "people.example"
    assert list(suggested_offices(mia)) == [duke]
    assert make_claim(mia, duke).state == "claimed"


def test_an_erased_student_leaves_nothing(
    student: StudentRegistration, leo: User, claim: StudentRegistration
) -> None:
    erase_person(DataSubject(user_id=leo.pk, emails=frozenset({leo.email})))

    assert list(StudentRegistration.objects.all()) == [claim]
    assert not RegistrationStep.objects.filter(actor=leo).exists()


def test_an_erased_officer_leaves_decisions(
    student: StudentRegistration, dan: User, duke: Organisation
) -> None:
    erase_person(DataSubject(user_id=dan.pk, emails=frozenset({dan.email})))

    assert StudentRegistration.objects.get().state == "confirmed"
    assert not RegistrationStep.objects.filter(actor=dan).exists()


def test_the_log_names_no_student(claim: StudentRegistration, mia: User) -> None:
    row = Activity.objects.get(action="offices.registration.claimed")

    assert mia.email not in str(row.changes)
    assert timezone.now() - claim.consented_at < timedelta(minutes=1)
