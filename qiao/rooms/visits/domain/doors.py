"""The ways from an exchange to its visits."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.kit.access import may
from qiao.rooms.exchanges.doors import Door
from qiao.rooms.exchanges.models import Exchange


def doors(exchange: Exchange, reader: Any) -> Iterator[Door]:
    if may(reader, "visits.view_visits", exchange):
        yield Door(_("Visits"), reverse("visits:visits", args=[exchange.pk]), "footprints", 20)
    if may(reader, "visits.see_plans", exchange):
        url = reverse("visits:groups", args=[exchange.pk])
        yield Door(_("Visit groups"), url, "users", 20, is_for_owners=True)
