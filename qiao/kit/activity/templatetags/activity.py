from collections.abc import Iterable
from itertools import islice

from django import template
from django.db.models import QuerySet

from qiao.kit.activity.entries import Entry, entries
from qiao.kit.activity.models import Activity

register = template.Library()
MOST = 50


@register.simple_tag
def as_entries(activities: Iterable[Activity] | None) -> list[Entry]:
    """The newest rows as people read them; the include shows at most 50."""
    if isinstance(activities, QuerySet):
        return entries(activities[:MOST])
    return entries(islice(activities or (), MOST))
