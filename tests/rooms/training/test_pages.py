"""A path through the pages, and what they show to whom."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from qiao.kit.files.models import StoredFile
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.doors import doors_of_application
from qiao.rooms.applications.models import Application
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.doors import doors_of_exchange
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.opportunities.doors import doors_of_opportunity
from qiao.rooms.opportunities.models import Intake, Opportunity
from qiao.rooms.training.domain.certificate import issue_certificate
from qiao.rooms.training.domain.paper import store_paper
from qiao.rooms.training.models import Attendance, Cohort, Enrolment, Outcome, TrainingSession
from tests.rooms.exchanges.conftest import draft, fay, federation  # noqa: F401 (fixtures)
from tests.rooms.training.conftest import VALUES, accepted, user_of
from tests.support.entering import enter

TRAINING = "/en/training"


def test_from_the_cohort_to_the_certificate(
    client: Client, intake: Intake, ann: Application, hana: User
) -> None:
    page = f"{TRAINING}/intakes/{intake.pk}/cohort/"
    assert enter(client, hana).post(page, VALUES | {"least_attendance": 101}).status_code == 422
    given = VALUES | {"least_attendance": 80, "demands_milestones": "on"}
    cohort = client.post(page, given).headers["Location"]
    assert client.get(page).headers["Location"] == cohort
    assert client.get(cohort).status_code == 200
    added = {"starts_at": "2099-08-01T09:00", "minutes": 90, "title_en": "Perception"}
    assert client.post(f"{cohort}sessions/", added | {"minutes": 0}).status_code == 422
    assert client.post(f"{cohort}sessions/", added).status_code == 302
    assert client.get(f"{cohort}sessions/").status_code == 200
    session = f"{TRAINING}/sessions/{TrainingSession.objects.get().pk}/"
    enrolment = Enrolment.objects.get()
    assert client.post(session, {f"mark-{enrolment.pk}": "asleep"}).status_code == 422
    assert client.post(session, {f"mark-{enrolment.pk}": "present"}).status_code == 302
    assert b'value="present"' in client.get(session).content
    assert client.post(f"{session}change/", added | {"minutes": 45}).status_code == 302

    own = f"{TRAINING}/enrolments/{enrolment.pk}/"
    enter(client, user_of(enrolment))
    assert b"2 milestones are not confirmed" in client.get(own).content
    for milestone in enrolment.milestones.all():
        report = f"{TRAINING}/milestones/{milestone.pk}/"
        assert client.post(report, {"note": ""}).status_code == 422
        assert client.post(report, {"note": "Written."}).status_code == 302
    enter(client, hana)
    assert client.post(f"{own}completion/").status_code == 409
    for milestone in enrolment.milestones.all():
        assert client.post(f"{TRAINING}/milestones/{milestone.pk}/confirmation/").status_code == 302
    assert client.post(f"{own}completion/").status_code == 302
    assert client.post(f"{own}certificate/").status_code == 302
    certificate = Enrolment.objects.get().certificate
    store_paper(certificate, b"%PDF-1.7")

    enter(client, user_of(enrolment))
    paper = f"{TRAINING}/certificates/{certificate.pk}/paper/"
    assert paper in client.get(own).content.decode()
    assert client.get(paper).content == b"%PDF-1.7"
    enter(client, hana)
    revocation = f"{TRAINING}/certificates/{certificate.pk}/revocation/"
    assert client.post(revocation, {"reason": ""}).status_code == 422
    assert client.post(revocation, {"reason": "A mistake."}).status_code == 302
    assert b"A mistake." in client.get(own).content


def test_removing_and_leaving_need_a_reason(
    client: Client, cohort: Cohort, enrolment: Enrolment, hana: User
) -> None:
    page = f"{TRAINING}/enrolments/{enrolment.pk}"
    enter(client, hana)
    assert client.post(f"{page}/removal/", {"reason": ""}).status_code == 422
    assert client.get(f"{page}/leaving/").status_code == 404
    enter(client, user_of(enrolment))
    assert client.get(f"{page}/removal/").status_code == 404
    assert client.post(f"{page}/leaving/", {"reason": ""}).status_code == 422

    assert client.post(f"{page}/leaving/", {"reason": "A job."}).status_code == 302
    assert b"A job." in client.get(f"{page}/").content
    assert client.post(f"{page}/leaving/", {"reason": "Again."}).status_code == 422


def test_settings_and_who_accepted_later(client: Client, cohort: Cohort, intake: Intake, hana: User) -> None:
    accepted("late", intake)
    page = f"{TRAINING}/cohorts/{cohort.pk}/"
    assert b"1 person has accepted" in enter(client, hana).get(page).content

    assert client.post(f"{page}enrolling/").status_code == 302
    assert b"1 person has accepted" not in client.get(page).content
    assert client.post(f"{page}settings/", VALUES | {"least_attendance": ""}).status_code == 422
    assert client.post(f"{page}settings/", VALUES | {"least_attendance": 60}).status_code == 302


def test_the_roster_is_exported(client: Client, cohort: Cohort, hana: User) -> None:
    page = f"{TRAINING}/cohorts/{cohort.pk}/"

    told = b"".join(enter(client, hana).get(page, {"export": "csv"}).streaming_content)  # type: ignore[attr-defined]  # a stream

    assert told.decode("utf-8-sig").count("\n") == 3
    assert client.get(page, {"export": "xlsx"}).status_code == 200


def test_a_session_is_removed(client: Client, session: TrainingSession, hana: User) -> None:
    assert enter(client, hana).post(f"{TRAINING}/sessions/{session.pk}/removal/").status_code == 302
    assert not TrainingSession.objects.exists()


def test_strangers_find_nothing(
    client: Client, completed: Enrolment, session: TrainingSession, hana: User, pia: User, sam: User,
    bo: Application, host: Organisation,
) -> None:  # fmt: skip
    certificate = issue_certificate(completed, actor=hana)
    milestone = completed.milestones.first()
    assert milestone is not None
    cohort = completed.cohort
    pages = [
        *(f"intakes/{cohort.intake_id}/cohort/", f"cohorts/{cohort.pk}/", f"cohorts/{cohort.pk}/settings/"),
        *(f"cohorts/{cohort.pk}/sessions/", f"sessions/{session.pk}/", f"sessions/{session.pk}/change/"),
        *(f"enrolments/{completed.pk}/", f"enrolments/{completed.pk}/removal/"),
        *(f"enrolments/{completed.pk}/leaving/", f"milestones/{milestone.pk}/"),
        *(f"certificates/{certificate.pk}/paper/", f"certificates/{certificate.pk}/revocation/"),
    ]
    posts = [
        *(f"cohorts/{cohort.pk}/enrolling/", f"sessions/{session.pk}/removal/"),
        *(f"enrolments/{completed.pk}/completion/", f"enrolments/{completed.pk}/certificate/"),
        f"milestones/{milestone.pk}/confirmation/",
    ]

    other = bo.profile.user
    assert other is not None
    for user in (pia, sam, other):
        enter(client, user)
        assert {client.get(f"{TRAINING}/{page}").status_code for page in pages} == {404}
        assert {client.post(f"{TRAINING}/{page}").status_code for page in posts} == {404}
    assert enter(client, sam).get(f"{TRAINING}/hosts/{host.pk}/outcomes/").status_code == 404
    client.logout()
    assert client.get(f"{TRAINING}/enrolments/{completed.pk}/").status_code == 302


def test_outcomes_are_counted_for_host_and_exchange(
    client: Client,
    completed: Enrolment,
    draft: Exchange,  # noqa: F811
    fay: User,  # noqa: F811
    pia: User,
    host: Organisation,
) -> None:
    Outcome.objects.update(exchange=draft)
    page = f"{TRAINING}/exchanges/{draft.pk}/outcomes/"

    assert b"Training camp" in enter(client, fay).get(page).content
    assert page in [door.url for door in doors_of_exchange(draft, fay)]
    enter(client, pia)
    assert client.get(page).status_code == 404
    assert b"Training camp" in client.get(f"{TRAINING}/hosts/{host.pk}/outcomes/").content


def test_doors(
    opportunity: Opportunity, enrolment: Enrolment, ann: Application, hana: User, sam: User
) -> None:
    def labels(doors: list) -> list[str]:  # type: ignore[type-arg]  # of either kind
        return [str(door.label) for door in doors if "/training/" in door.url]

    assert labels(doors_of_opportunity(opportunity, hana)) == ["Training: Intake 1", "Outcomes of trainings"]
    assert labels(doors_of_opportunity(opportunity, sam)) == []
    assert labels(doors_of_application(ann, user_of(enrolment))) == ["Training"]
    assert labels(doors_of_application(ann, hana)) == ["Training"]
    assert labels(doors_of_application(ann, sam)) == []


@pytest.mark.parametrize("page", ["cohort", "session", "own", "enrolment"])
def test_lists_ask_as_much_for_many(
    client: Client, cohort: Cohort, session: TrainingSession, enrolment: Enrolment, intake: Intake,
    hana: User, page: str,
) -> None:  # fmt: skip
    address = {
        "cohort": f"{TRAINING}/cohorts/{cohort.pk}/",
        "session": f"{TRAINING}/sessions/{session.pk}/",
        "own": f"{TRAINING}/",
        "enrolment": f"{TRAINING}/enrolments/{enrolment.pk}/",
    }[page]
    enter(client, user_of(enrolment) if page == "own" else hana).get(address)
    asked = []

    for count in (1, 20):
        _more(count, cohort, enrolment, intake)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        asked.append(len(queries))

    assert asked[0] == asked[1]


def _more(count: int, cohort: Cohort, enrolment: Enrolment, intake: Intake) -> None:
    for number in range(count):
        name = f"more{count}x{number}"
        session = TrainingSession.objects.create(cohort=cohort, starts_at=timezone.now(), title_en=name)
        Attendance.objects.create(session=session, enrolment=enrolment, mark="present")
        application = accepted(name, _with_room(intake))
        Enrolment.objects.create(cohort=cohort, application=application)


def _with_room(intake: Intake) -> Intake:
    Intake.objects.filter(pk=intake.pk).update(places=100)
    return intake


def test_evidence_that_lies_about_its_type_is_refused(client: Client, enrolment: Enrolment) -> None:
    milestone = enrolment.milestones.order_by("number")[0]
    client.force_login(user_of(enrolment))
    lying = SimpleUploadedFile("report.pdf", b"MZ a program", "application/pdf")

    answer = client.post(f"/en/training/milestones/{milestone.pk}/", {"note": "Done.", "evidence": lying})

    assert answer.status_code == 422
    assert "whatever its name says" in answer.content.decode()
    milestone.refresh_from_db()
    assert (milestone.note, milestone.done_at) == ("", None)
    assert not StoredFile.objects.exists()
