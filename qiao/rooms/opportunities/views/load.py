"""Rows that the reader may see, or 404."""

from uuid import UUID

from django.http import HttpRequest

from qiao.kit.access import found_for
from qiao.rooms.opportunities.domain.load import rows
from qiao.rooms.opportunities.models import Opportunity


def opportunity_for(
    request: HttpRequest, pk: UUID, permission: str = "opportunities.view_opportunity"
) -> Opportunity:
    """Also for the rooms above: they name a permission of their own."""
    return found_for(request.user, rows(), pk, permission)
