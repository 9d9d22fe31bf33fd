from copy import copy
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.access import may
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.views.load import actor_of, exchange_for
from qiao.rooms.programme.domain.material import (
    add_material,
    change_material,
    remove_material,
    visible_materials,
)
from qiao.rooms.programme.enums import MaterialKind
from qiao.rooms.programme.forms.material import FORMS, MaterialForm
from qiao.rooms.programme.models import Material
from qiao.rooms.programme.public.media import shown
from qiao.rooms.programme.views.rows import material_for


@require_safe
def materials(request: HttpRequest, exchange_id: UUID) -> HttpResponse:
    """What the reader may see, of the exchange and of its sessions."""
    exchange = exchange_for(request, exchange_id)
    context = {
        "exchange": exchange,
        "materials": shown(visible_materials(exchange, request.user)),
        "may_change": may(request.user, "programme.change_materials", exchange),
        "kinds": MaterialKind.choices,
    }
    return render(request, "programme/materials.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def material_new(request: HttpRequest, exchange_id: UUID, kind: str) -> HttpResponse:
    if kind not in FORMS:
        raise Http404
    exchange = exchange_for(request, exchange_id, "programme.change_materials")
    actor, blank = actor_of(request), Material(exchange=exchange, kind=kind)
    initial = {"item": request.GET.get("session", "")}
    form = FORMS[kind](request.POST or None, request.FILES or None, instance=copy(blank), initial=initial)
    if form.is_valid() and succeeds(
        form, lambda: add_material(_filled(blank, form), actor=actor, files=form.files_given())
    ):
        messages.success(request, _("It has been added."))
        return redirect("programme:materials", exchange.pk)
    return _page(request, blank, form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def material_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    material = material_for(request, pk, "change_materials")
    actor, kind = actor_of(request), FORMS[material.kind]
    initial = {name: getattr(material, name) for name in kind.uploads}
    form = kind(request.POST or None, request.FILES or None, instance=copy(material), initial=initial)
    if form.is_valid() and succeeds(
        form, lambda: change_material(material, actor=actor, values=form.values(), files=form.files_given())
    ):
        messages.success(request, _("It has been saved."))
        return redirect("programme:materials", material.exchange_id)
    return _page(request, material, form)


@require_POST
@login_required
def material_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    material = material_for(request, pk, "change_materials")
    remove_material(material, actor=actor_of(request))
    messages.success(request, _("It has been removed."))
    return redirect("programme:materials", material.exchange_id)


def _filled(material: Material, form: MaterialForm) -> Material:
    for name, value in form.values().items():
        setattr(material, name, value)
    return material


def _page(request: HttpRequest, material: Material, form: MaterialForm) -> HttpResponse:
    context: dict[str, Any] = {"exchange": material.exchange, "material": material, "form": form}
    context["is_new"] = material._state.adding
    return render(request, "programme/material.html", context, status=422 if form.errors else 200)
