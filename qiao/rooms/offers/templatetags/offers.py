import datetime as dt

from django import template
from django.template import Context

from qiao.kit.zones import Moment, moment_at
from qiao.rooms.opportunities.models import Opportunity

register = template.Library()


@register.inclusion_tag("exchanges/parts/moment.html", takes_context=True)
def moment(context: Context, value: dt.datetime, opportunity: Opportunity) -> dict[str, Moment]:
    """By the clock of the opportunity, and by the reader's where that says something else."""
    return {"moment": moment_at(value, opportunity.time_zone, context["request"].user)}
