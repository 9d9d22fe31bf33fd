"""Rows that the reader may see, or 404; the API loads them in the same way."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from qiao.kit.access import found_for, require
from qiao.rooms.applications.domain.step import rows as application_rows
from qiao.rooms.applications.models import Application
from qiao.rooms.offers.domain.step import rows
from qiao.rooms.offers.models import Offer, WaitingPlace
from qiao.rooms.opportunities.models import Intake


def offer_for(request: HttpRequest, pk: UUID, permission: str = "offers.view_offer") -> Offer:
    return found_for(request.user, rows(), pk, permission)


def intake_for(request: HttpRequest, pk: UUID, permission: str = "offers.list_offers") -> Intake:
    return found_for(request.user, Intake.objects.select_related("opportunity__host"), pk, permission)


def application_for(request: HttpRequest, pk: UUID, permission: str) -> Application:
    return found_for(request.user, application_rows(), pk, permission)


def waiting_place_for(request: HttpRequest, pk: UUID) -> WaitingPlace:
    place = get_object_or_404(WaitingPlace.objects.select_related("intake__opportunity__host"), pk=pk)
    require(request.user, "offers.order_waiting_list", place.intake)
    return place
