"""What a person does with their own applications."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.applications.domain import application as domain
from qiao.rooms.applications.domain import document as documents
from qiao.rooms.applications.domain.snapshot import drawn, snapshot_of
from qiao.rooms.applications.forms import BeginForm, DocumentForm, StatementForm, WithdrawalForm
from qiao.rooms.applications.listings import OwnList, own_applications
from qiao.rooms.applications.models import Application, ApplicationDocument
from qiao.rooms.applications.pages import documents_of, letters_of, own_page, seen_of
from qiao.rooms.applications.rules import is_the_applicant
from qiao.rooms.applications.views.load import application_for, opportunity_for
from qiao.rooms.exchanges.load import actor_of

CHANGE = "applications.change_application"


@require_safe
@login_required
def applications(request: HttpRequest) -> HttpResponseBase:
    return OwnList(request, own_applications(request.user)).respond("applications/applications.html")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def application_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    opportunity = opportunity_for(request, pk, "opportunities.view_opportunity")
    form = BeginForm(request.POST or None, opportunity=opportunity)
    made: list[Application] = []
    if form.is_valid() and succeeds(
        form,
        lambda: made.append(domain.begin_application(form.cleaned_data["intake"], actor=actor_of(request))),
    ):
        return redirect("applications:application", made[0].pk)
    context = {"opportunity": opportunity, "form": form}
    return render(request, "applications/application_new.html", context, status=_status(form))


@require_safe
@login_required
def application(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The applicant's page; whoever else may read is led to what was sent."""
    found = application_for(request, pk)
    if not is_the_applicant(request.user, found):
        return redirect("applications:selection", found.pk)
    return render(request, "applications/application.html", own_page(found, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def statement(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = application_for(request, pk, CHANGE)
    form = StatementForm(request.POST or None, initial={"statement": found.statement})
    actor = actor_of(request)
    if form.is_valid() and succeeds(
        form, lambda: domain.change_statement(found, actor=actor, **form.cleaned_data)
    ):
        messages.success(request, _("The statement has been saved."))
        return redirect("applications:application", found.pk)
    context = {"application": found, "form": form}
    return render(request, "applications/statement.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def document_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = application_for(request, pk, CHANGE)
    form = DocumentForm(
        request.POST or None, request.FILES or None, application=found,
        initial={"document": request.GET.get("for", "")},
    )  # fmt: skip
    if form.is_valid() and succeeds(form, lambda: _add(found, request, form)):
        messages.success(request, _("The document has been added."))
        return redirect("applications:application", found.pk)
    context = {"application": found, "form": form}
    return render(request, "applications/document_new.html", context, status=_status(form))


@require_POST
@login_required
def document_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    related = ("application__opportunity", "application__profile", "stored")
    document = get_object_or_404(ApplicationDocument.objects.select_related(*related), pk=pk)
    documents.remove_document(document, actor=actor_of(request))
    messages.success(request, _("The document has been removed."))
    return redirect("applications:application", document.application_id)


@require_safe
@login_required
def preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Exactly what hosts and reviewers read: of a draft as it would be now, else as it was sent."""
    found = application_for(request, pk, CHANGE)
    context = {
        "application": found,
        "seen": seen_of(found, snapshot_of(found) or drawn(found)),
        "documents": documents_of(found),
        "letters": letters_of(found),
        "is_preview": True,
    }
    return render(request, "applications/preview.html", context)


@require_POST
@login_required
def submission(request: HttpRequest, pk: UUID) -> HttpResponse:
    sent = domain.submit_application(application_for(request, pk, CHANGE), actor=actor_of(request))
    messages.success(request, _("Your application has been sent: %(state)s.") % {"state": sent.status.label})
    return redirect("applications:application", sent.pk)


@require_POST
@login_required
def reopening(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = domain.reopen_application(application_for(request, pk, CHANGE), actor=actor_of(request))
    messages.success(request, _("The application is a draft again. Send it anew before the deadline."))
    return redirect("applications:application", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdrawal(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = application_for(request, pk, CHANGE)
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    actor = actor_of(request)
    if form.is_valid() and succeeds(
        form, lambda: domain.withdraw_application(found, actor=actor, **form.cleaned_data)
    ):
        messages.success(request, _("The application has been withdrawn."))
        return redirect("applications:application", found.pk)
    context = {"application": found, "form": form}
    return render(request, "applications/withdrawal.html", context, status=_status(form))


def _add(found: Application, request: HttpRequest, form: DocumentForm) -> None:
    actor, cleaned = actor_of(request), form.cleaned_data
    if own := cleaned["own_file"]:
        documents.choose_document(found, actor=actor, file=own, **form.subject)
    else:
        documents.add_document(found, actor=actor, upload=cleaned["upload"], **form.subject)


def _status(form: BeginForm | StatementForm | DocumentForm | WithdrawalForm) -> int:
    return 422 if form.errors else 200
