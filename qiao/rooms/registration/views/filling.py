"""The head fills in the delegation's part and each member's, a member their own: page by page."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qiao.rooms.exchanges.views.load import actor_of
from qiao.rooms.registration.domain.answering import known_answers, save_answers, save_organisers_answers
from qiao.rooms.registration.domain.reading import asked, of_scope, pages_of, questions_of
from qiao.rooms.registration.domain.reviewing import open_reviews
from qiao.rooms.registration.forms.answers import AnswersForm, posted_answers
from qiao.rooms.registration.models import FormPage, Question, Registration
from qiao.rooms.registration.pages import delegation_context, member_context, url_of
from qiao.rooms.registration.views.load import delegation_registration, member_registration
from qiao.rooms.registration.views.saving import fresh_version, saves


@require_safe
@login_required
def delegation(request: HttpRequest, pk: UUID) -> HttpResponse:
    registration = delegation_registration(request, pk, "view_answers")
    context = delegation_context(registration, request.user)
    return render(request, "registration/delegation.html", context)


@require_safe
@login_required
def member(request: HttpRequest, pk: UUID) -> HttpResponse:
    registration = member_registration(request, pk, "view_answers")
    return render(request, "registration/member.html", member_context(registration, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def delegation_answers(request: HttpRequest, pk: UUID, page_pk: UUID) -> HttpResponse:
    return _answers(request, delegation_registration(request, pk), page_pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def member_answers(request: HttpRequest, pk: UUID, page_pk: UUID) -> HttpResponse:
    return _answers(request, member_registration(request, pk), page_pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def delegation_organisers(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _organisers(request, delegation_registration(request, pk, "answer_for_organisers"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def member_organisers(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _organisers(request, member_registration(request, pk, "answer_for_organisers"))


def _answers(request: HttpRequest, registration: Registration, page_pk: UUID) -> HttpResponse:
    pages = pages_of(registration.delegation.exchange)
    questions = questions_of(pages)
    known = known_answers(registration)
    known |= {key: review.new for key, review in open_reviews(registration).items()}
    posted = posted_answers(questions, request.POST)
    called = of_scope(asked(questions, known | posted), registration.scope)
    here = [each for each in called if each.page_id == page_pk]
    if not any(page.pk == page_pk for page in pages):
        raise Http404
    is_saving = request.method == "POST" and "refresh" not in request.GET
    form = AnswersForm(
        request.POST if is_saving else None,
        questions=here,
        answers=known | posted,
        version=registration.version,
    )
    if is_saving and form.is_valid() and _save(request, form, registration, save_answers):
        return _go_on(request, registration, called, here)
    context = _context(registration, form, called, pages, page_pk)
    return render(request, "registration/answers.html", context, status=422 if form.errors else 200)


def _save(request: HttpRequest, form: AnswersForm, registration: Registration, save: Any) -> bool:
    """`save` is the domain's function, for those who fill in or for the organisers."""
    given, version = form.given(), form.cleaned_data["version"]
    return saves(
        form,
        lambda: save(registration, actor=actor_of(request), given=given, version=version),
        lambda theirs: form.show_theirs(theirs, fresh_version(registration, "version")),
    )


def _go_on(
    request: HttpRequest, registration: Registration, called: Sequence[Question], here: Sequence[Question]
) -> HttpResponse:
    """To the next page; to this one again where the answers called for further questions."""
    shown = set(request.POST.get("shown", "").split())
    messages.success(request, _("Your answers have been saved."))
    if any(each.pk.hex not in shown for each in here):
        messages.info(request, _("Your answers lead to further questions on this page."))
        return redirect(request.path)
    ids = list(dict.fromkeys(each.page_id for each in called))
    place = ids.index(here[0].page_id) + 1 if here else len(ids)
    if place < len(ids):
        return redirect(url_of(registration, "answers", ids[place]))
    return redirect(url_of(registration))


def _organisers(request: HttpRequest, registration: Registration) -> HttpResponse:
    questions = questions_of(pages_of(registration.delegation.exchange))
    known = known_answers(registration)
    posted = posted_answers(questions, request.POST)
    called = of_scope(asked(questions, known | posted), registration.scope, for_organisers=True)
    form = AnswersForm(
        request.POST or None, questions=called, answers=known | posted, version=registration.version
    )
    if form.is_valid() and _save(request, form, registration, save_organisers_answers):
        messages.success(request, _("The answers have been saved."))
        return redirect(url_of(registration))
    context = {"exchange": registration.delegation.exchange, "registration": registration, "form": form}
    context |= {"back": url_of(registration)}
    return render(request, "registration/organisers.html", context, status=422 if form.errors else 200)


def _context(
    registration: Registration,
    form: AnswersForm,
    called: Sequence[Question],
    pages: Sequence[FormPage],
    page_pk: UUID,
) -> dict[str, Any]:
    ids = {each.page_id for each in called} | {page_pk}
    steps = [
        {
            "label": page.title.text,
            "href": url_of(registration, "answers", page.pk),
            "state": "current" if page.pk == page_pk else "",
        }
        for page in pages
        if page.pk in ids
    ]
    return {
        "exchange": registration.delegation.exchange,
        "registration": registration,
        "page": next(page for page in pages if page.pk == page_pk),
        "form": form,
        "steps": steps,
        "back": url_of(registration),
        "reviews": open_reviews(registration),
    }
