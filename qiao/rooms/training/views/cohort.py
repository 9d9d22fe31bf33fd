"""What a host does with a cohort and its sessions."""

from copy import copy
from typing import Any
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
from qiao.rooms.training.domain.cohort import change_cohort, open_cohort
from qiao.rooms.training.domain.enrolment import enrol_all
from qiao.rooms.training.domain.session import add_session, change_session, mark_attendance, remove_session
from qiao.rooms.training.forms import AttendanceForm, CohortForm, SessionForm
from qiao.rooms.training.listings import Roster, roster_of
from qiao.rooms.training.load import cohort_for, intake_for, session_for
from qiao.rooms.training.models import Cohort
from qiao.rooms.training.pages import frame, marked_roster, page_of_cohort


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def cohort_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    intake = intake_for(request, pk)
    if known := Cohort.objects.filter(intake=intake).first():
        return redirect("training:cohort", known.pk)
    form = CohortForm(
        request.POST or None, instance=Cohort(intake=intake), initial={"starts_on": intake.starts_on}
    )
    made: list[Cohort] = []
    if form.is_valid() and succeeds(
        form, lambda: made.append(open_cohort(intake, actor=actor_of(request), values=form.cleaned_data))
    ):
        messages.success(request, _("The cohort is open. Who has accepted is enrolled."))
        return redirect("training:cohort", made[0].pk)
    context = {"intake": intake, "opportunity": intake.opportunity, "form": form}
    return render(request, "training/cohort_new.html", context, status=_status(form))


@require_safe
@login_required
def cohort(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    found = cohort_for(request, pk)
    return Roster(request, roster_of(found)).respond("training/cohort.html", page_of_cohort(found))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def settings(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = cohort_for(request, pk)
    form = CohortForm(request.POST or None, instance=copy(found))
    if form.is_valid() and succeeds(
        form, lambda: change_cohort(found, actor=actor_of(request), values=form.cleaned_data)
    ):
        messages.success(request, _("The cohort has been saved."))
        return redirect("training:cohort", found.pk)
    return render(request, "training/settings.html", frame(found) | {"form": form}, status=_status(form))


@require_POST
@login_required
def enrolling(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = cohort_for(request, pk)
    count = enrol_all(found, actor=actor_of(request))
    said = ngettext("%(count)s person has been enrolled.", "%(count)s people have been enrolled.", count)
    messages.success(request, said % {"count": count})
    return redirect("training:cohort", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sessions(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = cohort_for(request, pk)
    form = SessionForm(request.POST or None, cohort=found)
    if form.is_valid() and succeeds(
        form, lambda: add_session(found, actor=actor_of(request), values=form.cleaned_data)
    ):
        messages.success(request, _("The session has been added."))
        return redirect("training:sessions", found.pk)
    context = frame(found) | {"sessions": found.sessions.all(), "form": form}
    return render(request, "training/sessions.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def session(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = session_for(request, pk)
    enrolments, marks = marked_roster(found)
    form = AttendanceForm(request.POST or None, enrolments=enrolments, marks=marks)
    if form.is_valid() and succeeds(
        form, lambda: mark_attendance(found, actor=actor_of(request), marks=form.marks())
    ):
        messages.success(request, _("The attendance has been saved."))
        return redirect("training:session", found.pk)
    context: dict[str, Any] = frame(found.cohort) | {"session": found, "form": form}
    return render(request, "training/session.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def session_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = session_for(request, pk)
    form = SessionForm(request.POST or None, instance=copy(found), cohort=found.cohort)
    if form.is_valid() and succeeds(
        form, lambda: change_session(found, actor=actor_of(request), values=form.cleaned_data)
    ):
        messages.success(request, _("The session has been saved."))
        return redirect("training:session", found.pk)
    context = frame(found.cohort) | {"session": found, "form": form}
    return render(request, "training/session_change.html", context, status=_status(form))


@require_POST
@login_required
def session_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = session_for(request, pk)
    remove_session(found, actor=actor_of(request))
    messages.success(request, _("The session has been removed."))
    return redirect("training:sessions", found.cohort_id)


def _status(form: Any) -> int:
    return 422 if form.errors else 200
