from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from qiao.kit.access import may
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.exchanges.views.load import actor_of, exchange_for
from qiao.rooms.programme.days import by_the_clock
from qiao.rooms.programme.domain.item import move_item
from qiao.rooms.programme.forms.item import MoveData, MoveForm
from qiao.rooms.programme.models import ProgrammeItem
from qiao.rooms.programme.pages.editor import Editor

PAGE, PART = "programme/editor.html", "programme/parts/day.html"


@require_safe
@login_required
def editor(request: HttpRequest, exchange_id: UUID) -> HttpResponse:
    exchange = exchange_for(request, exchange_id, "programme.view_working_copy")
    shown = _editor(request, exchange, request.GET.get("day", ""), request.GET.get("by", ""))
    return render(request, PAGE, _context(shown))


@require_POST
@login_required
def moves(request: HttpRequest, exchange_id: UUID) -> HttpResponse:
    """By hand, by key or by dragging: the same form. What cannot be moved is said where the page says it."""
    exchange = exchange_for(request, exchange_id, "programme.edit_programme")
    form = MoveData(request.POST, exchange=exchange)
    said: list[str] = []
    if form.is_valid() and succeeds(form, lambda: said.append(_move(request, exchange, form))):
        return _answer(request, exchange, said[0], is_done=True)
    refusals = [sentence for sentences in form.errors.values() for sentence in sentences]
    return _answer(request, exchange, " ".join(map(str, refusals)), is_done=False)


def _move(request: HttpRequest, exchange: Exchange, form: MoveData) -> str:
    pk, version = form.cleaned_data["moved"]
    item = get_object_or_404(ProgrammeItem, exchange=exchange, pk=pk)
    moved = move_item(
        item, actor=actor_of(request), starts_at=form.starts_at, version=version, **form.column_values
    )
    return _told(moved, form.cleaned_data["column"])


def _told(item: ProgrammeItem, column: Any) -> str:
    starts, ends = by_the_clock(item.starts_at, item.exchange), by_the_clock(item.ends_at, item.exchange)
    told = {
        "session": item.title.text,
        "day": date_format(starts, "DATE_FORMAT"),
        "time": f"{starts:%H:%M}–{ends:%H:%M}",
        "column": column.name.text if column else "–",
    }
    return _("“%(session)s” is now on %(day)s, %(time)s, %(column)s.") % told


def _answer(request: HttpRequest, exchange: Exchange, said: str, *, is_done: bool) -> HttpResponse:
    """The day that the reader was looking at; without htmx a whole page."""
    day = request.POST.get("day" if is_done else "seen", "")
    shown = _editor(request, exchange, day, request.POST.get("by", ""))
    status = 200 if is_done else 422
    if getattr(request, "htmx", False):
        told = f"{said} {_count(shown)}"
        context = _context(shown) | {"said": told, "is_refused": not is_done, "is_part": True}
        return render(request, PART, context, status=status)
    if is_done:
        messages.success(request, said)
        return redirect(shown.address)
    return render(request, PAGE, _context(shown) | {"said": said, "is_refused": True}, status=status)


def _count(shown: Editor) -> str:
    count = shown.conflict_count
    return ngettext("%(count)d conflict.", "%(count)d conflicts.", count) % {"count": count}


def _editor(request: HttpRequest, exchange: Exchange, day: str, by: str) -> Editor:
    may_edit = may(request.user, "programme.edit_programme", exchange)
    return Editor(exchange, day, by, may_edit=may_edit)


def _context(shown: Editor) -> dict[str, Any]:
    initial = {"day": shown.day.isoformat(), "by": shown.by}
    form = MoveForm(editor=shown, initial=initial) if shown.may_edit and shown.sessions else None
    return {"exchange": shown.exchange, "editor": shown, "form": form}
