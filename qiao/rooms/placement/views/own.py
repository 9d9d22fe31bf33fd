"""What a person does: rank, certify, apply as a pair, read the result and answer it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from qiao.kit.errors import NotPermitted
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.views.load import actor_of
from qiao.rooms.placement.domain import answer
from qiao.rooms.placement.domain import pair as pairs
from qiao.rooms.placement.domain import ranking as domain
from qiao.rooms.placement.domain.explaining import reasons_of
from qiao.rooms.placement.domain.publication import placement_of
from qiao.rooms.placement.domain.step import rows
from qiao.rooms.placement.forms.ranking import JointForm, PairForm, RankForm
from qiao.rooms.placement.load import list_for, pair_for, placement_for
from qiao.rooms.placement.models import Pair, RankOrderList


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def own_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """To the reader's list; whoever applied after the opening begins it here."""
    found = get_object_or_404(rows().known(), pk=pk)
    entry = found.lists.filter(profile__user=actor_of(request)).first()
    if entry is None and request.method == "POST":
        entry = domain.begin_list(found, actor=actor_of(request))
    if entry is not None:
        return redirect("placement:list", entry.pk)
    if not domain.may_begin(found, actor_of(request)):
        raise NotPermitted
    return render(request, "placement/begin.html", {"round": found})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rank_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    entry, actor = list_for(request, pk), actor_of(request)
    form = _rank_form(entry, request)
    if form.is_valid() and succeeds(
        form, lambda: domain.rank_choices(entry, [code for (code,) in form.tiers()], actor=actor)
    ):
        messages.success(request, _("Your list is kept. It counts once you certify it."))
        return redirect("placement:list", entry.pk)
    return _list_page(request, entry, form)


def _rank_form(entry: RankOrderList, request: HttpRequest) -> RankForm:
    options = domain.choices_of(entry)
    tiers = [[code] for code in domain.open_list(entry, actor=actor_of(request))]
    choices = {option.code: str(option) for option in options}
    return RankForm(request.POST or None, choices=choices, tiers=tiers, ties=False)


def _list_page(
    request: HttpRequest, entry: RankOrderList, form: RankForm, pair_form: PairForm | None = None
) -> HttpResponse:
    placement = placement_of(entry)
    codes = domain.open_list(entry, actor=actor_of(request))
    names = {option.code: str(option) for option in domain.ever_chosen(entry)}
    context: dict[str, Any] = {
        "round": entry.round,
        "entry": entry,
        "form": form,
        "ranked": [names.get(code, code) for code in codes],
        "pair": domain.pair_of(entry),
        "pair_form": pair_form or PairForm(),
        "placement": placement,
        "reasons": reasons_of(placement) if placement else [],
    }
    failed = form.errors or context["pair_form"].errors
    return render(request, "placement/list.html", context, status=422 if failed else 200)


@require_POST
@login_required
def certification(request: HttpRequest, pk: UUID) -> HttpResponse:
    entry = domain.certify_list(list_for(request, pk), actor=actor_of(request))
    messages.success(request, _("Your list is certified. Its digest is your receipt."))
    return redirect("placement:list", entry.pk)


@require_POST
@login_required
def reopening(request: HttpRequest, pk: UUID) -> HttpResponse:
    entry = domain.reopen_list(list_for(request, pk), actor=actor_of(request))
    messages.success(request, _("Your list is open again. It counts only once you certify it again."))
    return redirect("placement:list", entry.pk)


@require_POST
@login_required
def pair_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    entry, form = list_for(request, pk), PairForm(request.POST)
    made: list[Pair] = []
    if form.is_valid() and succeeds(
        form,
        lambda: made.append(pairs.propose_pair(entry, form.cleaned_data["code"], actor=actor_of(request))),
    ):
        return redirect("placement:pair", made[0].pk)
    options = {option.code: str(option) for option in domain.choices_of(entry)}
    return _list_page(request, entry, RankForm(choices=options, tiers=[], ties=False), form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def pair(request: HttpRequest, pk: UUID) -> HttpResponse:
    found, actor = pair_for(request, pk), actor_of(request)
    first, second = (
        {option.code: str(option) for option in domain.choices_of(entry)}
        for entry in (found.first, found.second)
    )
    held = pairs.open_joint_list(found, actor=actor)
    form = JointForm(request.POST or None, first=first, second=second, pairings=held)
    if form.is_valid() and succeeds(form, lambda: pairs.rank_together(found, form.pairings(), actor=actor)):
        messages.success(request, _("The joint list is kept. It counts once you have both certified it."))
        return redirect("placement:pair", found.pk)
    own = found.first if found.first.profile.user_id == actor.pk else found.second
    context = {"round": found.round, "pair": found, "form": form, "entry": own}
    return render(request, "placement/pair.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def agreement(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = pairs.agree_pair(pair_for(request, pk), actor=actor_of(request))
    return redirect("placement:pair", found.pk)


@require_POST
@login_required
def dissolution(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = pair_for(request, pk)
    pairs.dissolve_pair(found, actor=actor_of(request))
    messages.success(request, _("The pair is dissolved. Each of you goes on with the own list."))
    return redirect("placement:own_list", found.round_id)


@require_POST
@login_required
def acceptance(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = answer.accept_placement(placement_for(request, pk), actor=actor_of(request))
    messages.success(request, _("You have accepted the place."))
    return redirect("placement:list", found.entry_id)


@require_POST
@login_required
def refusal(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = answer.decline_placement(placement_for(request, pk), actor=actor_of(request))
    messages.success(request, _("You have declined the place."))
    return redirect("placement:list", found.entry_id)
