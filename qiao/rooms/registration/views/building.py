"""The owners' form: pages and questions in order, each with its own page."""

from copy import copy
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.views.load import actor_of, exchange_for
from qiao.rooms.registration.domain import form as domain
from qiao.rooms.registration.domain.ordering import DOWN, UP, move_page
from qiao.rooms.registration.domain.reading import asked, pages_of, questions_of
from qiao.rooms.registration.enums import Scope
from qiao.rooms.registration.forms.answers import AnswersForm, posted_answers
from qiao.rooms.registration.forms.building import PageForm, SettingsForm
from qiao.rooms.registration.models import FormPage
from qiao.rooms.registration.views.load import form_page_for

STEPS = {"up": UP, "down": DOWN}
OWNED = "registration.change_form"


@require_safe
@login_required
def form(request: HttpRequest, pk: UUID) -> HttpResponse:
    exchange = exchange_for(request, pk, OWNED)
    context = {"exchange": exchange, "pages": pages_of(exchange), "settings": domain.form_of(exchange)}
    return render(request, "registration/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def form_settings(request: HttpRequest, pk: UUID) -> HttpResponse:
    exchange = exchange_for(request, pk, OWNED)
    actor = actor_of(request)
    form = SettingsForm(request.POST or None, instance=copy(domain.form_of(exchange)))
    if form.is_valid() and succeeds(
        form, lambda: domain.change_settings(exchange, actor=actor, values=form.cleaned_data)
    ):
        messages.success(request, _("The settings of the form have been saved."))
        return redirect("registration:form", exchange.pk)
    return _edit(request, exchange, form, _("What is asked beside the questions"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def page_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    exchange = exchange_for(request, pk, OWNED)
    actor = actor_of(request)
    form = PageForm(request.POST or None, instance=FormPage(exchange=exchange))
    if form.is_valid() and succeeds(
        form, lambda: domain.add_page(exchange, actor=actor, values=form.cleaned_data)
    ):
        messages.success(request, _("The page has been added."))
        return redirect("registration:form", exchange.pk)
    return _edit(request, exchange, form, _("Add a page"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def page_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    page = form_page_for(request, pk)
    actor = actor_of(request)
    form = PageForm(request.POST or None, instance=copy(page))
    if form.is_valid() and succeeds(
        form, lambda: domain.change_page(page, actor=actor, values=form.cleaned_data)
    ):
        messages.success(request, _("The page has been saved."))
        return redirect("registration:form", page.exchange_id)
    return _edit(request, page.exchange, form, str(page), {"page": page})


@require_POST
@login_required
def page_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    page = form_page_for(request, pk)
    domain.remove_page(page, actor=actor_of(request))
    messages.success(request, _("The page has been removed."))
    return redirect("registration:form", page.exchange_id)


@require_POST
@login_required
def page_position(request: HttpRequest, pk: UUID, direction: str) -> HttpResponse:
    page = form_page_for(request, pk)
    move_page(page, actor=actor_of(request), step=STEPS[direction])
    return redirect("registration:form", page.exchange_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def preview(request: HttpRequest, pk: UUID, scope: str) -> HttpResponse:
    """What a head or a member sees; nothing is saved, whatever is sent."""
    exchange = exchange_for(request, pk, OWNED)
    questions = [each for each in questions_of(pages_of(exchange)) if not each.is_for_organisers]
    answers = posted_answers(questions, request.POST)
    shown = [each for each in asked(questions, answers) if each.scope == scope]
    form = AnswersForm(questions=shown, answers=answers, version=0)
    context = {"exchange": exchange, "form": form, "scope": scope, "scopes": Scope.choices}
    return render(request, "registration/preview.html", context)


def _edit(
    request: HttpRequest, exchange: Any, form: Any, heading: str, more: dict[str, Any] | None = None
) -> HttpResponse:
    context = {"exchange": exchange, "form": form, "heading": heading} | (more or {})
    return render(request, "registration/form_part.html", context, status=422 if form.errors else 200)
