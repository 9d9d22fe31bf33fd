"""Counts for the organisers, and under a link for whoever cooks, drives or lets rooms."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.tables.write import XLSX_TYPE, NewSheet, xlsx_stream
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.exchanges.views.load import actor_of, exchange_for
from qiao.rooms.registration.domain.sharing import revoke_totals, share_totals
from qiao.rooms.registration.domain.totals import Total, totals
from qiao.rooms.registration.enums import TotalsKind
from qiao.rooms.registration.forms.organising import ShareForm
from qiao.rooms.registration.models import SharedTotals
from qiao.rooms.registration.views.load import row_of_exchange


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def totals_page(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The counts, and below them the links to them."""
    exchange = exchange_for(request, pk, "registration.view_totals")
    kind = _kind(request)
    if request.GET.get("export") == "xlsx":
        return _file(exchange, kind)
    form = ShareForm(request.POST or None, initial={"kind": kind})
    if form.is_valid() and succeeds(form, lambda: _share(request, exchange, form)):
        messages.success(request, _("The link has been made. Send it to whom it is for."))
        return redirect(f"{request.path}?kind={form.cleaned_data['kind']}")
    context = {
        "exchange": exchange,
        "kind": kind,
        "kinds": TotalsKind.choices,
        "totals": totals(exchange, kind),
        "form": form,
        "links": exchange.shared_totals.select_related("made_by", "revoked_by")[:100],
    }
    return render(request, "registration/totals.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def link_revocation(request: HttpRequest, pk: UUID) -> HttpResponse:
    shared = row_of_exchange(request, SharedTotals, pk, "share_totals")
    revoke_totals(shared, actor=actor_of(request))
    messages.success(request, _("The link does not work any more."))
    return redirect("registration:totals", shared.exchange_id)


@require_safe
def shared_totals(request: HttpRequest, token: str) -> HttpResponseBase:
    """Whoever has the link sees counts; a link that was taken back is not there."""
    shared = SharedTotals.objects.filter(token=token, revoked_at=None).select_related("exchange").first()
    if shared is None:
        raise Http404
    kind = TotalsKind(shared.kind)
    if request.GET.get("export") == "xlsx":
        return _private(_file(shared.exchange, kind))
    context = {"exchange": shared.exchange, "shared": shared, "totals": totals(shared.exchange, kind)}
    return _private(render(request, "registration/shared_totals.html", context))


def _share(request: HttpRequest, exchange: Exchange, form: ShareForm) -> None:
    share_totals(
        exchange,
        actor=actor_of(request),
        kind=TotalsKind(form.cleaned_data["kind"]),
        recipient=form.cleaned_data["recipient"],
    )


def _kind(request: HttpRequest) -> TotalsKind:
    asked = request.GET.get("kind", "")
    return TotalsKind(asked) if asked in TotalsKind.values else TotalsKind.MEALS


def _private(response: HttpResponseBase) -> HttpResponseBase:
    """In no search engine and no cache."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "private, no-store"
    return response


def _file(exchange: Exchange, kind: TotalsKind) -> HttpResponseBase:
    header = [_("What"), _("When"), pgettext("totals", "Where"), _("Of what"), _("Need"), _("How many")]
    sheet = NewSheet(str(kind.label), header, _rows(totals(exchange, kind)), [32, 28, 28, 18, 28, 10])
    response = StreamingHttpResponse(xlsx_stream([sheet]))
    response["Content-Type"] = XLSX_TYPE
    response["Content-Disposition"] = f'attachment; filename="totals-{kind.value}.xlsx"'
    return response


def _rows(found: list[Total]) -> Iterator[list[Any]]:
    for total in found:
        yield [total.title, total.when, total.place, pgettext("totals", "People"), "", total.people]
        for each in total.numbers:
            yield [total.title, total.when, total.place, each.group, each.label, each.number]
