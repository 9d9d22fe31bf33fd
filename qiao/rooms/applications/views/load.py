"""Applications and letters that the reader may see, or 404."""

from uuid import UUID

from django.http import HttpRequest

from qiao.kit.access import found_for
from qiao.rooms.applications.domain.step import rows
from qiao.rooms.applications.models import Application, ReferenceLetter
from qiao.rooms.directory.models import Organisation
from qiao.rooms.opportunities.models import Opportunity


def application_for(
    request: HttpRequest, pk: UUID, permission: str = "applications.view_application"
) -> Application:
    """Also for the rooms above: they name a permission of their own."""
    return found_for(request.user, rows(), pk, permission)


def letter_for(request: HttpRequest, pk: UUID, permission: str) -> ReferenceLetter:
    related = (
        "application__opportunity__host",
        "application__intake",
        "application__profile__user",
        "stored",
    )
    return found_for(request.user, ReferenceLetter.objects.select_related(*related), pk, permission)


def opportunity_for(request: HttpRequest, pk: UUID, permission: str) -> Opportunity:
    return found_for(request.user, Opportunity.objects.select_related("host"), pk, permission)


def office_for(request: HttpRequest, pk: UUID, permission: str) -> Organisation:
    return found_for(request.user, Organisation.objects.all(), pk, permission)


def is_key(text: str) -> bool:
    """Whether a value of an address can be the key of a row at all."""
    try:
        return bool(UUID(text))
    except ValueError:
        return False
