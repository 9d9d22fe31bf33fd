"""The ways from the page of an exchange, or of a delegation, to itineraries and releases."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.kit.access import may
from qiao.rooms.exchanges.doors import Door
from qiao.rooms.exchanges.models import Delegation, Exchange
from qiao.rooms.programme.itinerary.addresses import itinerary_path
from qiao.rooms.programme.releases.difference import Party, PartyKind


def exchange_ways(exchange: Exchange, reader: Any) -> Iterator[Door]:
    if may(reader, "programme.find_itinerary", exchange):
        url = reverse("programme:itineraries", args=[exchange.pk])
        yield Door(_("Itineraries"), url, "calendar-days", 12, pages=("programme:itinerar",))
    if may(reader, "programme.view_releases", exchange):
        url = reverse("programme:releases", args=[exchange.pk])
        pages = ("programme:release",)
        yield Door(_("Releases of the programme"), url, "send", 14, is_for_owners=True, pages=pages)


def delegation_ways(delegation: Delegation, reader: Any) -> Iterator[Door]:
    if may(reader, "programme.view_itinerary_of_delegation", delegation):
        party = Party(PartyKind.DELEGATION, delegation.pk)
        yield Door(_("Itinerary of the delegation"), itinerary_path(party), "calendar-days", 12)
