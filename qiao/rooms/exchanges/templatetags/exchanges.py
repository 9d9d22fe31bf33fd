import datetime as dt

from django import template
from django.template import Context

from qiao.kit.zones import Moment
from qiao.rooms.exchanges.doors import Door, doors_of_delegation, doors_of_exchange
from qiao.rooms.exchanges.moments import moment_of
from qiao.rooms.exchanges.ways import Ways, ways_of

register = template.Library()


@register.simple_tag(takes_context=True)
def exchange_doors(context: Context) -> list[Door]:
    return doors_of_exchange(context["exchange"], context["request"].user)


@register.simple_tag(takes_context=True)
def delegation_doors(context: Context) -> list[Door]:
    return doors_of_delegation(context["delegation"], context["request"].user)


@register.simple_tag(takes_context=True)
def exchange_ways(context: Context) -> Ways:
    request = context["request"]
    found = request.resolver_match
    page = found.view_name if found else ""
    return ways_of(context["exchange"], request.user, request.path, page)


@register.inclusion_tag("exchanges/parts/moment.html", takes_context=True)
def moment(context: Context, instant: dt.datetime) -> dict[str, Moment]:
    """`{% moment offer.expires_at %}`: by the clock of the exchange, and the reader's where it differs."""
    reader = context["request"].user
    return {"moment": moment_of(instant, context["exchange"], reader)}
