"""Letters that the reader may see, or 404."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from qiao.kit.access import require
from qiao.rooms.letters.domain.step import rows
from qiao.rooms.letters.models import Letter


def letter_for(request: HttpRequest, pk: UUID, permission: str = "letters.view_letter") -> Letter:
    letter = get_object_or_404(rows().select_related("reviewer"), pk=pk)
    require(request.user, permission, letter)
    return letter
