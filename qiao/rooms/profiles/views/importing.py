"""A file comes in: chosen, looked at, taken over or put away."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.directory.views.load import actor_of
from qiao.rooms.profiles.domain.importing import (
    LARGEST,
    accept_import,
    discard_import,
    draft_import,
    open_draft,
    plan_of_draft,
)
from qiao.rooms.profiles.errors import ImportGone
from qiao.rooms.profiles.formats.plan import Plan
from qiao.rooms.profiles.forms import ImportForm, TakingForm
from qiao.rooms.profiles.models import Profile
from qiao.rooms.profiles.previewing import preview_of
from qiao.rooms.profiles.views.load import own_or_404


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def import_new(request: HttpRequest) -> HttpResponse:
    profile = own_or_404(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid() and succeeds(form, lambda: _draft(form, profile, request)):
        return redirect("profiles:import_preview")
    context = {"form": form, "draft": open_draft(profile)}
    return render(request, "profiles/import.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
@login_required
def import_preview(request: HttpRequest) -> HttpResponse:
    profile = own_or_404(request)
    draft = open_draft(profile)
    if draft is None:
        return redirect("profiles:import_new")
    return _preview(request, profile, TakingForm())


@require_POST
@login_required
def import_taking(request: HttpRequest) -> HttpResponse:
    profile, form = own_or_404(request), TakingForm(request.POST)
    plans: list[Plan] = []
    if form.is_valid() and succeeds(
        form,
        lambda: plans.append(accept_import(profile, actor=actor_of(request), **form.cleaned_data)),
    ):
        messages.success(request, _told(plans[0]))
        return redirect("profiles:own")
    return _preview(request, profile, form)


@require_POST
@login_required
def import_removal(request: HttpRequest) -> HttpResponse:
    discard_import(own_or_404(request), actor=actor_of(request))
    messages.success(request, _("The file has been put away. Your profile is as it was."))
    return redirect("profiles:own")


def _draft(form: ImportForm, profile: Profile, request: HttpRequest) -> None:
    body = form.cleaned_data["upload"].read(LARGEST + 1)
    values: dict[str, Any] = {name: form.cleaned_data[name] for name in ("file_format", "language")}
    draft_import(profile, actor=actor_of(request), body=body, **values)


def _preview(request: HttpRequest, profile: Profile, form: TakingForm) -> HttpResponse:
    draft = open_draft(profile)
    if draft is None:
        raise ImportGone
    context = {"draft": draft, "preview": preview_of(plan_of_draft(draft)), "form": form}
    return render(request, "profiles/import_preview.html", context, status=422 if form.errors else 200)


def _told(plan: Plan) -> str:
    count = len(plan.added)
    sentence = ngettext("Taken over: %(count)d new entry.", "Taken over: %(count)d new entries.", count)
    return sentence % {"count": count}
