import datetime as dt

from django import template

from qiao.rooms.visits.domain.names import run_name
from qiao.rooms.visits.enums import GuideLanguage
from qiao.rooms.visits.models import VisitRun

register = template.Library()


@register.filter
def clock(moment: dt.datetime, zone: dt.tzinfo) -> str:
    return f"{moment.astimezone(zone):%H:%M}"


@register.filter
def languages_of(run: VisitRun) -> list[str]:
    return [str(GuideLanguage(code).label) for code in run.languages]


@register.filter
def run_called(run: VisitRun, zone: dt.tzinfo) -> str:
    return run_name(run, zone)
