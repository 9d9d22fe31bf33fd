"""The operator's pages: requests, purposes, controllers, the register."""

import uuid
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.access import require
from qiao.kit.tables.write import CSV_TYPE, csv_stream
from qiao.rooms.accounts.models import User
from qiao.rooms.accounts.reauthentication import proven
from qiao.rooms.privacy.domain.controller import change_controller, name_controller
from qiao.rooms.privacy.domain.purpose import create_purpose, publish_text, retire_purpose
from qiao.rooms.privacy.domain.register import header, register_of_processing
from qiao.rooms.privacy.domain.request import approve_request, refuse_request
from qiao.rooms.privacy.enums import PurposeKind
from qiao.rooms.privacy.forms import AnswerForm, ControllerForm, PurposeForm, WordsForm
from qiao.rooms.privacy.listing import RequestListing
from qiao.rooms.privacy.models import Controller, DataSubjectRequest, Purpose
from qiao.rooms.privacy.views.requests import parts


@never_cache
@require_safe
@login_required
def desk(request: HttpRequest) -> HttpResponseBase:
    require(request.user, "privacy.list_requests")
    return RequestListing(request, DataSubjectRequest.objects.all()).respond("privacy/desk.html")


@never_cache
@require_safe
@login_required
def desk_request(request: HttpRequest, request_id: uuid.UUID) -> HttpResponse:
    require(request.user, "privacy.list_requests")
    return _desk_request(request, request_id)


@proven
def _desk_request(request: HttpRequest, request_id: uuid.UUID) -> HttpResponse:
    """The page with the two buttons asks who the operator is, for a form that was sent cannot ask."""
    asked = get_object_or_404(DataSubjectRequest.objects.select_related("user", "decided_by"), pk=request_id)
    return _page(request, asked, AnswerForm())


def _page(request: HttpRequest, asked: DataSubjectRequest, form: AnswerForm) -> HttpResponse:
    require(request.user, "privacy.list_requests")
    context = {"asked": asked, "form": form, "parts": parts(asked)}
    return render(request, "privacy/desk_request.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
@proven
def approval(request: HttpRequest, request_id: uuid.UUID) -> HttpResponse:
    asked = get_object_or_404(DataSubjectRequest, pk=request_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, asked, form)
    approve_request(cast(User, request.user), asked, answer=form.cleaned_data["answer"])
    messages.success(request, _("Approved. What can be done by itself has begun."))
    return redirect("privacy:desk-request", asked.pk)


@require_POST
@login_required
@proven
def refusal(request: HttpRequest, request_id: uuid.UUID) -> HttpResponse:
    asked = get_object_or_404(DataSubjectRequest, pk=request_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, asked, form)
    refuse_request(cast(User, request.user), asked, answer=form.cleaned_data["answer"])
    messages.success(request, _("Refused. The person gets the reason by e-mail."))
    return redirect("privacy:desk-request", asked.pk)


@require_safe
@login_required
def register(request: HttpRequest) -> HttpResponseBase:
    require(request.user, "privacy.view_register")
    rows = register_of_processing()
    if request.GET.get("export") == "csv":
        return _csv([row.cells() for row in rows])
    labels = header()
    context = {
        "header": labels,
        "rows": [list(zip(labels, row.cells(), strict=True)) for row in rows],
        "controllers": Controller.objects.all(),
    }
    return render(request, "privacy/register.html", context)


def _csv(rows: list[list[str]]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(csv_stream(header(), rows), content_type=CSV_TYPE)
    response["Content-Disposition"] = 'attachment; filename="register-of-processing.csv"'
    return response


@require_safe
@login_required
def purposes(request: HttpRequest) -> HttpResponse:
    require(request.user, "privacy.publish_purpose")
    found = Purpose.objects.prefetch_related("texts")[:200]
    return render(request, "privacy/purposes.html", {"purposes": found})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def purpose_new(request: HttpRequest) -> HttpResponse:
    require(request.user, "privacy.publish_purpose")
    form = PurposeForm(request.POST or None)
    if not form.is_valid():
        return render(request, "privacy/purpose_form.html", {"form": form})
    kind = PurposeKind(form.cleaned_data["kind"])
    create_purpose(cast(User, request.user), code=form.cleaned_data["code"], kind=kind, words=form.words())
    return redirect("privacy:purposes")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def purpose_text(request: HttpRequest, purpose_id: uuid.UUID) -> HttpResponse:
    require(request.user, "privacy.publish_purpose")
    purpose = get_object_or_404(Purpose, pk=purpose_id)
    form = WordsForm(request.POST or None, initial=WordsForm.initial_of(purpose))
    if not form.is_valid():
        return render(request, "privacy/purpose_form.html", {"form": form, "purpose": purpose})
    publish_text(
        cast(User, request.user), purpose, words=form.words(), asks_again=form.cleaned_data["asks_again"]
    )
    return redirect("privacy:purposes")


@require_POST
@login_required
def purpose_retirement(request: HttpRequest, purpose_id: uuid.UUID) -> HttpResponse:
    retire_purpose(cast(User, request.user), get_object_or_404(Purpose, pk=purpose_id))
    return redirect("privacy:purposes")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def controller_new(request: HttpRequest) -> HttpResponse:
    require(request.user, "privacy.name_controller")
    form = ControllerForm(request.POST or None)
    if not form.is_valid():
        return render(request, "privacy/controller_form.html", {"form": form})
    name_controller(cast(User, request.user), **form.cleaned_data)
    return redirect("privacy:register")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def controller(request: HttpRequest, controller_id: uuid.UUID) -> HttpResponse:
    require(request.user, "privacy.name_controller")
    found = get_object_or_404(Controller, pk=controller_id)
    form = ControllerForm(request.POST or None, instance=found)
    if not form.is_valid():
        return render(request, "privacy/controller_form.html", {"form": form})
    change_controller(cast(User, request.user), found, **form.cleaned_data)
    return redirect("privacy:register")
