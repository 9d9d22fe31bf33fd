"""What a person sees and does with their own data."""

import uuid
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.accounts.reauthentication import proven
from qiao.rooms.privacy.domain.consent import give_consent, switches, withdraw_consent
from qiao.rooms.privacy.domain.export import start_export
from qiao.rooms.privacy.domain.holdings import holdings
from qiao.rooms.privacy.domain.subject import subject_of
from qiao.rooms.privacy.errors import ExportGone
from qiao.rooms.privacy.models import ConsentEntry, Controller, DataExport, DataSubjectRequest, PurposeText
from qiao.rooms.privacy.models.export import KEPT_FOR, LINK_SALT


@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """Open to everyone: who answers for the data, what for, and what one's rights are."""
    return render(request, "privacy/notice.html", {"controllers": Controller.objects.all()[:20]})


@never_cache
@require_safe
@login_required
def my_data(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    context = {
        "holdings": holdings(subject_of(user)),
        "controllers": Controller.objects.all()[:20],
        "switches": switches(user),
        "exports": DataExport.objects.current().filter(user=user)[:10],
        "requests": DataSubjectRequest.objects.filter(user=user)[:20],
    }
    return render(request, "privacy/my_data.html", context)


@never_cache
@require_safe
@login_required
def consents(request: HttpRequest) -> HttpResponse:
    """The ledger as its person sees it: every decision with the words that were shown."""
    entries = ConsentEntry.objects.filter(user=cast(User, request.user)).select_related("text", "purpose")[
        :100
    ]
    return render(request, "privacy/consents.html", {"entries": entries})


@require_POST
@login_required
def consent(request: HttpRequest, text_id: uuid.UUID) -> HttpResponse:
    text = get_object_or_404(PurposeText, pk=text_id)
    give_consent(cast(User, request.user), text)
    messages.success(request, _("Noted: you agree. You can withdraw this at any time, with one click."))
    return redirect("privacy:my-data")


@require_POST
@login_required
def withdrawal(request: HttpRequest, text_id: uuid.UUID) -> HttpResponse:
    text = get_object_or_404(PurposeText, pk=text_id)
    withdraw_consent(cast(User, request.user), text)
    messages.success(request, _("Noted: you no longer agree. Nothing further is done for this purpose."))
    return redirect("privacy:my-data")


@require_POST
@login_required
def exports(request: HttpRequest) -> HttpResponse:
    export = start_export(cast(User, request.user))
    return redirect("privacy:export", export.pk)


@never_cache
@require_safe
@login_required
def export(request: HttpRequest, export_id: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(DataExport, pk=export_id, user=request.user)
    return render(request, "privacy/export.html", {"export": found})


@never_cache
@require_safe
@login_required
@proven
def export_file(request: HttpRequest, export_id: uuid.UUID) -> FileResponse:
    user = cast(User, request.user)
    found = get_object_or_404(DataExport, pk=export_id)
    require(user, "privacy.fetch_export", found)
    record(user, "privacy.export.fetched", found)
    return _file(found)


@never_cache
@require_safe
def export_by_link(request: HttpRequest, token: str) -> FileResponse:
    """For somebody without an account: the link went to the address that was confirmed."""
    try:
        export_id = signing.loads(token, salt=LINK_SALT, max_age=KEPT_FOR)
    except signing.BadSignature as error:
        raise NotPermitted from error
    found = get_object_or_404(DataExport, pk=export_id)
    record(None, "privacy.export.fetched", found)
    return _file(found)


def _file(found: DataExport) -> FileResponse:
    if not found.is_ready:
        raise ExportGone
    response = FileResponse(
        found.file.open("rb"), as_attachment=True, filename="my-data.json", content_type="application/json"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
