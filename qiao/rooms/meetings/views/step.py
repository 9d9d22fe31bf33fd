from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.views.load import actor_of
from qiao.rooms.meetings.addresses import encounter_path
from qiao.rooms.meetings.domain import step as domain
from qiao.rooms.meetings.errors import StepChanged
from qiao.rooms.meetings.forms.encounter import StepForm
from qiao.rooms.meetings.load import encounter_for, step_for
from qiao.rooms.meetings.models import Encounter, NextStep
from qiao.rooms.meetings.views.encounter import encounter_page
from qiao.rooms.meetings.views.note import sent_again


@require_POST
@login_required
def step_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = encounter_for(request, pk, "meetings.agree_step")
    actor = actor_of(request)
    form = StepForm(request.POST, pair=found, auto_id="id_step_%s")
    if form.is_valid() and succeeds(form, lambda: domain.add_step(found, actor=actor, values=form.values)):
        messages.success(request, _("The next step has been stored."))
        return redirect(encounter_path(found.pk))
    return encounter_page(request, found, {"step_form": form}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def step(request: HttpRequest, pk: UUID) -> HttpResponse:
    place, found = step_for(request, pk)
    if request.method != "POST":
        names = ("text", "owner", "due_on", "version")
        first = {name: getattr(found, name) for name in names}
        return _page(request, found, place, StepForm(pair=found, initial=first))
    form = StepForm(request.POST, pair=found)
    if form.is_valid() and succeeds(form, lambda: _save(request, found, form)):
        messages.success(request, _("The next step has been stored."))
        return redirect(encounter_path(place.pk))
    place, now = step_for(request, pk)
    if form.cleaned_data.get("version") == now.version:
        return _page(request, now, place, form)
    form = StepForm(sent_again(request, now.version), pair=now)
    form.add_error(None, str(StepChanged.sentence))
    return _page(request, now, place, form, is_changed=True)


@require_POST
@login_required
def step_done(request: HttpRequest, pk: UUID) -> HttpResponse:
    place, found = step_for(request, pk)
    domain.finish_step(found, actor=actor_of(request))
    messages.success(request, _("The step is done."))
    return redirect(encounter_path(place.pk))


@require_POST
@login_required
def step_reopening(request: HttpRequest, pk: UUID) -> HttpResponse:
    place, found = step_for(request, pk)
    domain.reopen_step(found, actor=actor_of(request))
    messages.success(request, _("The step is open again."))
    return redirect(encounter_path(place.pk))


@require_POST
@login_required
def step_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    place, found = step_for(request, pk)
    domain.remove_step(found, actor=actor_of(request))
    messages.success(request, _("The step has been deleted."))
    return redirect(encounter_path(place.pk))


def _save(request: HttpRequest, found: NextStep, form: StepForm) -> None:
    version = form.cleaned_data["version"] or 0
    domain.change_step(found, actor=actor_of(request), values=form.values, version=version)


def _page(
    request: HttpRequest, found: NextStep, place: Encounter, form: StepForm, *, is_changed: bool = False
) -> HttpResponse:
    context = {
        "exchange": place.guest.round.exchange,
        "round": place.guest.round,
        "encounter": place,
        "step": found,
        "form": form,
        "is_changed": is_changed,
    }
    return render(request, "meetings/step.html", context, status=422 if form.errors else 200)
