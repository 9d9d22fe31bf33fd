"""What a host does with a post: rank whoever has applied, certify, and see who comes."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.applications.models import Application
from qiao.rooms.exchanges.views.load import actor_of
from qiao.rooms.placement.domain import post_list as domain
from qiao.rooms.placement.domain.publication import published_run
from qiao.rooms.placement.forms.ranking import RankForm
from qiao.rooms.placement.listings import results_of
from qiao.rooms.placement.load import post_for
from qiao.rooms.placement.models import RoundPost

RANK = "placement.rank_applicants"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def post(request: HttpRequest, pk: UUID) -> HttpResponse:
    found, actor = post_for(request, pk, RANK), actor_of(request)
    people = _named(found, domain.people_of(found))
    names = _named(found, domain.ever_ranked(found))
    tiers = domain.open_post_list(found, actor=actor)
    form = RankForm(request.POST or None, choices=people, tiers=tiers, ties=True)
    if form.is_valid() and succeeds(form, lambda: domain.rank_applicants(found, form.tiers(), actor=actor)):
        messages.success(request, _("The list is kept. It counts once it is certified."))
        return redirect("placement:post", found.pk)
    run = published_run(found.round)
    context = {
        "round": found.round,
        "post": found,
        "form": form,
        "ranked": [[names.get(code, code) for code in tier] for tier in tiers],
        "placements": results_of(run).filter(post=found).order_by("entry__code") if run else [],
        "is_out": run is not None,
    }
    return render(request, "placement/post.html", context, status=422 if form.errors else 200)


def _named(found: RoundPost, people: dict[str, Application]) -> dict[str, str]:
    """Where reviewers do not see names, the number stands for the person."""
    if found.intake.opportunity.is_blind:
        return {code: code for code in people}
    return {code: f"{application.profile} ({code})" for code, application in people.items()}


@require_POST
@login_required
def taking(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = post_for(request, pk, RANK)
    domain.take_ranking(found, actor=actor_of(request))
    messages.success(request, _("The order of the reviewers is taken over, with its ties."))
    return redirect("placement:post", found.pk)


@require_POST
@login_required
def post_certification(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = post_for(request, pk, RANK)
    domain.certify_post_list(found, actor=actor_of(request))
    messages.success(request, _("The list is certified and sealed."))
    return redirect("placement:post", found.pk)


@require_POST
@login_required
def post_reopening(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = post_for(request, pk, RANK)
    domain.reopen_post_list(found, actor=actor_of(request))
    messages.success(request, _("The list is open again. It counts only once it is certified again."))
    return redirect("placement:post", found.pk)
