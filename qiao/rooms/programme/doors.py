"""The ways from an exchange to its programme, as it was released and as it is edited."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.kit.access import may
from qiao.rooms.exchanges.doors import Door
from qiao.rooms.exchanges.models import Exchange

EDITED = tuple(f"programme:{noun}" for noun in ("item", "place", "track", "transfer", "speaker", "editor"))


SHOWN = tuple(f"programme:{noun}" for noun in ("public", "material", "question"))


def programme(exchange: Exchange, reader: Any) -> Iterable[Door]:
    if may(reader, "programme.view_programme", exchange):
        url = reverse("programme:public", args=[exchange.pk])
        yield Door(_("Programme"), url, "calendar", 10, pages=SHOWN)


def editor(exchange: Exchange, reader: Any) -> Iterable[Door]:
    if may(reader, "programme.view_working_copy", exchange):
        url = reverse("programme:editor", args=[exchange.pk])
        yield Door(_("Edit the programme"), url, "calendar-cog", 11, is_for_owners=True, pages=EDITED)
