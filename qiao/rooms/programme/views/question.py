from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.access import may
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.views.load import actor_of, exchange_for
from qiao.rooms.programme.domain import question as domain
from qiao.rooms.programme.enums import ItemState
from qiao.rooms.programme.forms.question import AskingForm, PolicyForm
from qiao.rooms.programme.models import ProgrammeItem, Question
from qiao.rooms.programme.questions import SHOWN, QuestionList, questions_of
from qiao.rooms.programme.views.rows import question_for, session_for


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The questions on one session, and the form to ask one."""
    item = session_for(request, pk)
    form = _asking(request, item)
    if form.is_valid() and succeeds(
        form, lambda: domain.ask_question(item, actor=request.user, **form.given())
    ):
        messages.success(request, _("Thank you. Your question has been received."))
        return redirect("programme:questions", item.pk)
    context = _context(request, item) | {"form": form}
    return render(request, "programme/questions.html", context, status=422 if form.errors else 200)


@require_safe
def questions_part(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The list alone, for pages that show it beside other things and look again now and then."""
    item = session_for(request, pk)
    return render(request, "programme/questions_part.html", _context(request, item))


@require_safe
def projector(request: HttpRequest, pk: UUID) -> HttpResponse:
    """For a wall: large, without names of tools, looking again by itself; `part` is what it looks at."""
    item = session_for(request, pk)
    context = {"exchange": item.exchange, "item": item, "questions": questions_of(item, None)}
    name = "programme/questions_wall.html"
    return render(request, f"{name}#wall" if "part" in request.GET else name, context)


@require_safe
def public_questions(request: HttpRequest, exchange_id: UUID) -> HttpResponse:
    """What is asked and answered on the public sessions of an exchange, the most wanted first."""
    exchange = exchange_for(request, exchange_id)
    rows = Question.objects.filter(item__exchange=exchange, item__is_public=True)
    found = rows.exclude(item__state=ItemState.CANCELLED).select_related("item").seen()[:SHOWN]
    context = {"exchange": exchange, "questions": found}
    return render(request, "programme/public_questions.html", context)


@require_POST
@login_required
def question_vote(request: HttpRequest, pk: UUID) -> HttpResponse:
    question = question_for(request, pk)
    domain.vote(question, actor=actor_of(request), is_wanted=request.POST.get("wanted") != "no")
    return redirect("programme:questions", question.item_id)


@require_POST
@login_required
def question_withdrawal(request: HttpRequest, pk: UUID) -> HttpResponse:
    question = question_for(request, pk)
    domain.withdraw_question(question, actor=actor_of(request))
    messages.success(request, _("Your question has been withdrawn."))
    return redirect("programme:questions", question.item_id)


@require_safe
@login_required
def question_queue(request: HttpRequest, exchange_id: UUID) -> HttpResponseBase:
    """Everything that was asked at an exchange, for the organisers; as a file as well."""
    exchange = exchange_for(request, exchange_id, "programme.moderate_questions")
    rows = Question.objects.filter(item__exchange=exchange)
    context = {"exchange": exchange, "policy": domain.policy_of(exchange)}
    found = rows.select_related("item", "asker__person", "answered_by__person")
    return QuestionList(request, found).respond("programme/question_queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def question_policy(request: HttpRequest, exchange_id: UUID) -> HttpResponse:
    exchange = exchange_for(request, exchange_id, "programme.moderate_questions")
    policy = domain.policy_of(exchange)
    form = PolicyForm(request.POST or None, instance=policy)
    if form.is_valid() and succeeds(
        form, lambda: domain.change_policy(exchange, actor=actor_of(request), values=form.cleaned_data)
    ):
        messages.success(request, _("It has been saved."))
        return redirect("programme:question_queue", exchange.pk)
    context = {"exchange": exchange, "form": form}
    return render(request, "programme/question_policy.html", context, status=422 if form.errors else 200)


def _asking(request: HttpRequest, item: ProgrammeItem) -> AskingForm:
    policy = domain.policy_of(item.exchange)
    return AskingForm(
        request.POST or None,
        may_be_anonymous=policy.allows_anonymous,
        is_signed_in=request.user.is_authenticated,
    )


def _context(request: HttpRequest, item: ProgrammeItem) -> dict[str, Any]:
    policy = domain.policy_of(item.exchange)
    is_known = request.user.is_authenticated
    return {
        "exchange": item.exchange,
        "item": item,
        "policy": policy,
        "questions": questions_of(item, request.user),
        "may_ask": policy.is_open and (is_known or policy.allows_anonymous),
        "may_run": may(request.user, "programme.run_session", item),
        "may_moderate": may(request.user, "programme.moderate_questions", item.exchange),
    }
