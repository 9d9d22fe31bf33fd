from copy import copy
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.access import may, require
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.directory.domain import person as domain
from qiao.rooms.directory.enums import Visibility
from qiao.rooms.directory.forms.person import (
    NewPersonForm,
    OwnPersonForm,
    PersonForm,
    PhotoForm,
    VisibilityForm,
)
from qiao.rooms.directory.listings import PersonList
from qiao.rooms.directory.models import Organisation, Person
from qiao.rooms.directory.pages.person import edited_organisations, listed_people, page_context
from qiao.rooms.directory.views.load import actor_of, person_for


@require_safe
def people(request: HttpRequest) -> HttpResponseBase:
    context = {"may_enter": may(request.user, "directory.create_person")}
    return PersonList(request, listed_people(request.user)).respond("directory/people.html", context)


@require_safe
def person(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = person_for(request, pk)
    return render(request, "directory/person.html", page_context(found, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def person_new(request: HttpRequest) -> HttpResponse:
    require(request.user, "directory.create_person")
    organisations: QuerySet[Organisation] = edited_organisations(request.user)
    form = NewPersonForm(request.POST or None, organisations=organisations)
    made: list[Person] = []
    if form.is_valid() and succeeds(form, lambda: made.append(_create(request, form))):
        messages.success(request, _("The person has been entered."))
        return redirect("directory:person_edit", made[0].pk)
    return _form_page(request, form, "directory/person_new.html")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def own_person(request: HttpRequest) -> HttpResponse:
    """One's own page; whoever has none yet makes it here."""
    actor = actor_of(request)
    if (own := Person.objects.filter(user=actor).first()) is not None:
        return redirect("directory:person", own.pk)
    form = OwnPersonForm(request.POST or None)
    if form.is_valid() and succeeds(
        form, lambda: domain.create_own_person(actor=actor, names=form.drafts(), values={})
    ):
        messages.success(request, _("Your page has been made. You decide who sees it."))
        return redirect("directory:own_person")
    return _form_page(request, form, "directory/own_person.html")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def person_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = person_for(request, pk, "change_person")
    actor = actor_of(request)
    form = PersonForm(request.POST or None, instance=copy(found), actor=actor)
    if form.is_valid() and succeeds(
        form, lambda: domain.change_person(found, actor=actor, values=form.cleaned_data)
    ):
        messages.success(request, _("The page has been saved."))
        return redirect("directory:person", found.pk)
    return _edit_page(request, found, {"form": form})


@require_POST
@login_required
def person_visibility(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = person_for(request, pk, "change_person")
    form = VisibilityForm(request.POST, is_own=found.user_id == request.user.pk)
    if form.is_valid() and succeeds(form, lambda: _set_visibility(request, found, form.cleaned_data)):
        messages.success(request, _("Who sees the page has been changed."))
        return redirect("directory:person", found.pk)
    return _edit_page(request, found, {"visibility_form": form}, status=422)


@require_POST
@login_required
def person_photo(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = person_for(request, pk, "change_person")
    form = PhotoForm(request.POST, request.FILES, initial={"photo": found.photo})
    if form.is_valid():
        if "photo" in form.changed_data:
            domain.set_photo(found, actor=actor_of(request), prepared=form.cleaned_data["photo"] or None)
        messages.success(request, _("The photo has been saved."))
        return redirect("directory:person_edit", found.pk)
    return _edit_page(request, found, {"photo_form": form}, status=422)


@require_POST
@login_required
def person_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = person_for(request, pk, "remove_person")
    domain.remove_person(found, actor=actor_of(request))
    messages.success(request, _("The person has been removed from the directory."))
    return redirect("directory:people")


def _create(request: HttpRequest, form: NewPersonForm) -> Person:
    given = form.cleaned_data
    positions = {name: given[name] for name in ("position_zh", "position_en")}
    return domain.create_person(
        actor=actor_of(request),
        names=form.drafts(),
        values={},
        organisation=given["organisation"],
        **positions,
    )


def _set_visibility(request: HttpRequest, found: Person, given: dict[str, Any]) -> None:
    domain.set_visibility(
        found,
        actor=actor_of(request),
        visibility=Visibility(given["visibility"]),
        consent_basis=given.get("consent_basis", ""),
    )


def _edit_page(request: HttpRequest, found: Person, forms: dict[str, Any], status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    is_own = found.user_id == actor.pk
    chosen = {"visibility": found.visibility, "consent_basis": found.consent_basis}
    context = {
        "person": found,
        "is_own": is_own,
        "names": found.names.all(),
        "affiliations": found.affiliations.select_related("organisation", "unit"),
        "form": PersonForm(instance=found, actor=actor),
        "visibility_form": VisibilityForm(initial=chosen, is_own=is_own),
        "photo_form": PhotoForm(initial={"photo": found.photo}),
    }
    failed = any(form.errors for form in forms.values())
    return render(request, "directory/person_edit.html", context | forms, status=422 if failed else status)


def _form_page(request: HttpRequest, form: Any, template: str) -> HttpResponse:
    return render(request, template, {"form": form}, status=422 if form.errors else 200)
