import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from qiao.kit.zones import Moment
from qiao.rooms.exchanges.moments import moment_of
from qiao.rooms.meetings.enums import Theme
from qiao.rooms.meetings.models import TimeSlot
from qiao.rooms.meetings.pages.steps import Step, steps_of
from qiao.rooms.meetings.planning.words import tell_day

register = template.Library()


@register.simple_tag(takes_context=True)
def clock(context: Context, slot: TimeSlot) -> SafeString:
    """09:00–09:20 by the clock of the exchange."""
    starts_at, ends_at = (
        each.astimezone(context["exchange"].zone) for each in (slot.starts_at, slot.ends_at)
    )
    return format_html(
        '<time datetime="{}">{}</time>', starts_at.isoformat(), f"{starts_at:%H:%M}–{ends_at:%H:%M}"
    )


@register.inclusion_tag("meetings/parts/slot.html", takes_context=True)
def slot_time(context: Context, slot: TimeSlot) -> dict[str, Any]:
    """With the day, and by the reader's clock where it says something else."""
    exchange = context["exchange"]
    begins: Moment = moment_of(slot.starts_at, exchange, context["request"].user)
    return {
        "day": tell_day(slot.starts_at.astimezone(exchange.zone).date()),
        "moment": begins,
        "clock": clock(context, slot),
    }


@register.simple_tag(takes_context=True)
def round_steps(context: Context, current: str = "") -> list[Step]:
    return steps_of(context["round"], current)


@register.filter
def themes(values: Sequence[str]) -> str:
    known = dict(Theme.choices)
    return pgettext("list", "; ").join(str(known[each]) for each in values if each in known)


@register.simple_tag
def wished(row: Any, names: dict[Any, Any], answers: dict[Any, Any]) -> dict[str, Any]:
    """Whom a row of the form is about: what was sent may be no id at all."""
    value = row["wanted"].value()
    try:
        key = UUID(str(value))
    except ValueError:
        return {"name": "–"}
    found = answers.get(key)
    return {"name": names.get(key, "–"), "row": found, "answer": found.answer if found else ""}


@register.filter
def long_day(value: dt.date) -> str:
    return tell_day(value)
