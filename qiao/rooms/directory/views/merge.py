from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.access import require
from qiao.kit.bilingual.search import best
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.duplicates import declare_different, likely_same, suggested_duplicates
from qiao.rooms.directory.domain.merge import compare, merge_organisations, undo_merge
from qiao.rooms.directory.forms.organisation import MergeForm
from qiao.rooms.directory.models import MergeRecord, Organisation
from qiao.rooms.directory.views.load import actor_of

RECENT = 50


@require_safe
@login_required
def duplicates(request: HttpRequest) -> HttpResponse:
    require(request.user, "directory.merge_organisations")
    recent = MergeRecord.objects.select_related("survivor", "absorbed", "merged_by", "undone_by")[:RECENT]
    context = {"suggestions": suggested_duplicates(), "merges": recent}
    return render(request, "directory/duplicates.html", context)


@require_safe
@login_required
def merge_partners(request: HttpRequest, pk: UUID) -> HttpResponse:
    require(request.user, "directory.merge_organisations")
    organisation = get_object_or_404(Organisation.objects.standing(), pk=pk)
    text = request.GET.get("q", "")[:200].strip()
    others = Organisation.objects.standing().exclude(pk=pk)
    found = best(others, text, RECENT) if text else likely_same(organisation)[:RECENT]
    context = {"organisation": organisation, "likely": found, "text": text}
    return render(request, "directory/merge_partners.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def merge(request: HttpRequest, pk: UUID, absorbed_pk: UUID) -> HttpResponse:
    require(request.user, "directory.merge_organisations")
    survivor = get_object_or_404(Organisation.objects.standing(), pk=pk)
    absorbed = get_object_or_404(Organisation.objects.standing().exclude(pk=pk), pk=absorbed_pk)
    form = MergeForm(request.POST or None, differences=compare(survivor, absorbed))
    actor = actor_of(request)
    is_sent = request.method == "POST" and (form.is_valid() or not form.fields)
    if is_sent and succeeds(form, lambda: _merge(survivor, absorbed, actor, form)):
        messages.success(
            request, _("The two entries are one now. You can undo this on the page of duplicates.")
        )
        return redirect("directory:organisation", survivor.pk)
    context = {"survivor": survivor, "absorbed": absorbed, "form": form}
    return render(request, "directory/merge.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def difference(request: HttpRequest, pk: UUID, other_pk: UUID) -> HttpResponse:
    require(request.user, "directory.merge_organisations")
    first = get_object_or_404(Organisation.objects.standing(), pk=pk)
    second = get_object_or_404(Organisation.objects.standing().exclude(pk=pk), pk=other_pk)
    declare_different(first, second, actor=actor_of(request))
    messages.success(request, _("The two are not proposed again."))
    return redirect("directory:duplicates")


@require_POST
@login_required
def merge_undoing(request: HttpRequest, pk: UUID) -> HttpResponse:
    require(request.user, "directory.merge_organisations")
    record = get_object_or_404(MergeRecord, pk=pk)
    undo_merge(record, actor=actor_of(request))
    messages.success(request, _("Both entries are again what they were."))
    return redirect("directory:duplicates")


def _merge(survivor: Organisation, absorbed: Organisation, actor: User, form: MergeForm) -> None:
    choices = form.cleaned_data if form.is_bound and form.is_valid() else {}
    merge_organisations(survivor, absorbed=absorbed, actor=actor, choices=choices)
