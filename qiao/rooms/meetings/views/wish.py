from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.views.load import actor_of
from qiao.rooms.meetings.domain.suggestion import set_themes
from qiao.rooms.meetings.domain.wish import WishDraft, answer_wish, rank_wishes
from qiao.rooms.meetings.forms.refusal import succeeds_or_tells
from qiao.rooms.meetings.forms.wish import AnswerForm, NewWishForm, ThemesForm, WishFormSet
from qiao.rooms.meetings.listings import WishList, wishes_in
from qiao.rooms.meetings.models import MeetingParty, MeetingWish
from qiao.rooms.meetings.pages.suggestion import suggested, suggestions_context
from qiao.rooms.meetings.pages.wish import answers_context, candidates_of, moved, wishes_context
from qiao.rooms.meetings.views.load import party_for, round_for, wish_for


@require_safe
@login_required
def wishes(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    found = round_for(request, pk, "meetings.view_plan")
    context = {"exchange": found.exchange, "round": found, "step": "wishes"}
    return WishList(request, wishes_in(found)).respond("meetings/wishes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def own_wishes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every button stores the whole list: up, down, out, or as it stands."""
    party = party_for(request, pk, "meetings.speak_for_party")
    if request.method != "POST":
        return _wishes_page(request, party, {})
    rows = WishFormSet(request.POST, prefix="wishes")
    new = NewWishForm(request.POST, prefix="new", candidates=candidates_of(party))
    actor = actor_of(request)
    if (
        rows.is_valid()
        and new.is_valid()
        and succeeds_or_tells(
            new, lambda: rank_wishes(party, actor=actor, wishes=_drafts(request, party, rows, new))
        )
    ):
        messages.success(request, _("The wishes have been stored."))
        return redirect("meetings:own_wishes", party.pk)
    return _wishes_page(request, party, {"rows": rows, "new": new}, status=422)


@require_POST
@login_required
def own_themes(request: HttpRequest, pk: UUID) -> HttpResponse:
    party = party_for(request, pk, "meetings.speak_for_party")
    actor = actor_of(request)
    form = ThemesForm(request.POST)
    if form.is_valid() and succeeds(
        form, lambda: set_themes(party, actor=actor, themes=form.cleaned_data["themes"])
    ):
        messages.success(request, _("It is stored what you want to talk about."))
        return redirect("meetings:own_wishes", party.pk)
    return _wishes_page(request, party, {"themes_form": form}, status=422)


@require_safe
@login_required
def answers(request: HttpRequest, pk: UUID) -> HttpResponse:
    party = party_for(request, pk)
    return render(request, "meetings/answers.html", answers_context(party, request.user))


@require_POST
@login_required
def wish_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    wish = wish_for(request, pk)
    actor = actor_of(request)
    form = AnswerForm(request.POST)
    if form.is_valid() and succeeds(form, lambda: _answer(wish, actor, form)):
        messages.success(request, _("The answer has been stored."))
        return redirect("meetings:answers", wish.wanted_id)
    context = answers_context(wish.wanted, request.user, {wish.pk: form}) | {"failed": form}
    return render(request, "meetings/answers.html", context, status=422)


def _answer(wish: MeetingWish, actor: Any, form: AnswerForm) -> None:
    answer_wish(wish, actor=actor, answer=form.said, note=form.cleaned_data["answer_note"])


def _drafts(request: HttpRequest, party: MeetingParty, rows: Any, new: NewWishForm) -> list[WishDraft]:
    drafts, press = [row.draft for row in rows.forms], request.POST.get("press", "")
    return moved(drafts, press) + new.drafts + suggested(party, press)


def _wishes_page(
    request: HttpRequest, party: MeetingParty, forms: dict[str, Any], status: int = 200
) -> HttpResponse:
    suggestions = suggestions_context(party, request.GET.get("from", ""))
    context = wishes_context(party) | suggestions | forms
    return render(request, "meetings/own_wishes.html", context, status=status)
