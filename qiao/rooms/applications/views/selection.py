"""What the host does: the queue, one application, and the verbs of the selection."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.applications.domain import selection as domain
from qiao.rooms.applications.domain.step import rows
from qiao.rooms.applications.enums import OVER
from qiao.rooms.applications.forms import ClosingForm, CompletionForm, ManyClosingForm, StageForm
from qiao.rooms.applications.listings import QueueList, StudentList, queue_of, students_of
from qiao.rooms.applications.models.application import ApplicationQuerySet
from qiao.rooms.applications.pages import host_page
from qiao.rooms.applications.views.load import application_for, is_key, office_for, opportunity_for
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.opportunities.models import Opportunity

SELECT = "applications.select_application"


@require_safe
@login_required
def queue(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    opportunity = opportunity_for(request, pk, "applications.list_queue")
    intakes = opportunity.intakes.order_by("number")
    context = {"opportunity": opportunity, "intakes": intakes}
    listing = QueueList(request, queue_of(opportunity), opportunity)
    return listing.respond("applications/queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def queue_closing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """GET asks for the reason of those chosen in the queue, POST closes them."""
    opportunity = opportunity_for(request, pk, "applications.list_queue")
    offered = rows().filed().filter(opportunity=opportunity).exclude(state__in=OVER)
    if request.method != "POST":
        chosen = [key for key in request.GET.getlist("chosen") if is_key(key)]
        form = ManyClosingForm(initial={"chosen": chosen}, offered=offered)
        return _many(request, opportunity, offered.filter(pk__in=chosen), form)
    form, closed = ManyClosingForm(request.POST, offered=offered), [0]
    if form.is_valid() and succeeds(form, lambda: closed.append(_close(request, opportunity, form))):
        text = ngettext(
            "%(count)s application has been closed.", "%(count)s applications have been closed.", closed[-1]
        )
        messages.success(request, text % {"count": closed[-1]})
        return redirect("applications:queue", opportunity.pk)
    chosen = [key for key in request.POST.getlist("chosen") if is_key(key)]
    return _many(request, opportunity, offered.filter(pk__in=chosen), form)


@require_safe
@login_required
def selection(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = application_for(request, pk, "applications.read_application")
    context = host_page(found, request.user)
    if context["may_move"]:
        context["stage_form"] = StageForm(application=found)
    return render(request, "applications/selection.html", context)


@require_POST
@login_required
def stage(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = application_for(request, pk, SELECT)
    form, actor = StageForm(request.POST, application=found), actor_of(request)
    if form.is_valid() and succeeds(
        form, lambda: domain.move_to_stage(found, actor=actor, **form.cleaned_data)
    ):
        messages.success(request, _("The application is at another stage."))
        return redirect("applications:selection", found.pk)
    context = host_page(application_for(request, pk, SELECT), request.user) | {"stage_form": form}
    return render(request, "applications/selection.html", context, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def completion(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = application_for(request, pk, SELECT)
    form, actor = CompletionForm(request.POST or None), actor_of(request)
    if form.is_valid() and succeeds(
        form, lambda: domain.mark_complete(found, actor=actor, **form.cleaned_data)
    ):
        messages.success(request, _("The application counts as complete."))
        return redirect("applications:selection", found.pk)
    context = {"application": found, "form": form}
    return render(request, "applications/completion.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def reading(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = domain.begin_review(application_for(request, pk, SELECT), actor=actor_of(request))
    messages.success(request, _("The review has begun."))
    return redirect("applications:selection", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def closing(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = application_for(request, pk, SELECT)
    form, actor = ClosingForm(request.POST or None), actor_of(request)
    if form.is_valid() and succeeds(
        form, lambda: domain.close_application(found, actor=actor, **form.cleaned_data)
    ):
        messages.success(request, _("The application has been closed. The applicant gets a mail."))
        return redirect("applications:selection", found.pk)
    context = {"application": found, "form": form}
    return render(request, "applications/closing.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def students(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    office = office_for(request, pk, "applications.list_students")
    return StudentList(request, students_of(office)).respond("applications/students.html", {"office": office})


def _close(request: HttpRequest, opportunity: Opportunity, form: ManyClosingForm) -> int:
    cleaned = form.cleaned_data
    return domain.close_applications(
        opportunity,
        actor=actor_of(request),
        ids=[each.pk for each in cleaned["chosen"]],
        closing_reason=cleaned["closing_reason"],
        reason=cleaned["reason"],
    )


def _many(
    request: HttpRequest, opportunity: Opportunity, chosen: ApplicationQuerySet, form: ManyClosingForm
) -> HttpResponse:
    context = {"opportunity": opportunity, "form": form, "chosen": chosen}
    return render(request, "applications/queue_closing.html", context, status=422 if form.errors else 200)
