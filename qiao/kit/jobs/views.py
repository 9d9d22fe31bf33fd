import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from qiao.kit.access import require
from qiao.kit.jobs import shown
from qiao.kit.jobs.cancel import cancel_job
from qiao.kit.jobs.dead_letters import discard_dead_letter, retry_dead_letter
from qiao.kit.jobs.forms import DiscardForm
from qiao.kit.jobs.listing import DeadLetterListing, JobListing
from qiao.kit.jobs.models import DeadLetter, Job


def _job(request: HttpRequest, job_id: uuid.UUID) -> Job:
    found = get_object_or_404(Job.objects.select_related("task", "asked_by"), pk=job_id)
    require(request.user, "jobs.view_job", found)
    return found


def _dead_letter(request: HttpRequest, letter_id: uuid.UUID) -> DeadLetter:
    require(request.user, "jobs.view_dead_letters")
    return get_object_or_404(DeadLetter.objects.with_job().select_related("decision"), pk=letter_id)


@require_safe
@login_required
def jobs(request: HttpRequest) -> HttpResponseBase:
    own = Job.objects.asked_by(request.user).select_related("task")
    return JobListing(request, own).respond("jobs/jobs.html")


@require_safe
@login_required
@never_cache
def job(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    return render(request, "jobs/job.html", _shown(_job(request, job_id)))


@require_safe
@never_cache
def progress(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """The part of the job's page that asks for itself again until the job is finished."""
    if not request.user.is_authenticated:
        sign_in = redirect_to_login(reverse("jobs:job", args=[job_id])).url
        return HttpResponseClientRedirect(sign_in) if request.headers.get("HX-Request") else redirect(sign_in)
    return render(request, "jobs/progress.html", _shown(_job(request, job_id)))


def _shown(found: Job) -> dict[str, Any]:
    return {"job": found} | shown.around(found)


@require_POST
@login_required
def cancellation(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    found = _job(request, job_id)
    cancel_job(found, actor=request.user)
    messages.success(request, _("This is being cancelled."))
    return redirect("jobs:job", job_id=found.pk)


@require_safe
@login_required
def dead_letters(request: HttpRequest) -> HttpResponseBase:
    require(request.user, "jobs.view_dead_letters")
    waiting = DeadLetter.objects.undecided().with_job()
    return DeadLetterListing(request, waiting).respond("jobs/dead_letters.html")


@require_safe
@login_required
def dead_letter(request: HttpRequest, letter_id: uuid.UUID) -> HttpResponse:
    return _letter_page(request, _dead_letter(request, letter_id), DiscardForm())


def _letter_page(
    request: HttpRequest, letter: DeadLetter, discard_form: DiscardForm, status: int = 200
) -> HttpResponse:
    context = {"letter": letter, "discard_form": discard_form, "attempts": shown.attempts(letter.task_id)}
    return render(request, "jobs/dead_letter.html", context, status=status)


@require_POST
@login_required
def retry(request: HttpRequest, letter_id: uuid.UUID) -> HttpResponse:
    retry_dead_letter(_dead_letter(request, letter_id), actor=request.user)
    messages.success(request, _("It waits to be tried again."))
    return redirect("jobs:dead-letters")


@require_POST
@login_required
def discard(request: HttpRequest, letter_id: uuid.UUID) -> HttpResponse:
    letter = _dead_letter(request, letter_id)
    form = DiscardForm(request.POST)
    if not form.is_valid():
        return _letter_page(request, letter, form, status=422)
    discard_dead_letter(letter, actor=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("It was discarded."))
    return redirect("jobs:dead-letters")
