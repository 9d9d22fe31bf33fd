import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.template import Context
from django.utils.formats import date_format

from qiao.rooms.opportunities.models import Opportunity

register = template.Library()


@register.inclusion_tag("offers/parts/moment.html", takes_context=True)
def moment(context: Context, value: dt.datetime, opportunity: Opportunity) -> dict[str, Any]:
    """By the clock of the opportunity, and by the reader's where that says something else."""
    own_zone = context["request"].user.time_zone or opportunity.time_zone
    there = date_format(value.astimezone(ZoneInfo(opportunity.time_zone)), "DATETIME_FORMAT")
    own = date_format(value.astimezone(ZoneInfo(own_zone)), "DATETIME_FORMAT")
    shown = {"value": value, "there": there, "zone": opportunity.time_zone}
    return shown if own == there else shown | {"own": own, "own_zone": own_zone}
