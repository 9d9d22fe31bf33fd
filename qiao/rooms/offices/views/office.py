"""The home page of a career office, and its settings."""

from copy import copy
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qiao.kit.access import require
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.offices.domain.settings import set_settings, settings_of
from qiao.rooms.offices.doors import doors_of_office
from qiao.rooms.offices.forms import SettingsForm
from qiao.rooms.offices.load import office_for, status_of
from qiao.rooms.offices.pages import run_by, waiting_at


@require_safe
@login_required
def offices(request: HttpRequest) -> HttpResponse:
    """Whoever runs one office is led there."""
    require(request.user, "offices.run_some_office")
    own = list(run_by(request.user).order_by("pk"))
    if len(own) == 1:
        return redirect("offices:office", own[0].pk)
    return render(request, "offices/offices.html", {"offices": own})


@require_safe
@login_required
def office(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = office_for(request, pk)
    context = {
        "office": found,
        "waiting": waiting_at(found),
        "settings": settings_of(found),
        "doors": doors_of_office(found, request.user),
    }
    return render(request, "offices/office.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def settings(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = office_for(request, pk, "offices.change_settings")
    form = SettingsForm(request.POST if request.method == "POST" else None, instance=copy(settings_of(found)))
    if form.is_valid() and succeeds(
        form, lambda: set_settings(found, actor=actor_of(request), values=form.cleaned_data)
    ):
        messages.success(request, _("The settings of the career office have been saved."))
        return redirect("offices:office", found.pk)
    context = {"office": found, "form": form}
    return render(request, "offices/settings.html", context, status=status_of(form))
