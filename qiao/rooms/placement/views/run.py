"""The run, with two people; the result, and what other numbers of places would change."""

import json
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from qiao.kit.access import require
from qiao.kit.errors import QiaoError
from qiao.rooms.exchanges.views.load import actor_of
from qiao.rooms.placement.domain import lottery
from qiao.rooms.placement.domain import run as domain
from qiao.rooms.placement.domain.explaining import names_in
from qiao.rooms.placement.domain.practice import start_practice
from qiao.rooms.placement.domain.publication import approve_publication
from qiao.rooms.placement.domain.solving import document_of
from qiao.rooms.placement.domain.step import rows
from qiao.rooms.placement.domain.what_if import Answer, ask_what_if
from qiao.rooms.placement.enums import RunState
from qiao.rooms.placement.forms.round import WhatIfForm
from qiao.rooms.placement.listings import ResultList, participation_of, results_of
from qiao.rooms.placement.load import round_for, run_for
from qiao.rooms.placement.models import MatchingRound, MatchingRun
from qiao.rooms.placement.pages import blocking_of, fill_rows, problem_of


@never_cache
@require_safe
@login_required
def run(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = round_for(request, pk, "placement.run_round")
    standing = domain.standing_run(found)
    names = names_in(found)
    past = [each for each in found.runs.light()[:10] if standing is None or each.pk != standing.pk]
    context = {
        "round": found,
        "run": standing,
        "is_own_proposal": standing is not None and standing.proposed_by_id == actor_of(request).pk,
        "places": fill_rows(standing, names),
        "blocking": blocking_of(standing),
        "past": [(each, problem_of(each), fill_rows(each, names)) for each in past],
        "participation": participation_of(found),
    }
    return render(request, "placement/run.html", context)


@require_POST
@login_required
def proposal(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = round_for(request, pk, "placement.run_round")
    domain.propose_run(found, actor=actor_of(request))
    messages.success(request, _("The run is proposed. Another person who runs the round confirms it."))
    return redirect("placement:run", found.pk)


@require_POST
@login_required
def practice(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = round_for(request, pk, "placement.run_round")
    start_practice(found, actor=actor_of(request))
    messages.success(request, _("The practice run has begun. No list of anybody is opened for it."))
    return redirect("placement:run", found.pk)


@require_POST
@login_required
def confirmation(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = run_for(request, pk)
    domain.confirm_run(found, actor=actor_of(request))
    messages.success(request, _("The run has begun."))
    return redirect("placement:run", found.round_id)


@require_POST
@login_required
def withdrawal(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = run_for(request, pk)
    domain.withdraw_run(found, actor=actor_of(request))
    messages.success(request, _("The run has been put aside."))
    return redirect("placement:run", found.round_id)


@require_POST
@login_required
def approval(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = run_for(request, pk)
    approve_publication(found, actor=actor_of(request))
    messages.success(request, _("Your yes is noted. Two are needed."))
    return redirect("placement:run", found.round_id)


@require_safe
@login_required
def result(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    found = round_for(request, pk, "placement.run_round")
    checked = _checked(found)
    context = {"round": found, "run": checked}
    return ResultList(request, results_of(checked)).respond("placement/result.html", context)


@require_safe
@login_required
def what_if(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Nothing is kept: the question stands in the address."""
    found = round_for(request, pk, "placement.run_round")
    _checked(found)
    checked = MatchingRun.objects.real().select_related("round").get(round=found, state=RunState.CHECKED)
    names = {code: name for code, name in names_in(found).items() if code in checked.summary["places"]}
    form = WhatIfForm(request.GET if "places" in request.GET else None, names=names)
    answer: Answer | None = None
    if form.is_valid():
        places = {form.cleaned_data["choice"]: form.cleaned_data["places"]}
        try:
            answer = ask_what_if(checked, places, actor=actor_of(request))
        except QiaoError as refused:
            form.add_error(None, str(refused))
    context = {"round": found, "form": form, "answer": answer, "places": fill_rows(checked, names)}
    return render(request, "placement/what_if.html", context, status=422 if form.errors else 200)


@require_safe
def verification(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open to everybody once the result is out: opaque numbers, and what another program needs."""
    found = _verifiable(request, pk)
    return render(request, "placement/verification.html", {"round": found, "run": _checked(found)})


@require_safe
def instance(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _document(request, pk, "instance")


@require_safe
def result_document(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _document(request, pk, "result")


@require_safe
def seed_document(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whoever sees the round has the digest of the nonce before any list is certified."""
    found = get_object_or_404(rows(), pk=pk)
    require(request.user, "placement.view_seed", found)
    return _attached(json.dumps(lottery.seed_document(found), indent=1).encode(), "seed")


def _document(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    checked = get_object_or_404(
        MatchingRun.objects.real(), round=_verifiable(request, pk), state=RunState.CHECKED
    )
    return _attached(document_of(getattr(checked, name)), name)


def _attached(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _verifiable(request: HttpRequest, pk: UUID) -> MatchingRound:
    found = get_object_or_404(rows(), pk=pk)
    require(request.user, "placement.verify_round", found)
    return found


def _checked(found: MatchingRound) -> MatchingRun:
    return get_object_or_404(MatchingRun.objects.real().light(), round=found, state=RunState.CHECKED)
