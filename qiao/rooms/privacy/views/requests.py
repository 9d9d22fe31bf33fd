"""Requests about one's data, by people with and without an account."""

import uuid
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.access import require
from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.accounts.reauthentication import proven
from qiao.rooms.privacy.domain.erasure import name_of
from qiao.rooms.privacy.domain.request import (
    ask_by_email,
    confirm_request,
    make_request,
    request_to_confirm,
    withdraw_request,
)
from qiao.rooms.privacy.enums import RequestKind
from qiao.rooms.privacy.forms import RequestByEmailForm, RequestForm
from qiao.rooms.privacy.models import DataSubjectRequest
from qiao.rooms.privacy.models.request import CERTIFICATE_SALT


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@proven
def request_new(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("kind", "")
    initial = {"kind": asked if asked in RequestKind else RequestKind.ACCESS}
    form = RequestForm(request.POST or None, initial=initial)
    if not form.is_valid():
        return render(request, "privacy/request_new.html", {"form": form})
    kind = RequestKind(form.cleaned_data["kind"])
    made = make_request(cast(User, request.user), kind=kind, details=form.cleaned_data["details"])
    messages.success(request, _("Your request is in. You get an answer within a month."))
    return redirect("privacy:request", made.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_by_email(request: HttpRequest) -> HttpResponse:
    form = RequestByEmailForm(request.POST or None)
    if not form.is_valid():
        return render(request, "privacy/request_by_email.html", {"form": form})
    kind = RequestKind(form.cleaned_data["kind"])
    ask_by_email(form.cleaned_data["email"], kind=kind, details=form.cleaned_data["details"])
    return redirect("privacy:request-sent")


@require_safe
def request_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy/request_sent.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """Following the link changes nothing yet: mail scanners follow links too."""
    asked = confirm_request(token) if request.method == "POST" else request_to_confirm(token)
    return render(request, "privacy/request_confirmation.html", {"asked": asked, "token": token})


@never_cache
@require_safe
@login_required
def request_detail(request: HttpRequest, request_id: uuid.UUID) -> HttpResponse:
    asked = get_object_or_404(DataSubjectRequest.objects.select_related("user"), pk=request_id)
    require(request.user, "privacy.view_request", asked)
    return render(request, "privacy/request.html", {"asked": asked, "parts": parts(asked)})


@require_POST
@login_required
def request_withdrawal(request: HttpRequest, request_id: uuid.UUID) -> HttpResponse:
    asked = get_object_or_404(DataSubjectRequest, pk=request_id)
    withdraw_request(cast(User, request.user), asked)
    messages.success(request, _("Your request is withdrawn."))
    return redirect("privacy:request", asked.pk)


@never_cache
@require_safe
def certificate(request: HttpRequest, token: str) -> HttpResponse:
    """Opened by its link alone: after an erasure there is no account, and the page names no person."""
    try:
        asked = get_object_or_404(DataSubjectRequest, pk=signing.loads(token, salt=CERTIFICATE_SALT))
    except signing.BadSignature as error:
        raise NotPermitted from error
    return render(request, "privacy/certificate.html", {"asked": asked, "parts": parts(asked)})


def parts(asked: DataSubjectRequest) -> dict[str, list[dict[str, object]]]:
    """The certificate with today's names of what was removed and kept, and the rule as it was then."""
    language = get_language()
    return {
        which: [
            part | {"name": name_of(part["model"]), "rule": part.get("because", {}).get(language, "")}
            for part in asked.certificate.get(which, [])
        ]
        for which in ("erased", "kept")
    }
