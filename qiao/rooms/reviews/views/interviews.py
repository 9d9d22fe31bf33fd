"""Times of interviews: the host offers, the applicant takes one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.reviews.domain.interview import book_slot, invite_to_interview, open_slots, release_slot
from qiao.rooms.reviews.domain.slot import add_slots, cancel_slot, change_slot
from qiao.rooms.reviews.forms.interview import BookingForm, SeriesForm, SlotForm
from qiao.rooms.reviews.load import application_for, interview_for, opportunity_for, slot_for
from qiao.rooms.reviews.models import Interview, InterviewSlot
from qiao.rooms.reviews.pages import slots_context, timed

OF_THE_SLOT = ("starts_at", "minutes", "place", "link")


@require_safe
@login_required
def interviews(request: HttpRequest, pk: UUID) -> HttpResponse:
    opportunity = opportunity_for(request, pk, "reviews.run_interviews")
    context = {"opportunity": opportunity} | slots_context(opportunity, request.user)
    return render(request, "reviews/interviews.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def slot_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    opportunity = opportunity_for(request, pk, "reviews.run_interviews")
    form = SeriesForm(request.POST or None, opportunity=opportunity)
    if form.is_valid() and succeeds(
        form, lambda: add_slots(opportunity, actor=actor_of(request), **form.cleaned_data)
    ):
        return redirect("reviews:interviews", pk)
    context = {"opportunity": opportunity, "form": form, "slot": None}
    return render(request, "reviews/slot.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def slot(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = slot_for(request, pk)
    form = SlotForm(request.POST or None, opportunity=found.opportunity, initial=_held(found))
    if form.is_valid() and succeeds(form, lambda: _change(request, found, form)):
        messages.success(request, _("The time has been saved. Who is coming gets a mail."))
        return redirect("reviews:interviews", found.opportunity_id)
    context = {"opportunity": found.opportunity, "form": form, "slot": found}
    return render(request, "reviews/slot.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def slot_cancellation(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = cancel_slot(slot_for(request, pk), actor=actor_of(request))
    messages.success(request, _("The time is cancelled. Who had taken it gets a mail."))
    return redirect("reviews:interviews", found.opportunity_id)


@require_POST
@login_required
def interview_invitation(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = application_for(request, pk, "reviews.run_interviews")
    invite_to_interview(found, actor=actor_of(request))
    messages.success(request, _("The applicant gets a mail and chooses a time."))
    return redirect("reviews:interviews", found.opportunity_id)


@require_safe
@login_required
def interview(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _interview_page(request, interview_for(request, pk))


@require_POST
@login_required
def booking(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = interview_for(request, pk)
    form = BookingForm(request.POST, interview=found)
    if form.is_valid() and succeeds(
        form, lambda: book_slot(found, actor=actor_of(request), **form.cleaned_data)
    ):
        messages.success(request, _("The time is yours. A mail with an entry for your calendar follows."))
        return redirect("reviews:interview", pk)
    return _interview_page(request, found, form)


@require_POST
@login_required
def release(request: HttpRequest, pk: UUID) -> HttpResponse:
    release_slot(interview_for(request, pk), actor=actor_of(request))
    messages.success(request, _("The time is free for others. Choose another one."))
    return redirect("reviews:interview", pk)


def _change(request: HttpRequest, found: InterviewSlot, form: SlotForm) -> None:
    asked = form.cleaned_data["interviewers"]
    change_slot(found, actor=actor_of(request), values=form.values, interviewers=asked)


def _held(found: InterviewSlot) -> dict[str, Any]:
    values = {name: getattr(found, name) for name in OF_THE_SLOT}
    return values | {"interviewers": list(found.interviewers.values_list("pk", flat=True))}


def _interview_page(request: HttpRequest, found: Interview, form: BookingForm | None = None) -> HttpResponse:
    opportunity = found.application.opportunity
    context = {
        "opportunity": opportunity,
        "interview": found,
        "booked": timed(found.slot, opportunity, request.user) if found.slot else None,
        "offered": [timed(row, opportunity, request.user) for row in open_slots(found)],
        "form": form,
    }
    return render(request, "reviews/interview.html", context, status=422 if form else 200)
