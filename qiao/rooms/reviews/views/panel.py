"""What the host does with the panel: who is on it, who reads what, and what they think."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.reviews.domain.assignment import assign_application, remove_assignment, share_out
from qiao.rooms.reviews.domain.panel import add_reviewer, invite_reviewer, remove_reviewer
from qiao.rooms.reviews.enums import Sharing
from qiao.rooms.reviews.forms.assessment import NoteForm
from qiao.rooms.reviews.forms.panel import AssignForm, InviteForm, MemberForm, SharingForm
from qiao.rooms.reviews.listings import JudgedList, judged
from qiao.rooms.reviews.load import application_for, assignment_for, opportunity_for, reviewer_for
from qiao.rooms.reviews.pages import assessment_context, assignments_of, conflicts_in, reviewer_rows


@require_safe
@login_required
def panel(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _panel(request, opportunity_for(request, pk, "reviews.run_panel"))


@require_POST
@login_required
def invitations(request: HttpRequest, pk: UUID) -> HttpResponse:
    opportunity = opportunity_for(request, pk, "reviews.run_panel")
    form = InviteForm(request.POST)
    if form.is_valid() and succeeds(
        form, lambda: invite_reviewer(opportunity, actor=actor_of(request), **form.cleaned_data)
    ):
        messages.success(request, _("The invitation is on its way."))
        return redirect("reviews:panel", pk)
    return _panel(request, opportunity, invite=form)


@require_POST
@login_required
def reviewers(request: HttpRequest, pk: UUID) -> HttpResponse:
    opportunity = opportunity_for(request, pk, "reviews.run_panel")
    form = MemberForm(request.POST, opportunity=opportunity)
    if form.is_valid() and succeeds(
        form, lambda: add_reviewer(opportunity, actor=actor_of(request), **form.cleaned_data)
    ):
        messages.success(request, _("The member is on the panel."))
        return redirect("reviews:panel", pk)
    return _panel(request, opportunity, member=form)


@require_POST
@login_required
def reviewer_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    reviewer = remove_reviewer(reviewer_for(request, pk), actor=actor_of(request))
    messages.success(request, _("The reviewer has left the panel. What was submitted stays."))
    return redirect("reviews:panel", reviewer.opportunity_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sharing(request: HttpRequest, pk: UUID) -> HttpResponse:
    opportunity = opportunity_for(request, pk, "reviews.assign_application")
    form = SharingForm(request.POST or None, opportunity=opportunity)
    if form.is_valid() and succeeds(form, lambda: _share(request, opportunity, form)):
        return redirect("reviews:applications", pk)
    context = {"opportunity": opportunity, "form": form}
    return render(request, "reviews/sharing.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def applications(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    opportunity = opportunity_for(request, pk, "reviews.run_panel")
    context = {"opportunity": opportunity}
    return JudgedList(request, judged(opportunity, request.user)).respond(
        "reviews/applications.html", context
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def application(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the panel thinks of one application, who has it, and, by POST, who is to have it."""
    found = application_for(request, pk, "reviews.assign_application")
    form = AssignForm(request.POST or None, opportunity=found.opportunity)
    if form.is_valid() and succeeds(
        form, lambda: assign_application(found, actor=actor_of(request), **form.cleaned_data)
    ):
        messages.success(request, _("The reviewer gets a mail."))
        return redirect("reviews:application", pk)
    context = assessment_context(found, request.user) | {
        "opportunity": found.opportunity,
        "application": found,
        "assignments": assignments_of(found),
        "form": form,
        "note_form": NoteForm(),
    }
    return render(request, "reviews/application.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def assignment_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    assignment = assignment_for(request, pk, "reviews.assign_application")
    remove_assignment(assignment, actor=actor_of(request))
    messages.success(request, _("The reviewer does not have the application any more."))
    return redirect("reviews:application", assignment.application_id)


def _share(request: HttpRequest, opportunity: Opportunity, form: SharingForm) -> None:
    values = form.cleaned_data | {"sharing": Sharing(form.cleaned_data["sharing"])}
    count = len(share_out(opportunity, actor=actor_of(request), **values))
    told = ngettext("%(count)s assignment was added.", "%(count)s assignments were added.", count)
    messages.success(request, told % {"count": count})


def _panel(
    request: HttpRequest,
    opportunity: Opportunity,
    *,
    invite: InviteForm | None = None,
    member: MemberForm | None = None,
) -> HttpResponse:
    context = {
        "opportunity": opportunity,
        "reviewers": reviewer_rows(opportunity),
        "conflicts": conflicts_in(opportunity),
        "invite_form": invite or InviteForm(),
        "member_form": member or MemberForm(opportunity=opportunity),
    }
    return render(request, "reviews/panel.html", context, status=422 if invite or member else 200)
