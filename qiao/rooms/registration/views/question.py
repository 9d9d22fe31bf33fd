from copy import copy
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.views.load import actor_of
from qiao.rooms.registration.domain import question as domain
from qiao.rooms.registration.domain.conditions import earlier
from qiao.rooms.registration.domain.ordering import move_option, move_question
from qiao.rooms.registration.domain.reading import pages_of, questions_of
from qiao.rooms.registration.forms.building import OptionForm, QuestionForm
from qiao.rooms.registration.models import Option, Question
from qiao.rooms.registration.views.building import STEPS
from qiao.rooms.registration.views.load import form_page_for, option_for, question_for


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def question_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    page = form_page_for(request, pk)
    actor = actor_of(request)
    form = _form(request, Question(page=page))
    made: list[Question] = []
    if form.is_valid() and succeeds(
        form, lambda: made.append(domain.add_question(page, actor=actor, values=form.values()))
    ):
        if made[0].has_options:
            messages.success(request, _("The question has been added. Enter its options now."))
            return redirect("registration:question", made[0].pk)
        messages.success(request, _("The question has been added."))
        return redirect("registration:form", page.exchange_id)
    return _page(request, form, {"exchange": page.exchange, "heading": _("Add a question")})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def question(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = question_for(request, pk)
    actor = actor_of(request)
    form = _form(request, copy(found))
    if form.is_valid() and succeeds(
        form, lambda: domain.change_question(found, actor=actor, values=form.values())
    ):
        messages.success(request, _("The question has been saved."))
        return redirect("registration:form", found.page.exchange_id)
    context = {"exchange": found.page.exchange, "heading": str(found), "question": found}
    return _page(request, form, context | {"is_answered": domain.is_answered(found)})


@require_POST
@login_required
def question_position(request: HttpRequest, pk: UUID, direction: str) -> HttpResponse:
    found = question_for(request, pk)
    move_question(found, actor=actor_of(request), step=STEPS[direction])
    return redirect("registration:form", found.page.exchange_id)


@require_POST
@login_required
def question_archiving(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = question_for(request, pk)
    domain.archive_question(found, actor=actor_of(request), is_archived=not found.is_archived)
    said = _("The question is asked again.") if found.is_archived else _("The question is no longer asked.")
    messages.success(request, said)
    return redirect("registration:form", found.page.exchange_id)


@require_POST
@login_required
def question_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = question_for(request, pk)
    domain.remove_question(found, actor=actor_of(request))
    messages.success(request, _("The question has been removed."))
    return redirect("registration:form", found.page.exchange_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def option_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = question_for(request, pk)
    actor = actor_of(request)
    form = OptionForm(request.POST or None, instance=Option(question=found))
    if form.is_valid() and succeeds(
        form, lambda: domain.add_option(found, actor=actor, values=form.cleaned_data)
    ):
        messages.success(request, _("The option has been added."))
        return redirect("registration:question", found.pk)
    return _option_page(request, form, found, _("Add an option"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def option(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = option_for(request, pk)
    actor = actor_of(request)
    form = OptionForm(request.POST or None, instance=copy(found))
    if form.is_valid() and succeeds(
        form, lambda: domain.change_option(found, actor=actor, values=form.cleaned_data)
    ):
        messages.success(request, _("The option has been saved."))
        return redirect("registration:question", found.question_id)
    return _option_page(request, form, found.question, str(found), found)


@require_POST
@login_required
def option_position(request: HttpRequest, pk: UUID, direction: str) -> HttpResponse:
    found = option_for(request, pk)
    move_option(found, actor=actor_of(request), step=STEPS[direction])
    return redirect("registration:question", found.question_id)


@require_POST
@login_required
def option_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Takes it away, or back where it was archived."""
    found = option_for(request, pk)
    if found.is_archived:
        domain.restore_option(found, actor=actor_of(request))
        messages.success(request, _("The option is offered again."))
    elif domain.remove_option(found, actor=actor_of(request)):
        messages.success(request, _("The option has been removed."))
    else:
        messages.success(request, _("The option is in use: it stays where it was chosen and is not offered."))
    return redirect("registration:question", found.question_id)


def _form(request: HttpRequest, question: Question) -> QuestionForm:
    questions = questions_of(pages_of(question.page.exchange))
    if question._state.adding:
        question.scope = request.POST.get("scope", question.scope)
        question.is_for_organisers = "is_for_organisers" in request.POST
    return QuestionForm(request.POST or None, instance=question, sources=earlier(question, questions))


def _page(request: HttpRequest, form: QuestionForm, context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "registration/question.html", context | {"form": form}, status=status)


def _option_page(
    request: HttpRequest, form: OptionForm, question: Question, heading: str, option: Option | None = None
) -> HttpResponse:
    context = {"exchange": question.page.exchange, "question": question, "form": form, "option": option}
    return render(
        request,
        "registration/option.html",
        context | {"heading": heading},
        status=422 if form.errors else 200,
    )
