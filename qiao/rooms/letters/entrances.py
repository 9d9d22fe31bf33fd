"""The ways from an exchange and from a delegation to its letters."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.rooms.exchanges.doors import Door
from qiao.rooms.exchanges.models import Delegation, Exchange
from qiao.rooms.exchanges.rules import (
    heads_the_delegation,
    is_in_the_delegation,
    owns_the_exchange,
    takes_part,
)

PLACE = 50
OWN = tuple(f"letters:{noun}" for noun in ("letter", "application", "submission", "wiping", "paper"))


def of_exchange(exchange: Exchange, reader: Any) -> Iterator[Door]:
    if takes_part(reader, exchange):
        url = reverse("letters:letters", args=[exchange.pk])
        yield Door(_("Letters of invitation"), url, "stamp", PLACE, pages=OWN)
    if owns_the_exchange(reader, exchange):
        url = reverse("letters:queue", args=[exchange.pk])
        yield Door(_("Requests for letters"), url, "stamp", PLACE, is_for_owners=True, pages=("letters:",))


def of_delegation(delegation: Delegation, reader: Any) -> Iterator[Door]:
    if heads_the_delegation(reader, delegation) or is_in_the_delegation(reader, delegation):
        url = reverse("letters:letters", args=[delegation.exchange_id])
        yield Door(_("Letters of invitation"), url, "stamp", PLACE)
