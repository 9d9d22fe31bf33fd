"""What the page of a session shows."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qiao.kit.access import may
from qiao.kit.bilingual.localized import active_language
from qiao.rooms.programme.agenda import Both
from qiao.rooms.programme.days import by_the_clock
from qiao.rooms.programme.domain.conflicts import conflicts_of
from qiao.rooms.programme.models import ProgrammeItem
from qiao.rooms.programme.sources import notes, place_name


def item_context(item: ProgrammeItem, reader: Any) -> dict[str, Any]:
    starts, ends = by_the_clock(item.starts_at, item.exchange), by_the_clock(item.ends_at, item.exchange)
    return {
        "when": f"{date_format(starts, 'DATE_FORMAT')}, {starts:%H:%M}–{ends:%H:%M}",
        "exchange": item.exchange,
        "item": item,
        "speakers": item.speakers.select_related("person"),
        "conflicts": conflicts_of(item.exchange, item.pk),
        "may_edit": may(reader, "programme.edit_item", item),
        "may_plan": may(reader, "programme.edit_programme", item),
        "editor_url": _day_url(item, starts.date()),
        "facts": _facts(item),
    }


def _day_url(item: ProgrammeItem, day: dt.date) -> str:
    return f"{reverse('programme:editor', args=[item.exchange_id])}?day={day.isoformat()}"


def _facts(item: ProgrammeItem) -> list[dict[str, Any]]:
    rows = [{"label": _("Kind"), "value": item.get_kind_display()}]
    if item.place:
        rows.append({"label": pgettext("session", "Place"), "value": _read(place_name(item.place))})
    rows.append({"label": _("For whom"), "value": item.get_audience_display()})
    for note in notes(item):
        label, _colon, value = _read(note).replace("：", ": ").partition(": ")
        rows.append({"label": label, "value": value})
    return rows


def _read(text: Both) -> str:
    return getattr(text, active_language()) or text.zh or text.en
