"""What those do who run a round, up to its opening and from its publication."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.access import may, require
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.entries import entries_of
from qiao.rooms.exchanges.views.load import actor_of, exchange_for
from qiao.rooms.placement.domain import following
from qiao.rooms.placement.domain import post as posts
from qiao.rooms.placement.domain import round as domain
from qiao.rooms.placement.forms.round import MomentsForm, PostForm, RoundForm, SecondRoundForm
from qiao.rooms.placement.listings import RoundList, participation_of, posts_of, rounds_of
from qiao.rooms.placement.load import post_for, round_for
from qiao.rooms.placement.models import MatchingRound, RoundPost


@require_safe
@login_required
def rounds(request: HttpRequest) -> HttpResponseBase:
    own = Organisation.objects.standing().filter(pk__in=entries_of(actor_of(request)))
    context = {"organisations": own.order_by("sort_en")}
    return RoundList(request, rounds_of(request.user)).respond("placement/rounds.html", context)


@require_safe
@login_required
def rounds_of_exchange(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    exchange = exchange_for(request, pk, "placement.create_round")
    own = rounds_of(request.user).filter(exchange=exchange)
    return RoundList(request, own).respond("placement/rounds_of_exchange.html", {"exchange": exchange})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def round_of_exchange(request: HttpRequest, pk: UUID) -> HttpResponse:
    exchange = exchange_for(request, pk, "placement.create_round")
    return _round_new(request, exchange, MatchingRound(exchange=exchange, time_zone=exchange.time_zone))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def round_of_organisation(request: HttpRequest, pk: UUID) -> HttpResponse:
    organisation = get_object_or_404(Organisation, pk=pk)
    require(request.user, "placement.create_round", organisation)
    return _round_new(request, organisation, MatchingRound(organisation=organisation))


def _round_new(request: HttpRequest, runner: Any, empty: MatchingRound) -> HttpResponse:
    actor, form = actor_of(request), RoundForm(request.POST or None, instance=empty)
    made: list[MatchingRound] = []
    if form.is_valid() and succeeds(
        form, lambda: made.append(domain.create_round(runner, actor=actor, values=form.cleaned_data))
    ):
        messages.success(request, _("The round is prepared. Add its posts."))
        return redirect("placement:round", made[0].pk)
    context = {"runner": runner, "form": form}
    return render(request, "placement/round_new.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def matching_round(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = round_for(request, pk)
    runs = may(request.user, "placement.run_round", found)
    entry = found.lists.filter(profile__user=actor_of(request)).first()
    context = {
        "round": found,
        "runs_it": runs,
        "posts": posts_of(found),
        "entry": None if found.is_prepared else entry,
        "second": MatchingRound.objects.filter(follows=found).first(),
        "participation": participation_of(found) if runs else None,
        "steps": found.steps.select_related("actor") if runs else None,
        "hosted": _hosted(request, found),
    }
    return render(request, "placement/round.html", context)


def _hosted(request: HttpRequest, found: MatchingRound) -> set[UUID]:
    own = entries_of(actor_of(request))
    return set(found.posts.filter(intake__opportunity__host__in=own).values_list("pk", flat=True))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def round_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = round_for(request, pk, "placement.change_round")
    kind = RoundForm if found.is_prepared else MomentsForm
    form, actor = kind(request.POST or None, instance=found), actor_of(request)
    if form.is_valid() and succeeds(
        form, lambda: domain.change_round(found, actor=actor, values=form.cleaned_data)
    ):
        messages.success(request, _("The round has been changed."))
        return redirect("placement:round", found.pk)
    title = _("Change the round")
    return _form_page(request, found, form, title)


@require_POST
@login_required
def opening(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = round_for(request, pk, "placement.change_round")
    domain.open_round(found, actor=actor_of(request))
    messages.success(request, _("The round is open. Everybody who has applied has been told."))
    return redirect("placement:round", found.pk)


@require_POST
@login_required
def cancellation(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = round_for(request, pk, "placement.change_round")
    domain.cancel_round(found, actor=actor_of(request))
    messages.success(request, _("The round has been called off."))
    return redirect("placement:round", found.pk)


@require_POST
@login_required
def conclusion(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = round_for(request, pk, "placement.change_round")
    following.conclude_round(found, actor=actor_of(request))
    messages.success(request, _("The round is concluded."))
    return redirect("placement:round", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def second_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = round_for(request, pk, "placement.change_round")
    form, actor = SecondRoundForm(request.POST or None, zone=ZoneInfo(found.time_zone)), actor_of(request)
    made: list[MatchingRound] = []
    if form.is_valid() and succeeds(
        form, lambda: made.append(following.begin_second_round(found, actor=actor, values=form.cleaned_data))
    ):
        return redirect("placement:round", made[0].pk)
    return _form_page(request, found, form, _("Second round from what is left"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def post_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = round_for(request, pk, "placement.change_round")
    empty = RoundPost(round=found)
    form, actor = PostForm(request.POST or None, instance=empty, matching_round=found), actor_of(request)
    if form.is_valid() and succeeds(form, lambda: _add_post(found, form, actor)):
        return redirect("placement:round", found.pk)
    return _form_page(request, found, form, _("Add a post"))


def _add_post(found: MatchingRound, form: PostForm, actor: Any) -> RoundPost:
    values = dict(form.cleaned_data)
    return posts.add_post(found, values.pop("intake"), actor=actor, values=values)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def post_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    post = post_for(request, pk)
    require(request.user, "placement.change_round", post.round)
    form = PostForm(request.POST or None, instance=post, matching_round=post.round)
    actor = actor_of(request)
    if form.is_valid() and succeeds(
        form, lambda: posts.change_post(post, actor=actor, values=form.cleaned_data)
    ):
        return redirect("placement:round", post.round_id)
    return _form_page(request, post.round, form, str(post))


@require_POST
@login_required
def post_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    post = post_for(request, pk)
    posts.remove_post(post, actor=actor_of(request))
    return redirect("placement:round", post.round_id)


def _form_page(request: HttpRequest, found: MatchingRound, form: Any, title: str) -> HttpResponse:
    context = {"round": found, "form": form, "title": title}
    return render(request, "placement/form.html", context, status=422 if form.errors else 200)
