from copy import copy
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qiao.kit.access import require
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.directory.domain import affiliation as domain
from qiao.rooms.directory.forms.person import AffiliationForm, NewAffiliationForm
from qiao.rooms.directory.models import Affiliation, Person
from qiao.rooms.directory.pages.person import edited_organisations
from qiao.rooms.directory.views.load import actor_of, person_for


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def affiliation_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    person = person_for(request, pk, "change_person")
    organisations = edited_organisations(request.user)
    form = NewAffiliationForm(request.POST or None, organisations=organisations)
    if form.is_valid() and succeeds(form, lambda: _add(request, person, form)):
        messages.success(request, _("The affiliation has been added."))
        return redirect("directory:person_edit", person.pk)
    context = {"form": form, "has_organisations": organisations.exists()}
    return _page(request, person, context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def affiliation_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    affiliation = _affiliation(request, pk)
    form = AffiliationForm(request.POST or None, instance=copy(affiliation))
    actor = actor_of(request)
    if form.is_valid() and succeeds(
        form, lambda: domain.change_affiliation(affiliation, actor=actor, values=form.values())
    ):
        messages.success(request, _("The affiliation has been saved."))
        return redirect("directory:person", affiliation.person_id)
    context = {"form": form, "affiliation": affiliation, "has_organisations": True}
    return _page(request, affiliation.person, context)


@require_POST
@login_required
def affiliation_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    affiliation = _affiliation(request, pk)
    domain.remove_affiliation(affiliation, actor=actor_of(request))
    messages.success(request, _("The affiliation has been removed."))
    return redirect("directory:people")


def _affiliation(request: HttpRequest, pk: UUID) -> Affiliation:
    rows = Affiliation.objects.select_related("person", "organisation")
    affiliation = get_object_or_404(rows, pk=pk)
    require(request.user, "directory.change_affiliation", affiliation)
    return affiliation


def _add(request: HttpRequest, person: Person, form: NewAffiliationForm) -> None:
    organisation = form.cleaned_data["organisation"]
    domain.add_affiliation(person, actor=actor_of(request), organisation=organisation, values=form.values())


def _page(request: HttpRequest, person: Person, context: dict[str, Any]) -> HttpResponse:
    status = 422 if context["form"].errors else 200
    return render(request, "directory/affiliation.html", {"person": person} | context, status=status)
