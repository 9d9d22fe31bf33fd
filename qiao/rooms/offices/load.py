"""Rows that the reader may see, or 404."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from qiao.kit.access import found_for
from qiao.rooms.directory.enums import Publication
from qiao.rooms.directory.models import Organisation
from qiao.rooms.offices.domain.student import rows
from qiao.rooms.offices.models import HostApproval, PostingApproval, StudentRegistration
from qiao.rooms.opportunities.enums import PUBLIC
from qiao.rooms.opportunities.models import Opportunity


def office_for(request: HttpRequest, pk: UUID, permission: str = "offices.view_office") -> Organisation:
    return found_for(request.user, Organisation.objects.all(), pk, permission)


def student_for(request: HttpRequest, pk: UUID, permission: str) -> StudentRegistration:
    return found_for(request.user, rows(), pk, permission)


def posting_for(office: Organisation, pk: UUID) -> Opportunity:
    """A public one, or one that the office has a word on from when it was."""
    known = PostingApproval.objects.filter(university=office, opportunity=OuterRef("pk"))
    rows = Opportunity.objects.filter(Q(state__in=PUBLIC) | Q(Exists(known)))
    return get_object_or_404(rows.select_related("host"), pk=pk)


def host_for(office: Organisation, pk: UUID) -> Organisation:
    """A published one, or one that the office has a word on from when it was."""
    known = HostApproval.objects.filter(university=office, host=OuterRef("pk"))
    rows = Organisation.objects.standing().filter(Q(publication=Publication.PUBLISHED) | Q(Exists(known)))
    return get_object_or_404(rows.exclude(pk=office.pk), pk=pk)


def status_of(form: Any) -> int:
    return 422 if form.errors else 200
