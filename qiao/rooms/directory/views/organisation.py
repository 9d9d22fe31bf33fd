from copy import copy
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.access import may, require
from qiao.kit.bilingual.localized import sort_field
from qiao.kit.bilingual.search import best
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.directory.domain.membership import standing
from qiao.rooms.directory.domain.organisation import change_organisation, create_organisation
from qiao.rooms.directory.domain.part import set_logo
from qiao.rooms.directory.domain.publication import set_publication
from qiao.rooms.directory.enums import Publication
from qiao.rooms.directory.forms.organisation import LogoForm, NewOrganisationForm, ProfileForm
from qiao.rooms.directory.listings import OperatorOrganisationList, OrganisationList, organisation_url
from qiao.rooms.directory.models import Organisation
from qiao.rooms.directory.pages.organisation import edit_context, page_context
from qiao.rooms.directory.views.load import actor_of, organisation_for

SUGGESTED = 8


@require_safe
def organisations(request: HttpRequest) -> HttpResponseBase:
    sees_all = may(request.user, "directory.view_all")
    listing = OperatorOrganisationList if sees_all else OrganisationList
    found = Organisation.objects.visible_to(request.user)
    return listing(request, found.select_related("logo")).respond("directory/organisations.html")


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "")[:200]
    published = Organisation.objects.published().order_by(sort_field(), "pk")
    found = best(published, text, SUGGESTED) if text.strip() else []
    return render(request, "directory/parts/suggestions.html", {"organisations": found})


@require_safe
def organisation(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Organisation.objects.select_related("logo"), pk=pk)
    if found.merged_into_id:
        target = standing(found)
        require(request.user, "directory.view_organisation", target)
        return HttpResponsePermanentRedirect(organisation_url(target))
    require(request.user, "directory.view_organisation", found)
    return render(request, "directory/organisation.html", page_context(found, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def organisation_new(request: HttpRequest) -> HttpResponse:
    require(request.user, "directory.create_organisation")
    form = NewOrganisationForm(request.POST or None)
    made: list[Organisation] = []
    if form.is_valid() and succeeds(form, lambda: made.append(_create(request, form))):
        messages.success(request, _("The entry is a draft. Fill in its profile; an operator publishes it."))
        return redirect("directory:organisation_edit", made[0].pk)
    return render(request, "directory/organisation_new.html", {"form": form}, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def organisation_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = organisation_for(request, pk, "change_organisation")
    actor = actor_of(request)
    form = ProfileForm(request.POST or None, instance=copy(found), actor=actor)
    if form.is_valid() and succeeds(
        form, lambda: change_organisation(found, actor=actor, values=form.cleaned_data)
    ):
        messages.success(request, _("The profile has been saved."))
        return redirect("directory:organisation", found.pk)
    context = edit_context(found) | {"form": form, "logo_form": LogoForm(initial={"logo": found.logo})}
    return render(request, "directory/organisation_edit.html", context, status=_status(form))


@require_POST
@login_required
def organisation_logo(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = organisation_for(request, pk, "change_organisation")
    form = LogoForm(request.POST, request.FILES, initial={"logo": found.logo})
    if form.is_valid():
        if "logo" in form.changed_data:
            set_logo(found, actor=actor_of(request), prepared=form.cleaned_data["logo"] or None)
        messages.success(request, _("The logo has been saved."))
        return redirect("directory:organisation_edit", found.pk)
    profile = ProfileForm(instance=found, actor=actor_of(request))
    context = edit_context(found) | {"form": profile, "logo_form": form}
    return render(request, "directory/organisation_edit.html", context, status=422)


@require_POST
@login_required
def organisation_publication(request: HttpRequest, pk: UUID, state: str) -> HttpResponse:
    found = organisation_for(request, pk)
    set_publication(found, actor=actor_of(request), state=Publication(state))
    said = {
        Publication.PUBLISHED: _("The entry is published."),
        Publication.DRAFT: _("The entry is a draft again; only its members see it."),
        Publication.ARCHIVED: _("The entry is archived; only its members see it."),
    }
    messages.success(request, said[Publication(state)])
    return redirect("directory:organisation", found.pk)


def _create(request: HttpRequest, form: NewOrganisationForm) -> Organisation:
    return create_organisation(actor=actor_of(request), names=form.drafts(), values=form.values())


def _status(form: Any) -> int:
    return 422 if form.errors else 200
