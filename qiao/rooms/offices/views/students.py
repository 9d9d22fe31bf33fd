"""What an office does with its students: the list, and one of them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.offices.domain import student as domain
from qiao.rooms.offices.enums import RegistrationState
from qiao.rooms.offices.forms import ANSWERS, BulkForm, DecisionForm, ReasonForm
from qiao.rooms.offices.listings import StudentList
from qiao.rooms.offices.load import office_for, status_of, student_for
from qiao.rooms.offices.models import StudentRegistration
from qiao.rooms.offices.views.approvals import told
from qiao.rooms.profiles.enums import Audience
from qiao.rooms.profiles.presenting import presented
from qiao.rooms.profiles.showing import shown


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def students(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    office = office_for(request, pk, "offices.list_students")
    rows = domain.rows().standing().filter(university=office)
    form = BulkForm(request.POST if request.method == "POST" else None, queryset=rows, verbs=ANSWERS.items())
    done: list[int] = []
    if form.is_valid() and succeeds(form, lambda: done.append(_decided(office, form, request))):
        messages.success(request, told(done[0], len(form.ids)))
        return redirect(request.get_full_path())
    if request.GET.get("export") in StudentList.exports:
        domain.note_export(office, actor=actor_of(request))
    context = {"office": office, "form": form}
    response = StudentList(request, rows).respond("offices/students.html", context)
    response.status_code = status_of(form)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def student(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = student_for(request, pk, "offices.decide_student")
    form = DecisionForm(request.POST if request.method == "POST" else None, verbs=ANSWERS.items())
    if form.is_valid() and succeeds(form, lambda: _answered(found, form, request)):
        messages.success(request, _("The decision is noted. The student gets a mail."))
        return redirect("offices:students", found.university_id)
    context = {
        "office": found.university,
        "registration": found,
        "form": form,
        "steps": found.steps.select_related("actor"),
        "seen": presented(shown(found.profile, Audience.OFFICES)),
    }
    return render(request, "offices/student.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def student_ending(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = student_for(request, pk, "offices.decide_student")
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and succeeds(
        form, lambda: domain.end_registration(found, actor=actor_of(request), **form.cleaned_data)
    ):
        messages.success(request, _("The registration has ended. The student gets a mail."))
        return redirect("offices:students", found.university_id)
    context = {"office": found.university, "registration": found, "form": form}
    return render(request, "offices/student_ending.html", context, status=status_of(form))


def _decided(office: Organisation, form: BulkForm, request: HttpRequest) -> int:
    state, reason = RegistrationState(form.cleaned_data["decision"]), form.cleaned_data["reason"]
    return domain.decide_students(office, actor=actor_of(request), ids=form.ids, state=state, reason=reason)


def _answered(found: StudentRegistration, form: DecisionForm, request: HttpRequest) -> Any:
    state, reason = RegistrationState(form.cleaned_data["decision"]), form.cleaned_data["reason"]
    return domain.decide_student(found, actor=actor_of(request), state=state, reason=reason)
