from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qiao.kit.access import require
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.directory.domain import claim as domain
from qiao.rooms.directory.forms.membership import ClaimForm
from qiao.rooms.directory.forms.organisation import ReasonForm
from qiao.rooms.directory.models import AffiliationClaim
from qiao.rooms.directory.views.load import actor_of, organisation_for


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def claim_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    organisation = organisation_for(request, pk, "claim_affiliation")
    actor = actor_of(request)
    person = getattr(actor, "person", None)
    form = ClaimForm(request.POST or None, initial={"claimed_name": str(person.name) if person else ""})
    if form.is_valid() and succeeds(
        form, lambda: domain.claim_affiliation(organisation, actor=actor, **form.cleaned_data)
    ):
        messages.success(request, _("Your request has been sent. You get a mail as soon as it is answered."))
        return redirect("directory:mine")
    context = {"organisation": organisation, "form": form}
    return render(request, "directory/claim_new.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def claim_approval(request: HttpRequest, pk: UUID) -> HttpResponse:
    claim = _claim(request, pk, "decide_claim")
    domain.approve_claim(claim, actor=actor_of(request))
    messages.success(request, _("%(name)s is a member now.") % {"name": claim.claimed_name})
    return redirect("directory:members", claim.organisation_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def claim_refusal(request: HttpRequest, pk: UUID) -> HttpResponse:
    claim = _claim(request, pk, "decide_claim")
    form = ReasonForm(request.POST or None)
    actor = actor_of(request)
    if form.is_valid() and succeeds(
        form, lambda: domain.refuse_claim(claim, actor=actor, **form.cleaned_data)
    ):
        messages.success(request, _("The request has been refused, and the person told why."))
        return redirect("directory:members", claim.organisation_id)
    context = {"claim": claim, "organisation": claim.organisation, "form": form}
    return render(request, "directory/claim_refusal.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def claim_withdrawal(request: HttpRequest, pk: UUID) -> HttpResponse:
    claim = _claim(request, pk, "withdraw_claim")
    domain.withdraw_claim(claim, actor=actor_of(request))
    messages.success(request, _("The request has been withdrawn."))
    return redirect("directory:mine")


def _claim(request: HttpRequest, pk: UUID, permission: str) -> AffiliationClaim:
    claim = get_object_or_404(AffiliationClaim.objects.select_related("organisation", "user"), pk=pk)
    require(request.user, f"directory.{permission}", claim)
    return claim
