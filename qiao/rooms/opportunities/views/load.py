"""Rows that the reader may see, or 404."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from qiao.kit.access import require
from qiao.rooms.opportunities.domain.load import rows
from qiao.rooms.opportunities.models import Opportunity


def opportunity_for(
    request: HttpRequest, pk: UUID, permission: str = "opportunities.view_opportunity"
) -> Opportunity:
    """Also for the rooms above: they name a permission of their own."""
    found = get_object_or_404(rows(), pk=pk)
    require(request.user, permission, found)
    return found
