"""Names of an organisation or a person."""

from copy import copy
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from qiao.kit.access import require
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.directory.domain.name import add_name, change_name, owner_of, remove_name
from qiao.rooms.directory.forms.organisation import OrganisationNameForm
from qiao.rooms.directory.forms.person import PersonNameForm
from qiao.rooms.directory.models import Organisation, OrganisationName, Person, PersonName
from qiao.rooms.directory.views.load import actor_of, organisation_for, person_for

FORMS: dict[str, Any] = {"organisations": OrganisationNameForm, "people": PersonNameForm}
MODELS: dict[str, Any] = {"organisations": OrganisationName, "people": PersonName}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def name_new(request: HttpRequest, noun: str, pk: UUID) -> HttpResponse:
    owner = _owner(request, noun, pk)
    form = FORMS[noun](request.POST or None, initial={"language": "zh", "is_preferred": False})
    actor = actor_of(request)
    if form.is_valid() and succeeds(form, lambda: add_name(owner, actor=actor, draft=form.draft())):
        messages.success(request, _("The name has been added."))
        return _back(owner)
    heading = pgettext("person", "Add a name") if noun == "people" else _("Add a name")
    return _page(request, owner, form, heading)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def name_edit(request: HttpRequest, noun: str, pk: UUID) -> HttpResponse:
    name = _name(request, noun, pk)
    form = FORMS[noun](request.POST or None, instance=copy(name))
    actor = actor_of(request)
    if form.is_valid() and succeeds(form, lambda: change_name(name, actor=actor, draft=form.draft())):
        messages.success(request, _("The name has been saved."))
        return _back(owner_of(name))
    return _page(request, owner_of(name), form, name.value, name=name, noun=noun)


@require_POST
@login_required
def name_removal(request: HttpRequest, noun: str, pk: UUID) -> HttpResponse:
    name = _name(request, noun, pk)
    owner = owner_of(name)
    remove_name(name, actor=actor_of(request))
    messages.success(request, _("The name has been removed."))
    return _back(owner)


def _owner(request: HttpRequest, noun: str, pk: UUID) -> Organisation | Person:
    if noun == "organisations":
        return organisation_for(request, pk, "change_organisation")
    if noun == "people":
        return person_for(request, pk, "change_person")
    raise Http404


def _name(request: HttpRequest, noun: str, pk: UUID) -> Any:
    if noun not in MODELS:
        raise Http404
    name = get_object_or_404(MODELS[noun], pk=pk)
    owner = owner_of(name)
    require(request.user, f"directory.change_{owner._meta.model_name}", owner)
    return name


def _back(owner: Organisation | Person) -> HttpResponse:
    return redirect(f"directory:{owner._meta.model_name}_edit", owner.pk)


def _page(
    request: HttpRequest, owner: Any, form: Any, heading: str, name: Any = None, noun: str = ""
) -> HttpResponse:
    context = {
        "owner": owner,
        "owner_kind": owner._meta.model_name,
        "form": form,
        "heading": heading,
        "row": name,
        "noun": noun,
    }
    return render(request, "directory/name.html", context, status=422 if form.errors else 200)
