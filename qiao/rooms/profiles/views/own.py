"""The profile as its person works on it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.directory.views.load import actor_of
from qiao.rooms.profiles.domain.importing import open_draft
from qiao.rooms.profiles.domain.profile import change_profile, own_profile, profile_of
from qiao.rooms.profiles.forms import BasicsForm
from qiao.rooms.profiles.models import Profile
from qiao.rooms.profiles.overview import file_lines, section_lines
from qiao.rooms.profiles.views.load import own_or_404


@never_cache
@require_safe
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    profile = profile_of(request.user)
    if profile is None:
        return render(request, "profiles/beginning.html")
    return render(request, "profiles/overview.html", _context(profile))


@require_POST
@login_required
def beginning(request: HttpRequest) -> HttpResponse:
    own_profile(actor_of(request))
    return redirect("profiles:basics")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def basics(request: HttpRequest) -> HttpResponse:
    profile = own_or_404(request)
    form = BasicsForm(request.POST or None, instance=profile)
    if form.is_valid() and succeeds(
        form, lambda: change_profile(profile, actor=actor_of(request), values=form.values())
    ):
        messages.success(request, _("Saved."))
        return redirect("profiles:own")
    return render(request, "profiles/basics.html", {"form": form}, status=422 if form.errors else 200)


def _context(profile: Profile) -> dict[str, Any]:
    return {
        "profile": profile,
        "sections": section_lines(profile),
        "files": file_lines(profile),
        "draft": open_draft(profile),
    }
