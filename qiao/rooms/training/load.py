"""Rows that the reader may see, or 404; the API loads them in the same way."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from qiao.kit.access import require
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
    intake = get_object_or_404(Intake.objects.select_related("opportunity__host"), pk=pk)
    require(request.user, "training.open_cohort", intake)
    return intake


def host_for(request: HttpRequest, pk: UUID) -> Organisation:
    host = get_object_or_404(Organisation, pk=pk)
    require(request.user, "training.list_outcomes_of_host", host)
    return host


def cohort_for(request: HttpRequest, pk: UUID) -> Cohort:
    cohort = get_object_or_404(Cohort.objects.select_related(*OF_THE_COHORT), pk=pk)
    require(request.user, "training.run_cohort", cohort)
    return cohort


def enrolment_for(request: HttpRequest, pk: UUID, permission: str = "training.view_enrolment") -> Enrolment:
    enrolment = get_object_or_404(rows(), pk=pk)
    require(request.user, permission, enrolment)
    return enrolment


def session_for(request: HttpRequest, pk: UUID) -> TrainingSession:
    found = TrainingSession.objects.select_related(*(f"cohort__{path}" for path in OF_THE_COHORT))
    session = get_object_or_404(found, pk=pk)
    require(request.user, "training.change_session", session)
    return session


def milestone_for(request: HttpRequest, pk: UUID, permission: str) -> Milestone:
    milestone = get_object_or_404(Milestone.objects.select_related("evidence", *OF_A_PART), pk=pk)
    require(request.user, permission, milestone)
    return milestone


def certificate_for(request: HttpRequest, pk: UUID, permission: str) -> Certificate:
    certificate = get_object_or_404(Certificate.objects.select_related(*OF_A_PART), pk=pk)
    require(request.user, permission, certificate)
    return certificate
