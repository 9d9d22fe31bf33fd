"""One pair of views for everything that an opportunity is made of, its intakes too."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from qiao.kit.access import require
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.opportunities import models
from qiao.rooms.opportunities.domain import intake, part, supervisor
from qiao.rooms.opportunities.forms import part as forms
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.opportunities.views.load import opportunity_for
from qiao.rooms.opportunities.views.own import CHANGE


def _add(model: Any) -> Callable[..., Any]:
    return lambda opportunity, *, actor, **values: part.add_part(
        model(opportunity=opportunity, **values), actor=actor
    )


@dataclass(frozen=True)
class Kind:
    model: Any
    form: type[forms.PartForm]
    adding: str | Promise
    add: Callable[..., Any]
    change: Callable[..., Any] = part.change_part
    remove: Callable[..., Any] = part.remove_part


KINDS = {
    "intakes": Kind(
        *(models.Intake, forms.IntakeForm, gettext_lazy("Add an intake")),
        *(intake.add_intake, intake.change_intake, intake.remove_intake),
    ),
    "supervisors": Kind(
        *(models.Supervisor, forms.SupervisorForm, gettext_lazy("Add a supervisor")),
        *(supervisor.add_supervisor, supervisor.change_supervisor),
    ),
    "stages": Kind(models.Stage, forms.StageForm, gettext_lazy("Add a stage"), _add(models.Stage)),
    "documents": Kind(
        *(models.DocumentRequirement, forms.DocumentForm, gettext_lazy("Ask for a document")),
        _add(models.DocumentRequirement),
    ),
    "fields": Kind(
        *(models.OpportunityField, forms.FieldForm, gettext_lazy("Add a field code")),
        _add(models.OpportunityField),
    ),
    "languages": Kind(
        *(models.LanguageRequirement, forms.LanguageForm, gettext_lazy("Add a language")),
        _add(models.LanguageRequirement),
    ),
    "milestones": Kind(
        *(models.PlannedMilestone, forms.MilestoneForm, gettext_lazy("Add a milestone")),
        _add(models.PlannedMilestone),
    ),
}
MOVED = ("stages", "milestones")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def part_new(request: HttpRequest, pk: UUID, noun: str) -> HttpResponse:
    kind, actor = _kind(noun), actor_of(request)
    opportunity = opportunity_for(request, pk, CHANGE)
    form = kind.form(request.POST or None, instance=kind.model(opportunity=opportunity), actor=actor)
    if form.is_valid() and succeeds(form, lambda: kind.add(opportunity, actor=actor, **form.values())):
        return _done(request, opportunity, noun, _("It has been added."))
    return _page(request, opportunity, form, kind.adding)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def part_edit(request: HttpRequest, noun: str, pk: UUID) -> HttpResponse:
    kind, actor = _kind(noun), actor_of(request)
    row = _row(request, kind, pk)
    form = kind.form(request.POST or None, instance=copy(row), actor=actor)
    if form.is_valid() and succeeds(form, lambda: kind.change(row, actor=actor, **form.values())):
        return _done(request, row.opportunity, noun, _("It has been saved."))
    return _page(request, row.opportunity, form, str(row), row=row, noun=noun)


@require_POST
@login_required
def part_removal(request: HttpRequest, noun: str, pk: UUID) -> HttpResponse:
    kind = _kind(noun)
    row = _row(request, kind, pk)
    kind.remove(row, actor=actor_of(request))
    return _done(request, row.opportunity, noun, _("It has been removed."))


@require_POST
@login_required
def part_place(request: HttpRequest, noun: str, pk: UUID, to: int) -> HttpResponse:
    if noun not in MOVED:
        raise Http404
    row = _row(request, _kind(noun), pk)
    part.move_part(row, actor=actor_of(request), to=to)
    return _done(request, row.opportunity, noun, _("It has been moved."))


def _kind(noun: str) -> Kind:
    if noun not in KINDS:
        raise Http404
    return KINDS[noun]


def _row(request: HttpRequest, kind: Kind, pk: UUID) -> Any:
    row = get_object_or_404(kind.model.objects.select_related("opportunity__host"), pk=pk)
    require(request.user, CHANGE, row.opportunity)
    return row


def _done(request: HttpRequest, opportunity: Opportunity, noun: str, said: str) -> HttpResponse:
    messages.success(request, said)
    response = redirect("opportunities:edit", opportunity.pk)
    response["Location"] += f"#{noun}"
    return response


def _page(
    request: HttpRequest,
    opportunity: Opportunity,
    form: forms.PartForm,
    heading: str | Promise,
    row: Any = None,
    noun: str = "",
) -> HttpResponse:
    context = {"opportunity": opportunity, "form": form, "heading": heading, "part": row, "noun": noun}
    return render(request, "opportunities/part.html", context, status=422 if form.errors else 200)
