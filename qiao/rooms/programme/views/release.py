from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qiao.kit.access import may
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.entries import entries_of
from qiao.rooms.exchanges.enums import DecisionState
from qiao.rooms.exchanges.models import Decision, Exchange
from qiao.rooms.exchanges.views.load import actor_of, exchange_for
from qiao.rooms.programme.domain.release import Candidate, open_proposal, propose_release
from qiao.rooms.programme.domain.snapshot import released
from qiao.rooms.programme.forms.release import ReleaseForm
from qiao.rooms.programme.models import Release
from qiao.rooms.programme.releases.difference import difference
from qiao.rooms.programme.releases.listings import ReleaseList
from qiao.rooms.programme.releases.preview import partners_of, preview, sentences
from qiao.rooms.programme.releases.words import tell_entry


@require_safe
@login_required
def releases(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    exchange = exchange_for(request, pk, "programme.view_releases")
    candidate = Candidate(exchange)
    context = {
        "exchange": exchange,
        "candidate": candidate,
        "proposal": open_proposal(exchange),
        "may_release": may(request.user, "programme.release", exchange),
    }
    rows = Release.objects.filter(exchange=exchange).defer("entries", "people")
    return ReleaseList(request, rows.select_related("released_by")).respond(
        "programme/releases.html", context
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def release_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    exchange = exchange_for(request, pk, "programme.release")
    actor = actor_of(request)
    candidate = Candidate(exchange)
    partners = partners_of(exchange, entries_of(actor))
    form = ReleaseForm(request.POST or None, partners=partners)
    made: list[Decision] = []
    if form.is_valid() and succeeds(
        form, lambda: made.append(propose_release(form.partner_chosen, actor=actor, **form.given()))
    ):
        messages.success(request, _said(made[0]))
        return redirect("programme:releases", exchange.pk)
    context = {"exchange": exchange, "form": form, "proposal": open_proposal(exchange)}
    context |= preview(candidate, _page(request))
    return render(request, "programme/release_new.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def release(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    exchange = exchange_for(request, pk, "programme.view_releases")
    found = get_object_or_404(Release.objects.select_related("released_by"), exchange=exchange, number=number)
    return render(request, "programme/release.html", _context(exchange, found))


def _context(exchange: Exchange, found: Release) -> dict[str, Any]:
    before = Release.objects.filter(exchange=exchange, number=found.number - 1).first()
    changes = difference(released(before).entries, found.agenda) if before else []
    return {
        "exchange": exchange,
        "release": found,
        "before": before,
        "change_count": len(changes),
        "changes": sentences(changes, exchange),
        "entries": [tell_entry(entry, exchange.zone) for entry in found.agenda],
    }


def _said(decision: Decision) -> str:
    if decision.state == DecisionState.TAKEN:
        return _("The programme has been released. The mails are on their way.")
    return _("The release has been proposed. It goes out as soon as another owner consents.")


def _page(request: HttpRequest) -> int:
    text = request.GET.get("page", "")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1
