"""Applications and letters that the reader may see, or 404."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from qiao.kit.access import require
from qiao.rooms.applications.domain.step import rows
from qiao.rooms.applications.models import Application, ReferenceLetter
from qiao.rooms.directory.models import Organisation
from qiao.rooms.opportunities.models import Opportunity


def application_for(
    request: HttpRequest, pk: UUID, permission: str = "applications.view_application"
) -> Application:
    """Also for the rooms above: they name a permission of their own."""
    application = get_object_or_404(rows(), pk=pk)
    require(request.user, permission, application)
    return application


def letter_for(request: HttpRequest, pk: UUID, permission: str) -> ReferenceLetter:
    related = (
        "application__opportunity__host",
        "application__intake",
        "application__profile__user",
        "stored",
    )
    letter = get_object_or_404(ReferenceLetter.objects.select_related(*related), pk=pk)
    require(request.user, permission, letter)
    return letter


def opportunity_for(request: HttpRequest, pk: UUID, permission: str) -> Opportunity:
    opportunity = get_object_or_404(Opportunity.objects.select_related("host"), pk=pk)
    require(request.user, permission, opportunity)
    return opportunity


def office_for(request: HttpRequest, pk: UUID, permission: str) -> Organisation:
    office = get_object_or_404(Organisation, pk=pk)
    require(request.user, permission, office)
    return office


def is_key(text: str) -> bool:
    """Whether a value of an address can be the key of a row at all."""
    try:
        return bool(UUID(text))
    except ValueError:
        return False
