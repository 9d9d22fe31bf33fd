"""One participant: what they see and report, and what the host decides."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.training.domain.certificate import issue_certificate, revoke_certificate
from qiao.rooms.training.domain.completion import complete_enrolment
from qiao.rooms.training.domain.enrolment import leave_training, remove_enrolment
from qiao.rooms.training.domain.feed import feed_of, feed_url
from qiao.rooms.training.domain.milestone import confirm_milestone, report_milestone
from qiao.rooms.training.domain.paper import fetch_paper
from qiao.rooms.training.forms import MilestoneForm, ReasonForm
from qiao.rooms.training.listings import OwnTrainings, own_trainings
from qiao.rooms.training.load import certificate_for, enrolment_for, milestone_for
from qiao.rooms.training.pages import page_of_enrolment

DECIDE = "training.decide_on_enrolment"


@require_safe
@login_required
def trainings(request: HttpRequest) -> HttpResponseBase:
    feed = feed_of(request.user)
    context = {"feed": feed, "feed_url": feed_url(feed) if feed else ""}
    return OwnTrainings(request, own_trainings(request.user)).respond("training/own.html", context)


@never_cache
@require_safe
@login_required
def enrolment(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = enrolment_for(request, pk)
    return render(request, "training/enrolment.html", page_of_enrolment(found, request.user))


@require_POST
@login_required
def completion(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = enrolment_for(request, pk, DECIDE)
    complete_enrolment(found, actor=actor_of(request))
    messages.success(request, _("The training is completed and counted as an outcome."))
    return redirect("training:enrolment", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = enrolment_for(request, pk, DECIDE)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and succeeds(
        form, lambda: remove_enrolment(found, actor=actor_of(request), **form.cleaned_data)
    ):
        messages.success(request, _("Done. The participant gets a mail."))
        return redirect("training:enrolment", found.pk)
    return _asked(request, page_of_enrolment(found, request.user), "training/removal.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def leaving(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = enrolment_for(request, pk, "training.leave_training")
    form = ReasonForm(request.POST or None)
    if form.is_valid() and succeeds(
        form, lambda: leave_training(found, actor=actor_of(request), **form.cleaned_data)
    ):
        messages.success(request, _("You have left the training."))
        return redirect("training:enrolment", found.pk)
    return _asked(request, page_of_enrolment(found, request.user), "training/leaving.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def milestone(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = milestone_for(request, pk, "training.report_milestone")
    form = MilestoneForm(request.POST or None, request.FILES or None, initial={"note": found.note})
    if form.is_valid() and succeeds(
        form, lambda: report_milestone(found, actor=actor_of(request), **form.cleaned_data)
    ):
        messages.success(request, _("The host confirms the milestone next."))
        return redirect("training:enrolment", found.enrolment_id)
    context = page_of_enrolment(found.enrolment, request.user) | {"milestone": found}
    return _asked(request, context, "training/milestone.html", form)


@require_POST
@login_required
def confirmation(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = milestone_for(request, pk, "training.confirm_milestone")
    confirm_milestone(found, actor=actor_of(request))
    messages.success(request, _("The milestone has been confirmed."))
    return redirect("training:enrolment", found.enrolment_id)


@require_POST
@login_required
def certificate(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = enrolment_for(request, pk, DECIDE)
    issued = issue_certificate(found, actor=actor_of(request))
    messages.success(request, _("Certificate %(number)s has been issued.") % {"number": issued.number})
    return redirect("training:enrolment", found.pk)


@never_cache
@require_safe
@login_required
def paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = certificate_for(request, pk, "training.fetch_certificate")
    response = HttpResponse(fetch_paper(found, actor=actor_of(request)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.number}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def revocation(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = certificate_for(request, pk, "training.revoke_certificate")
    form = ReasonForm(request.POST or None)
    if form.is_valid() and succeeds(
        form, lambda: revoke_certificate(found, actor=actor_of(request), **form.cleaned_data)
    ):
        messages.success(request, _("The certificate has been revoked."))
        return redirect("training:enrolment", found.enrolment_id)
    context = page_of_enrolment(found.enrolment, request.user)
    return _asked(request, context, "training/revocation.html", form)


def _asked(request: HttpRequest, context: dict[str, Any], template: str, form: Any) -> HttpResponse:
    return render(request, template, context | {"form": form}, status=422 if form.errors else 200)
