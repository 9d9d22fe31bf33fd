"""One question, for those who answer it: the words in both languages, the answer, what becomes of it."""

from copy import copy
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qiao.kit.access import may
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.views.load import actor_of
from qiao.rooms.programme.domain import question as domain
from qiao.rooms.programme.forms.question import AnswerForm, MergingForm, TranslationForm
from qiao.rooms.programme.models import Question
from qiao.rooms.programme.views.rows import question_for


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def question(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = question_for(request, pk, "answer_question")
    form = AnswerForm(request.POST or None, instance=copy(found))
    if form.is_valid() and succeeds(form, lambda: _answer(request, found, form)):
        messages.success(request, _("The answer has been saved."))
        return redirect("programme:question", found.pk)
    return _page(request, found, answer=form)


@require_POST
@login_required
def question_translation(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = question_for(request, pk, "answer_question")
    form = TranslationForm(request.POST, instance=copy(found))
    if form.is_valid() and succeeds(
        form, lambda: domain.translate_question(found, actor=actor_of(request), **form.cleaned_data)
    ):
        messages.success(request, _("It has been saved."))
        return redirect("programme:question", found.pk)
    return _page(request, found, translation=form)


@require_POST
@login_required
def question_showing(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = question_for(request, pk)
    domain.show_question(found, actor=actor_of(request))
    messages.success(request, _("The question is shown."))
    return redirect("programme:question_queue", found.item.exchange_id)


@require_POST
@login_required
def question_hiding(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = question_for(request, pk)
    domain.hide_question(found, actor=actor_of(request))
    messages.success(request, _("The question is hidden."))
    return redirect("programme:question_queue", found.item.exchange_id)


@require_POST
@login_required
def question_merging(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = question_for(request, pk)
    form = MergingForm(request.POST, question=found)
    if form.is_valid() and succeeds(
        form,
        lambda: domain.merge_question(found, actor=actor_of(request), into=form.cleaned_data["into"]),
    ):
        messages.success(request, _("The questions are one now, with the votes of both."))
        return redirect("programme:question", form.cleaned_data["into"].pk)
    return _page(request, found, merging=form)


def _answer(request: HttpRequest, found: Question, form: AnswerForm) -> None:
    given = form.cleaned_data
    domain.answer_question(
        found,
        actor=actor_of(request),
        answer_zh=given["answer_zh"],
        answer_en=given["answer_en"],
        was_live=given["was_answered_live"],
    )


def _page(request: HttpRequest, found: Question, **forms: Any) -> HttpResponse:
    moderates = may(request.user, "programme.moderate_questions", found.item.exchange)
    context = {
        "exchange": found.item.exchange,
        "question": found,
        "may_moderate": moderates,
        "answer": AnswerForm(instance=found),
        "translation": TranslationForm(instance=found),
        "merging": MergingForm(question=found) if moderates else None,
    }
    has_errors = any(form.errors for form in forms.values())
    return render(request, "programme/question.html", context | forms, status=422 if has_errors else 200)
