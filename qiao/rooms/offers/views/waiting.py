"""What a host does with the waiting list."""

from copy import copy
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.offers.domain.waiting import (
    move_waiting_place,
    put_on_waiting_list,
    set_settings,
    settings_of,
)
from qiao.rooms.offers.forms import SettingsForm
from qiao.rooms.offers.load import application_for, intake_for, waiting_place_for


@require_POST
@login_required
def waiting(request: HttpRequest, pk: UUID) -> HttpResponse:
    application = application_for(request, pk, "offers.put_on_waiting_list")
    put_on_waiting_list(application, actor=actor_of(request))
    messages.success(request, _("The application is on the waiting list. The applicant gets a mail."))
    return redirect("offers:board", application.intake_id)


@require_POST
@login_required
def rise(request: HttpRequest, pk: UUID) -> HttpResponse:
    place = waiting_place_for(request, pk)
    move_waiting_place(place, actor=actor_of(request), by=-1)
    return redirect("offers:board", place.intake_id)


@require_POST
@login_required
def fall(request: HttpRequest, pk: UUID) -> HttpResponse:
    place = waiting_place_for(request, pk)
    move_waiting_place(place, actor=actor_of(request), by=1)
    return redirect("offers:board", place.intake_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def settings(request: HttpRequest, pk: UUID) -> HttpResponse:
    intake = intake_for(request, pk, "offers.change_settings")
    form = SettingsForm(request.POST or None, instance=copy(settings_of(intake)))
    if form.is_valid() and succeeds(
        form, lambda: set_settings(intake, actor=actor_of(request), values=form.cleaned_data)
    ):
        messages.success(request, _("The settings of the waiting list have been saved."))
        return redirect("offers:board", intake.pk)
    context = {"intake": intake, "opportunity": intake.opportunity, "form": form}
    return render(request, "offers/settings.html", context, status=422 if form.errors else 200)
