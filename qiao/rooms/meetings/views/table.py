from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qiao.kit.access import may
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.views.load import actor_of
from qiao.rooms.meetings.domain import table as domain
from qiao.rooms.meetings.forms.slot import OpenSlotsForm
from qiao.rooms.meetings.forms.table import TableForm, TablesForm
from qiao.rooms.meetings.models import Table
from qiao.rooms.meetings.pages.days import days_of
from qiao.rooms.meetings.views.load import organised_round, table_for


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def tables(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = organised_round(request, pk)
    actor = actor_of(request)
    form = TablesForm(request.POST or None, exchange=found.exchange)
    if form.is_valid() and succeeds(
        form, lambda: domain.lay_out_tables(found, actor=actor, **form.cleaned_data)
    ):
        messages.success(request, _("The tables have been added."))
        return redirect("meetings:tables", found.pk)
    rows = found.tables.select_related("place").annotate(closed=Count("closures"))
    context = {
        "exchange": found.exchange,
        "round": found,
        "step": "tables",
        "form": form,
        "may_change": may(actor, "meetings.change_round", found),
        "tables": rows,
    }
    return render(request, "meetings/tables.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def table(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = table_for(request, pk)
    actor = actor_of(request)
    form = TableForm(request.POST or None, instance=found)
    if form.is_valid() and succeeds(
        form, lambda: domain.change_table(Table.objects.get(pk=pk), actor=actor, values=form.cleaned_data)
    ):
        messages.success(request, _("The table has been changed."))
        return redirect("meetings:tables", found.round_id)
    return _page(request, found, {"form": form}, status=422 if form.errors else 200)


@require_POST
@login_required
def table_closures(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = table_for(request, pk)
    form = OpenSlotsForm(request.POST, meeting_round=found.round)
    actor = actor_of(request)
    if form.is_valid() and succeeds(form, lambda: domain.set_closures(found, actor=actor, slots=form.closed)):
        messages.success(request, _("It is set when the table can be had."))
        return redirect("meetings:tables", found.round_id)
    return _page(request, found, {"slots_form": form}, status=422)


@require_POST
@login_required
def table_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = table_for(request, pk)
    domain.remove_table(found, actor=actor_of(request))
    messages.success(request, _("The table has been removed."))
    return redirect("meetings:tables", found.round_id)


def _page(request: HttpRequest, found: Table, forms: dict[str, Any], status: int) -> HttpResponse:
    days = days_of(found.round.slots.all(), found.round.zone)
    closed = set(found.closures.values_list("slot", flat=True))
    context = {
        "exchange": found.round.exchange,
        "round": found.round,
        "step": "tables",
        "table": found,
        "form": TableForm(instance=found),
        "slots_form": OpenSlotsForm(meeting_round=found.round),
        "days": days,
        "closed": closed,
    }
    return render(request, "meetings/table.html", context | forms, status=status)
