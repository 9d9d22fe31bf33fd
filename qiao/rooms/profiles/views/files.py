"""Documents and the photo."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from qiao.kit.access import require
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.directory.views.load import actor_of
from qiao.rooms.profiles.domain.file import add_file, remove_file
from qiao.rooms.profiles.enums import PaperKind
from qiao.rooms.profiles.forms import FileForm
from qiao.rooms.profiles.models import ProfileFile
from qiao.rooms.profiles.views.load import own_or_404


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def file_new(request: HttpRequest) -> HttpResponse:
    profile = own_or_404(request)
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid() and succeeds(
        form,
        lambda: add_file(
            profile,
            actor=actor_of(request),
            kind=PaperKind(form.cleaned_data["kind"]),
            upload=form.cleaned_data["upload"],
        ),
    ):
        messages.success(request, _("The file is in your profile."))
        return redirect("profiles:own")
    return render(request, "profiles/file.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@login_required
def file_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    file = get_object_or_404(ProfileFile.objects.select_related("profile", "stored"), pk=pk)
    require(request.user, "profiles.change_profile", file.profile)
    remove_file(file, actor=actor_of(request))
    messages.success(request, _("The file has been removed."))
    return redirect("profiles:own")
