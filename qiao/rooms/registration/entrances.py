"""The ways from the pages of an exchange and of a delegation into this room."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.kit.access import may
from qiao.rooms.exchanges.doors import Door
from qiao.rooms.exchanges.models import Delegation, Exchange
from qiao.rooms.registration.models import Registration

PLACE = 40


def of_exchange(exchange: Exchange, reader: Any) -> Iterable[Door]:
    if not may(reader, "registration.list_registrations", exchange):
        return []
    pages = (
        (_("Registrations"), "registrations", "clipboard-list", ("",)),
        (_("Registration form"), "form", "list-checks", ("form", "page", "question", "option", "preview")),
        (_("Totals"), "totals", "utensils", ("totals", "link")),
        (_("Hotels"), "hotels", "bed", ("hotel", "stay")),
    )
    return [
        Door(
            label,
            reverse(f"registration:{name}", args=[exchange.pk]),
            icon,
            PLACE,
            is_for_owners=True,
            pages=tuple(f"registration:{noun}" for noun in nouns),
        )
        for label, name, icon, nouns in pages
    ]


def of_delegation(delegation: Delegation, reader: Any) -> Iterable[Door]:
    if not may(reader, "registration.view_answers", Registration(delegation=delegation)):
        return []
    url = reverse("registration:delegation", args=[delegation.pk])
    return [Door(_("Registration"), url, "clipboard-list", PLACE)]
