import hashlib

import pytest
from django.core.cache import cache
from django.test import Client

from qiao.kit.classification import DataSubject
from qiao.kit.errors import NotPermitted
from qiao.kit.jobs.models import Job
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.kit.mail.models import OutboxMail
from qiao.kit.steps.forget import forget_who_and_why
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.models import Application
from qiao.rooms.letters.guesses import MOST_GUESSES
from qiao.rooms.training.domain import erasure
from qiao.rooms.training.domain.certificate import issue_certificate, revoke_certificate, verdict_of
from qiao.rooms.training.domain.cohort import change_cohort
from qiao.rooms.training.domain.completion import complete_enrolment
from qiao.rooms.training.domain.paper import fetch_paper, keep_paper, store_paper
from qiao.rooms.training.errors import (
    CertificateExists,
    CertificateNotReady,
    CertificateRevoked,
    TrainingReasonMissing,
    WrongEnrolmentState,
)
from qiao.rooms.training.models import Certificate, Enrolment
from tests.rooms.training.conftest import enrolment_of, user_of

CHECK = "/en/training/verification/"


@pytest.fixture
def certificate(completed: Enrolment, hana: User) -> Certificate:
    return issue_certificate(completed, actor=hana)


def test_numbers_have_no_gaps(certificate: Certificate, bo: Application, hana: User) -> None:
    with pytest.raises(CertificateExists):
        issue_certificate(certificate.enrolment, actor=hana)
    change_cohort(certificate.cohort, actor=hana, values={"least_attendance": 0, "demands_milestones": False})
    with pytest.raises(WrongEnrolmentState):
        issue_certificate(enrolment_of(bo), actor=hana)
    second = issue_certificate(complete_enrolment(enrolment_of(bo), actor=hana), actor=hana)

    assert [certificate.number, second.number] == ["CAMP27-0001", "CAMP27-0002"]
    assert Job.objects.filter(subject_type="training.certificate").count() == 2


def test_only_the_host_issues_and_revokes(completed: Enrolment, hana: User, pia: User, sam: User) -> None:
    for user in (pia, sam, user_of(completed)):
        with pytest.raises(NotPermitted):
            issue_certificate(completed, actor=user)
    certificate = issue_certificate(completed, actor=hana)
    for user in (pia, sam, user_of(completed)):
        with pytest.raises(NotPermitted):
            revoke_certificate(certificate, actor=user, reason="No.")


def test_the_document_is_set_once_in_both_languages(certificate: Certificate, sam: User) -> None:
    with pytest.raises(CertificateNotReady):
        fetch_paper(certificate, actor=user_of(certificate.enrolment))

    run_ready_jobs()
    assert keep_paper(certificate.pk) is False

    certificate.refresh_from_db()
    content = fetch_paper(certificate, actor=user_of(certificate.enrolment))
    assert content.startswith(b"%PDF-1.7")
    assert hashlib.sha256(content).hexdigest() == certificate.digest
    with pytest.raises(NotPermitted):
        fetch_paper(certificate, actor=sam)
    mail = OutboxMail.objects.get(subject__contains="certificate is ready")
    assert mail.recipient == user_of(certificate.enrolment).email
    assert "CAMP27-0001" in mail.text


def test_the_public_page_says_valid_revoked_or_unknown(
    client: Client, certificate: Certificate, hana: User
) -> None:
    page = f"{CHECK}{certificate.code}/"
    assert b"is valid." in client.get(page).content
    given = {"certificate_number": "camp27-0001", "certificate_code": certificate.code.lower()}
    assert b"is valid." in client.post(CHECK, given).content
    assert b"No certificate" in client.post(CHECK, given | {"certificate_number": "X-1"}).content
    assert client.post(CHECK, {}).status_code == 422
    assert b"CAMP27" not in client.get(page).content
    with pytest.raises(TrainingReasonMissing):
        revoke_certificate(certificate, actor=hana, reason=" ")

    revoke_certificate(certificate, actor=hana, reason="Issued by mistake.")

    assert b"has been revoked" in client.get(page).content
    with pytest.raises(CertificateRevoked):
        revoke_certificate(certificate, actor=hana, reason="Again.")
    assert verdict_of("nothing") == "unknown"


def test_guessing_comes_to_an_end(client: Client, certificate: Certificate) -> None:
    cache.clear()
    answers = [client.get(f"{CHECK}GUESS{number}/").status_code for number in range(MOST_GUESSES + 1)]

    assert answers == [200] * MOST_GUESSES + [429]
    assert client.get(f"{CHECK}{certificate.code}/").status_code == 429
    cache.clear()


def test_who_is_erased_leaves_the_number(certificate: Certificate, hana: User) -> None:
    store_paper(certificate, b"%PDF-1.7")
    subject = DataSubject(user_id=user_of(certificate.enrolment).pk)

    erasure.remove_papers(erasure.find_papers(subject))
    erasure.forget_issuers(erasure.find_certificates(DataSubject(user_id=hana.pk)))
    erasure.empty_milestones(erasure.find_milestones(subject))
    erasure.forget_markers(erasure.find_attendances(subject))
    forget_who_and_why(erasure.find_steps(subject))

    certificate.refresh_from_db()
    assert (certificate.number, certificate.issued_by) == ("CAMP27-0001", None)
    assert not erasure.find_papers(subject).exists()
    assert set(certificate.enrolment.milestones.values_list("note", flat=True)) == {""}
    assert not erasure.find_steps(DataSubject()).exists()
