"""Rows that the reader may see, or 404."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from qiao.kit.access import require
from qiao.rooms.directory.models import Organisation
from qiao.rooms.offices.domain.student import rows
from qiao.rooms.offices.models import StudentRegistration
from qiao.rooms.opportunities.models import Opportunity


def office_for(request: HttpRequest, pk: UUID, permission: str = "offices.view_office") -> Organisation:
    office = get_object_or_404(Organisation, pk=pk)
    require(request.user, permission, office)
    return office


def student_for(request: HttpRequest, pk: UUID, permission: str) -> StudentRegistration:
    registration = get_object_or_404(rows(), pk=pk)
    require(request.user, permission, registration)
    return registration


def posting_for(pk: UUID) -> Opportunity:
    """A public one: an office decides on what its students can see."""
    return get_object_or_404(Opportunity.objects.published().select_related("host"), pk=pk)


def status_of(form: Any) -> int:
    return 422 if form.errors else 200
