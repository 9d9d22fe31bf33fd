"""What this room says on the home page: what was published last and is open."""

from typing import Any

from django.http import HttpRequest

from qiao.rooms.opportunities.models import Opportunity

SHOWN = 3


def newest(_request: HttpRequest) -> tuple[str, dict[str, Any]] | None:
    rows = Opportunity.objects.takes_applications().select_related("host")
    found = list(rows.order_by("-published_at", "-id")[:SHOWN])
    return ("opportunities/home/newest.html", {"opportunities": found}) if found else None
