"""Letters that the reader may see, or 404."""

from uuid import UUID

from django.http import HttpRequest

from qiao.kit.access import found_for
from qiao.rooms.letters.domain.step import rows
from qiao.rooms.letters.models import Letter


def letter_for(request: HttpRequest, pk: UUID, permission: str = "letters.view_letter") -> Letter:
    return found_for(request.user, rows().select_related("reviewer"), pk, permission)
