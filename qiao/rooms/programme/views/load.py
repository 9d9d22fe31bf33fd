"""Rows that the reader may see, or 404."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from qiao.kit.access import found_for, require
from qiao.rooms.programme.models import Place, ProgrammeItem, Speaker, Track, TransferTime


def item_for(request: HttpRequest, pk: UUID, permission: str = "programme.edit_item") -> ProgrammeItem:
    rows = ProgrammeItem.objects.select_related("exchange", "host__organisation", "place__within", "track")
    return found_for(request.user, rows, pk, permission)


def speaker_for(request: HttpRequest, pk: UUID) -> Speaker:
    rows = Speaker.objects.select_related("item__exchange", "item__host", "person")
    speaker = get_object_or_404(rows, pk=pk)
    require(request.user, "programme.edit_item", speaker.item)
    return speaker


def place_for(request: HttpRequest, pk: UUID) -> Place:
    return _edited(request, Place, pk)  # type: ignore[no-any-return]


def track_for(request: HttpRequest, pk: UUID) -> Track:
    return _edited(request, Track, pk)  # type: ignore[no-any-return]


def transfer_for(request: HttpRequest, pk: UUID) -> TransferTime:
    return _edited(request, TransferTime, pk)  # type: ignore[no-any-return]


def _edited(request: HttpRequest, model: Any, pk: UUID) -> Any:
    return found_for(request.user, model.objects.select_related("exchange"), pk, "programme.edit_programme")
