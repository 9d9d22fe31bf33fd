"""Why an opportunity fits a profile, and whether one wants to know."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from qiao.rooms.exchanges.views.load import actor_of
from qiao.rooms.finding.domain.choice import choose, shows_fit
from qiao.rooms.finding.domain.seeking import fit_of, seeker_of
from qiao.rooms.finding.moments import deadline_of
from qiao.rooms.offices.gate import refusal
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.profiles.domain.profile import profile_of


@require_safe
@login_required
def fit(request: HttpRequest, pk: UUID) -> HttpResponse:
    rows = Opportunity.objects.visible_to(request.user).select_related("host")
    opportunity = get_object_or_404(rows, pk=pk)
    profile = profile_of(request.user)
    found = None
    if profile is not None and shows_fit(request.user):
        refused = refusal(profile, opportunity)
        found = fit_of(seeker_of(profile), opportunity, str(refused) if refused else "")
    context = {
        "opportunity": opportunity,
        "profile": profile,
        "fit": found,
        "deadline": deadline_of(opportunity, request.user),
    }
    return render(request, "finding/fit.html", context)


@require_POST
@login_required
def choice(request: HttpRequest) -> HttpResponse:
    choose(actor_of(request), shows_fit=request.POST.get("shows_fit") == "1")
    return redirect(reverse("finding:opportunities"))
