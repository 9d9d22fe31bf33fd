"""Who sees what: the choice, the look through each audience's eyes, and the public page."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.access import require
from qiao.kit.errors import QiaoError
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.directory.views.load import actor_of
from qiao.rooms.profiles.domain.profile import set_audiences, set_page
from qiao.rooms.profiles.enums import Audience
from qiao.rooms.profiles.forms import AudiencesForm
from qiao.rooms.profiles.looks import LOOKS
from qiao.rooms.profiles.models import Profile
from qiao.rooms.profiles.presenting import presented
from qiao.rooms.profiles.showing import shown
from qiao.rooms.profiles.views.load import own_or_404


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def audiences(request: HttpRequest) -> HttpResponse:
    profile = own_or_404(request)
    form = AudiencesForm(request.POST or None, profile=profile)
    if form.is_valid() and succeeds(
        form, lambda: set_audiences(profile, actor=actor_of(request), audiences=form.values())
    ):
        messages.success(request, _("Saved."))
        return redirect("profiles:audiences")
    context = {"form": form, "profile": profile, "looks": LOOKS.values()}
    return render(request, "profiles/audiences.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
@login_required
def look(request: HttpRequest, eyes: str) -> HttpResponse:
    profile = own_or_404(request)
    if eyes not in LOOKS:
        raise Http404
    chosen = LOOKS[eyes]
    seen = presented(shown(profile, chosen.audience, names=chosen.names))
    context = {"seen": seen, "look": chosen, "looks": LOOKS.values(), "profile": profile}
    return render(request, "profiles/look.html", context)


@require_POST
@login_required
def page_setting(request: HttpRequest) -> HttpResponse:
    profile = own_or_404(request)
    try:
        set_page(profile, actor=actor_of(request), has_page=request.POST.get("has_page") == "yes")
    except QiaoError as refusal:
        messages.error(request, str(refusal))
    return redirect("profiles:audiences")


@require_safe
def page(request: HttpRequest, pk: UUID) -> HttpResponse:
    profile = get_object_or_404(Profile, pk=pk)
    require(request.user, "profiles.view_page", profile)
    seen = presented(shown(profile, Audience.PUBLIC))
    return render(request, "profiles/page.html", {"seen": seen, "profile": profile})
