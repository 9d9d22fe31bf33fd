"""Rows of a section: added, changed, removed, moved."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.directory.views.load import actor_of
from qiao.rooms.profiles.domain.entry import add_entry, change_entry, move_entry, remove_entry
from qiao.rooms.profiles.forms import ENTRY_FORMS, EntryForm
from qiao.rooms.profiles.sections import Section
from qiao.rooms.profiles.views.load import entry_for, own_or_404, section_or_404


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def entry_new(request: HttpRequest, section: str) -> HttpResponse:
    found, profile = section_or_404(section), own_or_404(request)
    form = ENTRY_FORMS[section](request.POST or None, actor=request.user)
    if form.is_valid() and succeeds(
        form, lambda: add_entry(profile, found.model, actor=actor_of(request), values=form.values())
    ):
        messages.success(request, _("Saved."))
        return redirect("profiles:own")
    return _page(request, form, found, is_new=True)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def entry(request: HttpRequest, section: str, pk: UUID) -> HttpResponse:
    found = section_or_404(section)
    row = entry_for(request, found, pk)
    form = ENTRY_FORMS[section](request.POST or None, instance=row, actor=request.user)
    if form.is_valid() and succeeds(
        form, lambda: change_entry(row, actor=actor_of(request), values=form.values())
    ):
        messages.success(request, _("Saved."))
        return redirect("profiles:own")
    return _page(request, form, found, is_new=False)


@require_POST
@login_required
def entry_removal(request: HttpRequest, section: str, pk: UUID) -> HttpResponse:
    remove_entry(entry_for(request, section_or_404(section), pk), actor=actor_of(request))
    messages.success(request, _("The entry has been removed."))
    return redirect("profiles:own")


@require_POST
@login_required
def entry_place(request: HttpRequest, section: str, pk: UUID) -> HttpResponse:
    row = entry_for(request, section_or_404(section), pk)
    move_entry(row, actor=actor_of(request), is_up=request.POST.get("direction") == "up")
    return redirect("profiles:own")


def _page(request: HttpRequest, form: EntryForm, section: Section, *, is_new: bool) -> HttpResponse:
    context = {"form": form, "section": section, "is_new": is_new}
    return render(request, "profiles/entry.html", context, status=422 if form.errors else 200)
