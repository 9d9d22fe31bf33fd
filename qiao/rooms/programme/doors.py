"""The way from an exchange to the editor of its programme."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.kit.access import may
from qiao.rooms.exchanges.doors import Door
from qiao.rooms.exchanges.models import Exchange

EDITED = tuple(f"programme:{noun}" for noun in ("item", "place", "track", "transfer", "speaker", "editor"))


def editor(exchange: Exchange, reader: Any) -> Iterable[Door]:
    if may(reader, "programme.view_working_copy", exchange):
        url = reverse("programme:editor", args=[exchange.pk])
        yield Door(_("Edit the programme"), url, "calendar-cog", 11, is_for_owners=True, pages=EDITED)
