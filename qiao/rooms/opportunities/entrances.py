"""The way from an exchange to the opportunities that are offered at it."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.kit.access import may
from qiao.rooms.exchanges.doors import Door
from qiao.rooms.exchanges.models import Exchange

PLACE = 35


def of_exchange(exchange: Exchange, reader: Any) -> Iterator[Door]:
    if may(reader, "exchanges.view_exchange", exchange):
        url = reverse("opportunities:at_exchange", args=[exchange.pk])
        yield Door(_("Opportunities"), url, "briefcase", PLACE, pages=("opportunities:at_exchange",))
