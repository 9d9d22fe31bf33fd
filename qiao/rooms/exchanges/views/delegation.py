from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qiao.rooms.exchanges.pages.delegation import page_context
from qiao.rooms.exchanges.views.load import delegation_for


@require_safe
@login_required
def delegation(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = delegation_for(request, pk)
    return render(request, "exchanges/delegation.html", page_context(found, request.user))
