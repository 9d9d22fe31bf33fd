"""Rows that the reader may see, or 404; the API loads them in the same way."""

from uuid import UUID

from django.http import HttpRequest

from qiao.kit.access import found_for
from qiao.rooms.directory.models import Organisation
from qiao.rooms.opportunities.models import Intake
from qiao.rooms.training.domain.step import OF_THE_COHORT, rows
from qiao.rooms.training.models import Certificate, Cohort, Enrolment, Milestone, TrainingSession

OF_A_PART = (
    "enrolment__application__profile__user",
    "enrolment__application__opportunity",
    *(f"enrolment__cohort__{path}" for path in OF_THE_COHORT),
)


def intake_for(request: HttpRequest, pk: UUID) -> Intake:
    return found_for(
        request.user, Intake.objects.select_related("opportunity__host"), pk, "training.open_cohort"
    )


def host_for(request: HttpRequest, pk: UUID) -> Organisation:
    return found_for(request.user, Organisation.objects.all(), pk, "training.list_outcomes_of_host")


def cohort_for(request: HttpRequest, pk: UUID) -> Cohort:
    return found_for(request.user, Cohort.objects.select_related(*OF_THE_COHORT), pk, "training.run_cohort")


def enrolment_for(request: HttpRequest, pk: UUID, permission: str = "training.view_enrolment") -> Enrolment:
    return found_for(request.user, rows(), pk, permission)


def session_for(request: HttpRequest, pk: UUID) -> TrainingSession:
    found = TrainingSession.objects.select_related(*(f"cohort__{path}" for path in OF_THE_COHORT))
    return found_for(request.user, found, pk, "training.change_session")


def milestone_for(request: HttpRequest, pk: UUID, permission: str) -> Milestone:
    return found_for(request.user, Milestone.objects.select_related("evidence", *OF_A_PART), pk, permission)


def certificate_for(request: HttpRequest, pk: UUID, permission: str) -> Certificate:
    return found_for(request.user, Certificate.objects.select_related(*OF_A_PART), pk, permission)
