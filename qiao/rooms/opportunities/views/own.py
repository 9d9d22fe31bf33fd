"""What a host does with its opportunities as a whole."""

from copy import copy
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.access import may, require
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.entries import entries_of
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.opportunities.domain import opportunity as domain
from qiao.rooms.opportunities.domain.copying import copy_opportunity
from qiao.rooms.opportunities.errors import NotWhole
from qiao.rooms.opportunities.forms.opportunity import (
    BaseForm,
    ClosingForm,
    NewOpportunityForm,
    detail_form,
)
from qiao.rooms.opportunities.kinds import detail_of
from qiao.rooms.opportunities.listings import OwnOpportunityList, own_opportunities
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.opportunities.pages.opportunity import edit_context
from qiao.rooms.opportunities.views.load import opportunity_for

CHANGE = "opportunities.change_opportunity"


@require_safe
@login_required
def own(request: HttpRequest) -> HttpResponseBase:
    may_begin = may(request.user, "opportunities.begin_opportunity")
    listing = OwnOpportunityList(request, own_opportunities(request.user))
    return listing.respond("opportunities/own.html", {"may_begin": may_begin})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def opportunity_new(request: HttpRequest) -> HttpResponse:
    require(request.user, "opportunities.begin_opportunity")
    actor = actor_of(request)
    hosts = Organisation.objects.standing().filter(pk__in=entries_of(actor))
    form = NewOpportunityForm(request.POST or None, hosts=hosts)
    made: list[Opportunity] = []
    if form.is_valid() and succeeds(
        form,
        lambda: made.append(
            domain.create_opportunity(form.cleaned_data["host"], actor=actor, **form.values())
        ),
    ):
        messages.success(request, _("The draft is there. Fill in what is missing, then publish it."))
        return redirect("opportunities:edit", made[0].pk)
    return render(request, "opportunities/new.html", {"form": form}, status=_status(form))


@require_safe
@login_required
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = opportunity_for(request, pk, CHANGE)
    return render(request, "opportunities/edit.html", edit_context(found, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def base(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = opportunity_for(request, pk, CHANGE)
    form = BaseForm(request.POST or None, instance=copy(found))
    return _section(request, found, form, domain.change_opportunity, _("Texts and conditions"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = opportunity_for(request, pk, CHANGE)
    row = copy(detail_of(found))
    form = detail_form(found)(request.POST or None, instance=row, actor=actor_of(request))
    return _section(request, found, form, domain.change_detail, str(found.get_kind_display()))


@require_POST
@login_required
def publication(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is missing stands on the page where it is filled in."""
    found = opportunity_for(request, pk, "opportunities.publish_opportunity")
    try:
        domain.publish_opportunity(found, actor=actor_of(request))
    except NotWhole as refusal:
        context = edit_context(found, request.user) | {"refusal": str(refusal)}
        return render(request, "opportunities/edit.html", context, status=422)
    messages.success(request, _("The opportunity is published."))
    return redirect("opportunities:opportunity", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def closing(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = opportunity_for(request, pk, "opportunities.close_opportunity")
    form = ClosingForm(request.POST or None)
    if form.is_valid() and succeeds(
        form, lambda: domain.close_opportunity(found, actor=actor_of(request), **form.cleaned_data)
    ):
        messages.success(request, _("The opportunity is closed. Its page says why."))
        return redirect("opportunities:opportunity", found.pk)
    context = {"opportunity": found, "form": form}
    return render(request, "opportunities/closing.html", context, status=_status(form))


@require_POST
@login_required
def archiving(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = opportunity_for(request, pk, "opportunities.archive_opportunity")
    domain.archive_opportunity(found, actor=actor_of(request))
    messages.success(request, _("The opportunity is archived: only the host still sees it."))
    return redirect("opportunities:own")


@require_POST
@login_required
def copies(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = opportunity_for(request, pk, "opportunities.copy_opportunity")
    made = copy_opportunity(found, actor=actor_of(request))
    messages.success(request, _("This is the copy: a draft without intakes."))
    return redirect("opportunities:edit", made.pk)


def _section(request: HttpRequest, found: Opportunity, form: Any, change: Any, heading: str) -> HttpResponse:
    actor = actor_of(request)
    if form.is_valid() and succeeds(form, lambda: change(found, actor=actor, **form.values())):
        messages.success(request, _("It has been saved."))
        return redirect("opportunities:edit", found.pk)
    context = {"opportunity": found, "form": form, "heading": heading}
    return render(request, "opportunities/section.html", context, status=_status(form))


def _status(form: Any) -> int:
    return 422 if form.errors else 200
