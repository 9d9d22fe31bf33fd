"""One thing to fill in about a delegation, on a page of its own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from qiao.rooms.exchanges.models import Delegation


def task_page(
    request: HttpRequest,
    delegation: Delegation,
    form: Any,
    label: str,
    *,
    icon: str = "",
    variant: str = "primary",
    lead: str = "",
) -> HttpResponse:
    context = {
        "exchange": delegation.exchange,
        "delegation": delegation,
        "form": form,
        "label": label,
        "icon": icon,
        "variant": variant,
        "lead": lead,
    }
    return render(request, "exchanges/task.html", context, status=422 if form.errors else 200)
