"""Rows that the reader may see, or 404; the API loads them in the same way."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from qiao.kit.access import require
from qiao.rooms.applications.domain.step import rows as application_rows
from qiao.rooms.applications.models import Application
from qiao.rooms.offers.domain.step import rows
from qiao.rooms.offers.models import Offer, WaitingPlace
from qiao.rooms.opportunities.models import Intake


def offer_for(request: HttpRequest, pk: UUID, permission: str = "offers.view_offer") -> Offer:
    offer = get_object_or_404(rows(), pk=pk)
    require(request.user, permission, offer)
    return offer


def intake_for(request: HttpRequest, pk: UUID, permission: str = "offers.list_offers") -> Intake:
    intake = get_object_or_404(Intake.objects.select_related("opportunity__host"), pk=pk)
    require(request.user, permission, intake)
    return intake


def application_for(request: HttpRequest, pk: UUID, permission: str) -> Application:
    application = get_object_or_404(application_rows(), pk=pk)
    require(request.user, permission, application)
    return application


def waiting_place_for(request: HttpRequest, pk: UUID) -> WaitingPlace:
    place = get_object_or_404(WaitingPlace.objects.select_related("intake__opportunity__host"), pk=pk)
    require(request.user, "offers.order_waiting_list", place.intake)
    return place
