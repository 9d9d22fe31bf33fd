from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.access import may
from qiao.kit.bilingual.localized import active_language
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.views.load import actor_of, exchange_for
from qiao.rooms.visits.domain import visit as domain
from qiao.rooms.visits.domain.agenda import rules_of_access
from qiao.rooms.visits.domain.exclusion import admit_visitor, exclude_visitor
from qiao.rooms.visits.domain.plan import accepted_plan
from qiao.rooms.visits.forms.plan import ExclusionForm
from qiao.rooms.visits.forms.visit import RunForm, VisitForm
from qiao.rooms.visits.listings import VisitList, visits_for
from qiao.rooms.visits.models import Visit, VisitExclusion, VisitSeat
from qiao.rooms.visits.pages.plan import groups_of
from qiao.rooms.visits.views.load import row_for, run_for, visit_for

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@login_required
def visits(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    exchange = exchange_for(request, pk, "visits.view_visits")
    context = {
        "exchange": exchange,
        "may_plan": may(request.user, "visits.plan_visits", exchange),
        "takes_part": may(request.user, "visits.wish_here", exchange),
    }
    return VisitList(request, visits_for(exchange)).respond("visits/visits.html", context)


@require_http_methods(FORM_METHODS)
@login_required
def visit_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    exchange = exchange_for(request, pk, "visits.plan_visits")
    form = VisitForm(request.POST or None, exchange=exchange)
    made: list[Visit] = []
    if form.is_valid() and succeeds(
        form,
        lambda: made.append(domain.add_visit(exchange, actor=actor_of(request), values=form.cleaned_data)),
    ):
        messages.success(request, _("The visit has been entered. Now say when it takes place."))
        return redirect("visits:visit", made[0].pk)
    return _form_page(request, form, {"exchange": exchange, "heading": _("Offer a visit")})


@require_http_methods(FORM_METHODS)
@login_required
def visit_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    visit = visit_for(request, pk, "visits.change_visit")
    form = VisitForm(request.POST or None, instance=visit, exchange=visit.exchange)
    if form.is_valid() and succeeds(
        form, lambda: domain.change_visit(_stored(visit), actor=actor_of(request), values=form.cleaned_data)
    ):
        messages.success(request, _("The visit has been changed."))
        return redirect("visits:visit", visit.pk)
    context = {"exchange": visit.exchange, "heading": _("Change the visit"), "visit": _stored(visit)}
    return _form_page(request, form, context)


@require_safe
@login_required
def visit(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _visit_page(request, visit_for(request, pk))


@require_POST
@login_required
def visit_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    visit = visit_for(request, pk, "visits.remove_visit")
    domain.remove_visit(visit, actor=actor_of(request))
    messages.success(request, _("The visit has been removed."))
    return redirect("visits:visits", visit.exchange_id)


@require_http_methods(FORM_METHODS)
@login_required
def run_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    visit = visit_for(request, pk, "visits.change_visit")
    form = RunForm(request.POST or None, exchange=visit.exchange, initial={"capacity": visit.capacity})
    if form.is_valid() and succeeds(
        form, lambda: domain.add_run(visit, actor=actor_of(request), values=form.cleaned_data)
    ):
        messages.success(request, _("The time has been set."))
        return redirect("visits:visit", visit.pk)
    context = {"exchange": visit.exchange, "visit": visit, "heading": _("Set a time")}
    return _form_page(request, form, context)


@require_http_methods(FORM_METHODS)
@login_required
def run_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    run = run_for(request, pk, "visits.change_visit")
    form = RunForm(request.POST or None, instance=run, exchange=run.visit.exchange)
    if form.is_valid() and succeeds(
        form, lambda: domain.change_run(run, actor=actor_of(request), values=form.cleaned_data)
    ):
        messages.success(request, _("The time has been changed."))
        return redirect("visits:visit", run.visit_id)
    context = {
        "exchange": run.visit.exchange,
        "visit": run.visit,
        "run": run,
        "heading": _("Change a time"),
    }
    return _form_page(request, form, context)


@require_POST
@login_required
def run_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    run = run_for(request, pk, "visits.change_visit")
    domain.remove_run(run, actor=actor_of(request))
    messages.success(request, _("The time has been removed."))
    return redirect("visits:visit", run.visit_id)


@require_POST
@login_required
def exclusions(request: HttpRequest, pk: UUID) -> HttpResponse:
    visit = visit_for(request, pk, "visits.exclude_visitor")
    form = ExclusionForm(request.POST, visit=visit)
    if form.is_valid() and succeeds(
        form, lambda: exclude_visitor(visit, actor=actor_of(request), **form.cleaned_data)
    ):
        messages.success(request, _("This person is kept out of the groups formed from now on."))
        return redirect("visits:visit", visit.pk)
    return _visit_page(request, visit, form)


@require_POST
@login_required
def exclusion_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    exclusion = row_for(request, VisitExclusion, pk, "visits.exclude_visitor", of="visit")
    admit_visitor(exclusion, actor=actor_of(request))
    messages.success(request, _("This person is admitted again."))
    return redirect("visits:visit", exclusion.visit_id)


def _visit_page(request: HttpRequest, visit: Visit, form: ExclusionForm | None = None) -> HttpResponse:
    reader = actor_of(request)
    plan = accepted_plan(visit.exchange)
    sees_groups = may(reader, "visits.see_groups", visit)
    may_exclude = may(reader, "visits.exclude_visitor", visit)
    context: dict[str, Any] = {
        "exchange": visit.exchange,
        "visit": visit,
        "plan": plan,
        "sees_groups": sees_groups,
        "sees_contact": sees_groups or _is_in_it(reader, visit, plan),
        "may_change": may(reader, "visits.change_visit", visit),
        "may_remove": may(reader, "visits.remove_visit", visit),
        "may_exclude": may_exclude,
        "groups": groups_of(
            visit.exchange, plan if sees_groups else None, visit=visit, with_waiting=sees_groups
        ),
        "rules": rules_of_access(visit, active_language()),
        "exclusions": _exclusions(visit) if sees_groups else [],
        "form": form or (ExclusionForm(visit=visit) if may_exclude else None),
    }
    return render(request, "visits/visit.html", context, status=422 if form and form.errors else 200)


def _is_in_it(reader: Any, visit: Visit, plan: Any) -> bool:
    seats = VisitSeat.objects.filter(plan=plan, run__visit=visit)
    mine = seats.filter(member__user=reader) | seats.filter(member__delegation__head=reader)
    return plan is not None and mine.exists()


def _exclusions(visit: Visit) -> Any:
    return visit.exclusions.select_related("member__delegation__organisation")


def _stored(visit: Visit) -> Visit:
    """As it is stored: a form has written into the other one."""
    return Visit.objects.select_related("exchange", "host").get(pk=visit.pk)


def _form_page(request: HttpRequest, form: Any, context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "visits/form.html", {"form": form, **context}, status=status)
