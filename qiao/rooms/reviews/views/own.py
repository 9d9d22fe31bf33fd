"""What reviewers do: see what they have, declare their interests, assess, and write to the panel."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from qiao.kit.access import may
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.applications.models import Application
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.reviews.domain.assessment import draft_assessment, submit_assessment
from qiao.rooms.reviews.domain.declaration import declare_interest
from qiao.rooms.reviews.domain.note import remove_note, write_note
from qiao.rooms.reviews.domain.rubric import criteria_of
from qiao.rooms.reviews.enums import ConflictVerdict
from qiao.rooms.reviews.forms.assessment import AssessmentForm, DeclarationForm, NoteForm
from qiao.rooms.reviews.listings import OwnList, own_assignments
from qiao.rooms.reviews.load import application_for, assignment_for, note_for, opportunity_for
from qiao.rooms.reviews.models import Assessment, Assignment
from qiao.rooms.reviews.pages import assessment_context, conflicts_of, own_panels


@require_safe
@login_required
def panels(request: HttpRequest) -> HttpResponse:
    return render(request, "reviews/panels.html", {"panels": own_panels(request.user)})


@require_safe
@login_required
def own(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    opportunity = opportunity_for(request, pk, "reviews.view_own")
    panel = own_panels(request.user).filter(opportunity=opportunity).get()
    conflicts = conflicts_of(opportunity, request.user)
    context = {"opportunity": opportunity, "panel": panel, "conflicts": conflicts}
    return OwnList(request, own_assignments(opportunity, request.user)).respond("reviews/own.html", context)


@require_safe
@login_required
def assignment(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = assignment_for(request, pk, "reviews.declare_interest")
    if not may(request.user, "reviews.assess_application", found):
        return _declaration_page(request, found, DeclarationForm())
    return _assessment_page(request, found)


@require_POST
@login_required
def declaration(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = assignment_for(request, pk, "reviews.declare_interest")
    form = DeclarationForm(request.POST)
    if form.is_valid() and succeeds(form, lambda: _declare(request, found, form)):
        if form.cleaned_data["verdict"] == ConflictVerdict.NONE:
            return redirect("reviews:assignment", pk)
        messages.success(request, _("Thank you. Somebody else reads this application."))
        return redirect("reviews:own", found.application.opportunity_id)
    return _declaration_page(request, found, form)


@require_POST
@login_required
def assessment(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = assignment_for(request, pk, "reviews.assess_application")
    form = AssessmentForm(
        request.POST, criteria=criteria_of(found.application.opportunity), assessment=_assessment_of(found)
    )
    is_draft = "draft" in request.POST
    keep = draft_assessment if is_draft else submit_assessment
    if form.is_valid() and succeeds(
        form, lambda: keep(found, actor=actor_of(request), points=form.points, **form.words)
    ):
        told = _("The draft has been kept.") if is_draft else _("The assessment has been submitted.")
        messages.success(request, told)
        return redirect("reviews:assignment", pk)
    return _assessment_page(request, found, form)


@require_POST
@login_required
def notes(request: HttpRequest, pk: UUID) -> HttpResponse:
    application = application_for(request, pk, "reviews.write_note")
    form = NoteForm(request.POST)
    if form.is_valid() and succeeds(
        form, lambda: write_note(application, actor=actor_of(request), **form.cleaned_data)
    ):
        return redirect(_way_back(request, application))
    context = {"opportunity": application.opportunity, "application": application, "form": form}
    return render(request, "reviews/note.html", context, status=422)


@require_POST
@login_required
def note_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    note = note_for(request, pk)
    way = _way_back(request, note.application)
    remove_note(note, actor=actor_of(request))
    return redirect(way)


def _way_back(request: HttpRequest, application: Application) -> str:
    """Hosts and reviewers write on pages of their own."""
    if may(request.user, "reviews.assign_application", application):
        return reverse("reviews:application", args=[application.pk])
    own = Assignment.objects.of_reader(request.user).filter(application=application).first()
    return reverse("reviews:assignment", args=[own.pk]) if own else reverse("reviews:panels")


def _declare(request: HttpRequest, found: Assignment, form: DeclarationForm) -> None:
    verdict = ConflictVerdict(form.cleaned_data["verdict"])
    declare_interest(found, actor=actor_of(request), verdict=verdict, reason=form.cleaned_data["reason"])


def _declaration_page(request: HttpRequest, found: Assignment, form: DeclarationForm) -> HttpResponse:
    context = {"opportunity": found.application.opportunity, "assignment": found, "form": form}
    return render(request, "reviews/declaration.html", context, status=422 if form.errors else 200)


def _assessment_of(assignment: Assignment) -> Assessment | None:
    return Assessment.objects.filter(assignment=assignment).first()


def _assessment_page(
    request: HttpRequest, found: Assignment, form: AssessmentForm | None = None
) -> HttpResponse:
    application, held = found.application, _assessment_of(found)
    context = assessment_context(application, request.user)
    shown = form or AssessmentForm(criteria=context["criteria"], assessment=held)
    context |= {
        "opportunity": application.opportunity,
        "application": application,
        "assignment": found,
        "assessment": held,
        "form": shown,
        "note_form": NoteForm(),
        "conflict_form": DeclarationForm(initial={"verdict": ConflictVerdict.CONFLICT}),
    }
    return render(request, "reviews/assignment.html", context, status=422 if shown.errors else 200)
