"""Rows that the reader may see, or 404."""

from typing import Any
from uuid import UUID

from django.db.models import Model
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from qiao.kit.access import found_for, require
from qiao.rooms.exchanges.models import DelegationMember
from qiao.rooms.visits.models import Visit, VisitRun


def visit_for(request: HttpRequest, pk: UUID, permission: str | None = None) -> Visit:
    """Whoever may see the visits of its exchange sees it."""
    rows = Visit.objects.select_related("exchange", "host__organisation", "place", "unit__organisation")
    visit = get_object_or_404(rows, pk=pk)
    if permission:
        require(request.user, permission, visit)
    else:
        require(request.user, "visits.view_visits", visit.exchange)
    return visit


def run_for(request: HttpRequest, pk: UUID, permission: str | None = None) -> VisitRun:
    run = get_object_or_404(VisitRun.objects.select_related("visit__exchange", "visit__host"), pk=pk)
    if permission:
        require(request.user, permission, run)
    else:
        require(request.user, "visits.view_visits", run.visit.exchange)
    return run


def member_for(request: HttpRequest, pk: UUID, permission: str) -> DelegationMember:
    rows = DelegationMember.objects.select_related("delegation__exchange", "delegation__organisation")
    return found_for(request.user, rows, pk, permission)


def row_for(request: HttpRequest, model: type[Model], pk: UUID, permission: str, *, of: str = "") -> Any:
    """`of` names what of the row the permission is about: the row itself where it is empty."""
    row = get_object_or_404(model._default_manager.all(), pk=pk)
    subject: Any = row
    for part in filter(None, of.split(".")):
        subject = getattr(subject, part)
    require(request.user, permission, subject)
    return row
