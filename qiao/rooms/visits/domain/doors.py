"""The ways from an exchange to its visits."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.kit.access import may
from qiao.rooms.exchanges.doors import Door
from qiao.rooms.exchanges.models import Exchange

GROUPS = ("visits:groups", "visits:plan", "visits:difference", "visits:pin")


def doors(exchange: Exchange, reader: Any) -> Iterator[Door]:
    if may(reader, "visits.view_visits", exchange):
        url = reverse("visits:visits", args=[exchange.pk])
        yield Door(_("Visits"), url, "footprints", 20, pages=("visits:",))
    if may(reader, "visits.see_plans", exchange):
        url = reverse("visits:groups", args=[exchange.pk])
        yield Door(_("Visit groups"), url, "users", 20, is_for_owners=True, pages=GROUPS)
