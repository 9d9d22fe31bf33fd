"""What a person keeps of their searches."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.access import require
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.views.load import actor_of
from qiao.rooms.finding.domain import saved_search as domain
from qiao.rooms.finding.enums import Frequency
from qiao.rooms.finding.forms import SavedSearchForm, SavingForm
from qiao.rooms.finding.models import SavedSearch


@require_safe
@login_required
def saved_searches(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    kept = list(SavedSearch.objects.filter(owner=actor))
    rows = list(zip(kept, domain.new_since(actor, kept), strict=True))
    return render(request, "finding/saved_searches.html", {"rows": rows, "limit": domain.MOST})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def saved_search_new(request: HttpRequest) -> HttpResponse:
    initial = {"query": request.GET.urlencode(), "frequency": Frequency.DAILY}
    form = SavingForm(request.POST or None, initial=initial)
    owner = actor_of(request)
    if form.is_valid() and succeeds(form, lambda: domain.save_search(owner, **form.values())):
        messages.success(request, _("The search has been saved."))
        return redirect("finding:saved_searches")
    return render(request, "finding/saving.html", {"form": form}, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def saved_search(request: HttpRequest, pk: UUID) -> HttpResponse:
    search = _own(request, pk)
    form = SavedSearchForm.of(request.POST, search)
    actor = actor_of(request)
    if form.is_valid() and succeeds(form, lambda: domain.change_search(search, actor=actor, **form.values())):
        messages.success(request, _("The search has been changed."))
        return redirect("finding:saved_searches")
    context = {"form": form, "search": search}
    return render(request, "finding/saved_search.html", context, status=_status(form))


@require_POST
@login_required
def opening(request: HttpRequest, pk: UUID) -> HttpResponse:
    query = domain.open_search(_own(request, pk), actor=actor_of(request))
    return redirect(f"{reverse('finding:opportunities')}?{query}")


@require_POST
@login_required
def saved_search_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    domain.remove_search(_own(request, pk), actor=actor_of(request))
    messages.success(request, _("The search has been removed."))
    return redirect("finding:saved_searches")


def _own(request: HttpRequest, pk: UUID) -> SavedSearch:
    found = get_object_or_404(SavedSearch, pk=pk)
    require(request.user, "finding.view_search", found)
    return found


def _status(form: Any) -> int:
    return 422 if form.errors else 200
