"""By what the host has applications judged."""

from copy import copy
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.reviews.domain import rubric as domain
from qiao.rooms.reviews.forms.panel import CriterionForm
from qiao.rooms.reviews.load import criterion_for, opportunity_for
from qiao.rooms.reviews.models import Criterion


@require_safe
@login_required
def rubric(request: HttpRequest, pk: UUID) -> HttpResponse:
    opportunity = opportunity_for(request, pk, "reviews.change_rubric")
    context = {
        "opportunity": opportunity,
        "criteria": domain.criteria_of(opportunity),
        "is_frozen": domain.is_frozen(opportunity),
    }
    return render(request, "reviews/rubric.html", context)


@require_POST
@login_required
def standard(request: HttpRequest, pk: UUID) -> HttpResponse:
    opportunity = opportunity_for(request, pk, "reviews.change_rubric")
    domain.take_standard(opportunity, actor=actor_of(request))
    messages.success(request, _("The usual criteria are there. Change them as you need."))
    return redirect("reviews:rubric", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def criterion_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    opportunity = opportunity_for(request, pk, "reviews.change_rubric")
    form = CriterionForm(request.POST or None)
    if form.is_valid() and succeeds(
        form, lambda: domain.add_criterion(opportunity, actor=actor_of(request), **form.cleaned_data)
    ):
        return redirect("reviews:rubric", pk)
    return _page(request, opportunity, form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def criterion(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = criterion_for(request, pk)
    form = CriterionForm(request.POST or None, instance=copy(found))
    if form.is_valid() and succeeds(
        form, lambda: domain.change_criterion(found, actor=actor_of(request), values=form.cleaned_data)
    ):
        messages.success(request, _("The criterion has been saved."))
        return redirect("reviews:rubric", found.rubric.opportunity_id)
    return _page(request, found.rubric.opportunity, form, found)


@require_POST
@login_required
def criterion_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = criterion_for(request, pk)
    domain.remove_criterion(found, actor=actor_of(request))
    return redirect("reviews:rubric", found.rubric.opportunity_id)


def _page(
    request: HttpRequest, opportunity: Opportunity, form: CriterionForm, criterion: Criterion | None = None
) -> HttpResponse:
    context = {"opportunity": opportunity, "form": form, "criterion": criterion}
    return render(request, "reviews/criterion.html", context, status=422 if form.errors else 200)
