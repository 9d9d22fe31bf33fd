"""One pair of views for everything that an entry is made of."""

from copy import copy
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.directory.domain.part import add_part, change_part, organisation_of, remove_part
from qiao.rooms.directory.forms.part import (
    ContactForm,
    DomainForm,
    EquipmentForm,
    FactForm,
    FilmForm,
    OrganisationFieldForm,
    PartForm,
    PictureForm,
    UnitFieldForm,
    UnitForm,
)
from qiao.rooms.directory.models import (
    Contact,
    Equipment,
    Fact,
    Film,
    GalleryImage,
    OrganisationDomain,
    OrganisationField,
    Unit,
    UnitField,
)
from qiao.rooms.directory.views.load import actor_of, organisation_for, part_of


@dataclass(frozen=True)
class Kind:
    model: Any
    form: type[PartForm]
    adding: str | Promise
    is_of_unit: bool = False


KINDS = {
    "contacts": Kind(Contact, ContactForm, gettext_lazy("Add a contact")),
    "domains": Kind(OrganisationDomain, DomainForm, gettext_lazy("Add a domain")),
    "facts": Kind(Fact, FactForm, gettext_lazy("Add a figure")),
    "fields": Kind(OrganisationField, OrganisationFieldForm, gettext_lazy("Add a research field")),
    "films": Kind(Film, FilmForm, gettext_lazy("Add a film")),
    "pictures": Kind(GalleryImage, PictureForm, gettext_lazy("Add a picture")),
    "units": Kind(Unit, UnitForm, gettext_lazy("Add a unit or laboratory")),
    "equipment": Kind(Equipment, EquipmentForm, gettext_lazy("Add equipment"), is_of_unit=True),
    "unit-fields": Kind(UnitField, UnitFieldForm, gettext_lazy("Add a research field"), is_of_unit=True),
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def part_new(request: HttpRequest, pk: UUID, noun: str) -> HttpResponse:
    """`pk` is the organisation, or the unit for what belongs to one."""
    kind = _kind(noun)
    part = _blank(request, kind, pk)
    form = kind.form(request.POST or None, request.FILES or None, instance=copy(part))
    actor = actor_of(request)
    if form.is_valid() and succeeds(
        form, lambda: add_part(_filled(part, form), actor=actor, files=form.files_given())
    ):
        return _done(request, part, noun, _("It has been added."))
    return _page(request, part, form, kind.adding)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def part_edit(request: HttpRequest, noun: str, pk: UUID) -> HttpResponse:
    kind = _kind(noun)
    part = part_of(request, kind.model, pk)
    initial = {name: getattr(part, name) for name in kind.form.uploads}
    form = kind.form(request.POST or None, request.FILES or None, instance=copy(part), initial=initial)
    actor = actor_of(request)
    if form.is_valid() and succeeds(
        form, lambda: change_part(part, actor=actor, values=form.values(), files=form.files_given())
    ):
        return _done(request, part, noun, _("It has been saved."))
    return _page(request, part, form, str(part), noun=noun)


@require_POST
@login_required
def part_removal(request: HttpRequest, noun: str, pk: UUID) -> HttpResponse:
    part = part_of(request, _kind(noun).model, pk)
    organisation = organisation_of(part)
    remove_part(part, actor=actor_of(request))
    messages.success(request, _("It has been removed."))
    return redirect("directory:organisation_edit", organisation.pk)


def _kind(noun: str) -> Kind:
    if noun not in KINDS:
        raise Http404
    return KINDS[noun]


def _blank(request: HttpRequest, kind: Kind, pk: UUID) -> Any:
    if kind.is_of_unit:
        return kind.model(unit=part_of(request, Unit, pk))
    return kind.model(organisation=organisation_for(request, pk, "change_organisation"))


def _filled(part: Any, form: PartForm) -> Any:
    for name, value in form.values().items():
        setattr(part, name, value)
    return part


def _done(request: HttpRequest, part: Any, noun: str, said: str) -> HttpResponse:
    messages.success(request, said)
    if isinstance(part, Unit):
        return redirect("directory:part_edit", "units", part.pk)
    if KINDS[noun].is_of_unit:
        return redirect("directory:part_edit", "units", part.unit_id)
    return redirect("directory:organisation_edit", organisation_of(part).pk)


def _page(
    request: HttpRequest, part: Any, form: PartForm, heading: str | Promise, noun: str = ""
) -> HttpResponse:
    context = {
        "organisation": organisation_of(part),
        "part": part if noun else None,
        "unit": part if noun == "units" else None,
        "noun": noun,
        "form": form,
        "heading": heading,
    }
    return render(request, "directory/part.html", context, status=422 if form.errors else 200)
