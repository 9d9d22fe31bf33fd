import datetime as dt
from collections.abc import Sequence
from copy import copy
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.access import may
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.exchanges.views.load import actor_of, exchange_for
from qiao.rooms.programme.days import first_moment
from qiao.rooms.programme.domain.changes import Change, changes_since, is_untouched
from qiao.rooms.programme.domain.item import add_item, change_item, remove_item
from qiao.rooms.programme.errors import ChangedMeanwhile
from qiao.rooms.programme.forms.item import ItemForm
from qiao.rooms.programme.listings import ItemList, items_of
from qiao.rooms.programme.models import ProgrammeItem
from qiao.rooms.programme.pages.item import item_context
from qiao.rooms.programme.views.load import item_for

USUAL_START, USUAL_LENGTH = dt.timedelta(hours=9), dt.timedelta(hours=1)


@require_safe
@login_required
def items(request: HttpRequest, exchange_id: UUID) -> HttpResponseBase:
    exchange = exchange_for(request, exchange_id, "programme.view_working_copy")
    context = {"exchange": exchange, "may_edit": may(request.user, "programme.edit_programme", exchange)}
    return ItemList(request, items_of(exchange)).respond("programme/items.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def item_new(request: HttpRequest, exchange_id: UUID) -> HttpResponse:
    exchange = exchange_for(request, exchange_id, "programme.edit_programme")
    start = first_moment(exchange) + USUAL_START
    form = ItemForm(
        request.POST or None,
        instance=ProgrammeItem(exchange=exchange),
        initial={"starts_at": start, "ends_at": start + USUAL_LENGTH},
        exchange=exchange,
        is_owner=True,
    )
    made: list[ProgrammeItem] = []
    if form.is_valid() and succeeds(form, lambda: made.append(_add(request, exchange, form))):
        messages.success(request, _("The session has been added."))
        return redirect("programme:item", made[0].pk)
    context = {"exchange": exchange, "form": form}
    return render(request, "programme/item_new.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def item(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Read by the partners of the exchange, written by its owners and by the session's host."""
    if request.method == "POST":
        return _written(request, item_for(request, pk))
    found = item_for(request, pk, "programme.view_item")
    may_edit = may(request.user, "programme.edit_item", found)
    return _page(request, found, _form(request, found, None) if may_edit else None)


def _written(request: HttpRequest, found: ProgrammeItem) -> HttpResponse:
    form = _form(request, found, _taken(request, found))
    if form.is_valid() and succeeds(form, lambda: _save(request, found, form)):
        messages.success(request, _("The session has been saved."))
        return redirect("programme:item", found.pk)
    now = item_for(request, found.pk)
    if form.cleaned_data.get("version") == now.version:
        return _page(request, now, form)
    return _page(request, now, _resumed(request, now, form), _changes(now, form))


@require_POST
@login_required
def item_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = item_for(request, pk, "programme.edit_programme")
    remove_item(found, actor=actor_of(request))
    messages.success(request, _("The session has been removed."))
    return redirect("programme:editor", found.exchange_id)


def _add(request: HttpRequest, exchange: Exchange, form: ItemForm) -> ProgrammeItem:
    return add_item(exchange, actor=actor_of(request), values=form.values())


def _save(request: HttpRequest, found: ProgrammeItem, form: ItemForm) -> None:
    version = form.cleaned_data.get("version") or 0
    change_item(found, actor=actor_of(request), values=form.values(), version=version)


def _form(request: HttpRequest, found: ProgrammeItem, given: QueryDict | None) -> ItemForm:
    owns = may(request.user, "programme.edit_programme", found)
    return ItemForm(given, instance=copy(found), exchange=found.exchange, is_owner=owns)


def _taken(request: HttpRequest, found: ProgrammeItem) -> QueryDict:
    """What was sent, with what stands now in the fields where the other's change is to be taken."""
    given, now = request.POST.copy(), _form(request, found, None)
    for name in request.POST.getlist("take"):
        if name in now.fields and name != "version":
            given.setlist(name, _as_sent(now[name]))
    return given


def _as_sent(field: BoundField) -> list[str]:
    """As the browser would send what the form shows."""
    value = field.value()
    if isinstance(value, bool):
        return ["on"] if value else []
    shown: Any = field.field.widget.format_value(value)
    return list(shown) if isinstance(shown, list) else [shown or ""]


def _changes(now: ProgrammeItem, form: ItemForm) -> list[tuple[Change, bool]]:
    """What others changed since the form was opened, and whether the writer had left that as it was."""
    seen = form.cleaned_data.get("version") or 0
    return [
        (change, is_untouched(change, form.cleaned_data.get(change.name)))
        for change in changes_since(now, seen)
    ]


def _resumed(request: HttpRequest, now: ProgrammeItem, refused: ItemForm) -> ItemForm:
    """The same input, from the version that its writer is now shown."""
    given = cast(QueryDict, refused.data).copy()
    given["version"] = str(now.version)
    form = _form(request, now, given)
    form.add_error(None, str(ChangedMeanwhile.sentence))
    return form


def _page(
    request: HttpRequest, found: ProgrammeItem, form: ItemForm | None, changes: Sequence[Any] = ()
) -> HttpResponse:
    context = item_context(found, request.user) | {"form": form, "changes": changes}
    return render(request, "programme/item.html", context, status=_status(form))


def _status(form: ItemForm | None) -> int:
    return 422 if form is not None and form.errors else 200
