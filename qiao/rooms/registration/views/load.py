"""Rows that the reader may see, or 404."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from qiao.kit.access import require
from qiao.rooms.exchanges.models import Delegation, DelegationMember
from qiao.rooms.registration.domain.registration import registration_of
from qiao.rooms.registration.models import FormPage, Option, Question, Registration

OF_DELEGATION = ("exchange", "organisation", "partner__organisation", "head")


def delegation_registration(request: HttpRequest, pk: UUID, permission: str = "fill") -> Registration:
    delegation = get_object_or_404(Delegation.objects.select_related(*OF_DELEGATION), pk=pk)
    registration = registration_of(delegation)
    require(request.user, f"registration.{permission}", registration)
    return registration


def member_registration(request: HttpRequest, pk: UUID, permission: str = "fill") -> Registration:
    related = [f"delegation__{name}" for name in OF_DELEGATION]
    member = get_object_or_404(DelegationMember.objects.select_related(*related), pk=pk)
    registration = registration_of(member.delegation, member)
    require(request.user, f"registration.{permission}", registration)
    return registration


def form_page_for(request: HttpRequest, pk: UUID) -> FormPage:
    page = get_object_or_404(FormPage.objects.select_related("exchange"), pk=pk)
    require(request.user, "registration.change_form", page.exchange)
    return page


def question_for(request: HttpRequest, pk: UUID) -> Question:
    rows = Question.objects.select_related("page__exchange", "shown_if").prefetch_related("options")
    question = get_object_or_404(rows, pk=pk)
    require(request.user, "registration.change_form", question.page.exchange)
    return question


def option_for(request: HttpRequest, pk: UUID) -> Option:
    option = get_object_or_404(Option.objects.select_related("question__page__exchange"), pk=pk)
    require(request.user, "registration.change_form", option.question.page.exchange)
    return option


def row_of_exchange(request: HttpRequest, model: Any, pk: UUID, permission: str) -> Any:
    """A row with an `exchange` of its own."""
    row = get_object_or_404(model.objects.select_related("exchange"), pk=pk)
    require(request.user, f"registration.{permission}", row.exchange)
    return row
