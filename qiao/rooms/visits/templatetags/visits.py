import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.template import Context
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from qiao.rooms.visits.domain.names import run_name
from qiao.rooms.visits.enums import GuideLanguage
from qiao.rooms.visits.models import VisitRun

register = template.Library()


@register.inclusion_tag("visits/parts/time.html", takes_context=True)
def run_time(context: Context, run: VisitRun) -> dict[str, Any]:
    """By the clock of the exchange, and by the reader's where that says something else."""
    exchange, reader = context["exchange"], context["request"].user
    there, own = _span(run, exchange.zone), _span(run, ZoneInfo(reader.time_zone))
    shown = {"run": run, "there": there, "zone": exchange.time_zone}
    return shown if own == there else shown | {"own": own, "own_zone": reader.time_zone}


def _span(run: VisitRun, zone: dt.tzinfo) -> str:
    begins, ends = run.starts_at.astimezone(zone), run.ends_at.astimezone(zone)
    return f"{date_format(begins, 'DATE_FORMAT')}, {begins:%H:%M}–{ends:%H:%M}"


@register.filter
def languages(codes: list[str]) -> str:
    """Their names in one line; none sets no limit."""
    names = [str(GuideLanguage(code).label) for code in codes]
    return _(", ").join(names) or _("any language")


@register.filter
def run_called(run: VisitRun, zone: dt.tzinfo) -> str:
    return run_name(run, zone)
