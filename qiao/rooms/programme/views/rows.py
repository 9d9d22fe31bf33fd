"""Sessions, materials and questions that the reader may see, or 404."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from qiao.kit.access import require
from qiao.rooms.programme.models import Material, ProgrammeItem, Question


def session_for(request: HttpRequest, pk: UUID, permission: str = "view_session") -> ProgrammeItem:
    rows = ProgrammeItem.objects.select_related("exchange", "host", "place", "track")
    item = get_object_or_404(rows, pk=pk)
    require(request.user, f"programme.{permission}", item)
    return item


def material_for(request: HttpRequest, pk: UUID, permission: str = "view_material") -> Material:
    material = get_object_or_404(Material.objects.with_files().select_related("exchange"), pk=pk)
    subject = material if permission == "view_material" else material.exchange
    require(request.user, f"programme.{permission}", subject)
    return material


def question_for(request: HttpRequest, pk: UUID, permission: str = "view_question") -> Question:
    rows = Question.objects.select_related("item__exchange", "item__host", "asker__person", "merged_into")
    question = get_object_or_404(rows, pk=pk)
    require(request.user, f"programme.{permission}", question)
    return question
