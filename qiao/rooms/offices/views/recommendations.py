"""What an office recommends to its students."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.offices.domain.recommendation import recommend_posting, withdraw_recommendation
from qiao.rooms.offices.forms import RecommendationForm
from qiao.rooms.offices.listings import RecommendationList
from qiao.rooms.offices.load import office_for, posting_for, status_of
from qiao.rooms.offices.models import Recommendation


@require_safe
@login_required
def recommendations(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    found = office_for(request, pk, "offices.recommend_posting")
    rows = Recommendation.objects.current().filter(university=found).select_related("opportunity__host")
    return RecommendationList(request, rows).respond("offices/recommendations.html", {"office": found})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def recommendation(request: HttpRequest, pk: UUID, opportunity_id: UUID) -> HttpResponse:
    office = office_for(request, pk, "offices.recommend_posting")
    found = posting_for(office, opportunity_id)
    known = Recommendation.objects.filter(university=office, opportunity=found).first()
    form = RecommendationForm(
        request.POST if request.method == "POST" else None,
        instance=known or Recommendation(university=office, opportunity=found),
    )
    if form.is_valid() and succeeds(
        form, lambda: recommend_posting(office, found, actor=actor_of(request), **form.cleaned_data)
    ):
        messages.success(
            request, _("Your students find the posting on their page; those who want mails get one.")
        )
        return redirect("offices:posting", office.pk, found.pk)
    context = {"office": office, "opportunity": found, "form": form}
    return render(request, "offices/recommendation.html", context, status=status_of(form))


@require_POST
@login_required
def recommendation_removal(request: HttpRequest, pk: UUID, opportunity_id: UUID) -> HttpResponse:
    office = office_for(request, pk, "offices.recommend_posting")
    rows = Recommendation.objects.select_related("university")
    found = get_object_or_404(rows, university=office, opportunity=opportunity_id)
    withdraw_recommendation(found, actor=actor_of(request))
    messages.success(request, _("The posting is no longer recommended."))
    return redirect("offices:recommendations", office.pk)
