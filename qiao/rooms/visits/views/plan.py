from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.access import may, require
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.exchanges.views.load import actor_of, exchange_for
from qiao.rooms.visits.domain.facts import members_of
from qiao.rooms.visits.domain.forming import form_groups
from qiao.rooms.visits.domain.pin import pin_visitor, unpin_visitor
from qiao.rooms.visits.domain.plan import accept_plan, accepted_plan, moves_between
from qiao.rooms.visits.domain.wish import set_call
from qiao.rooms.visits.enums import PlanState
from qiao.rooms.visits.forms.plan import PinForm
from qiao.rooms.visits.forms.wish import CallForm
from qiao.rooms.visits.models import VisitCall, VisitPin, VisitPlan, VisitRun, VisitWish
from qiao.rooms.visits.pages.plan import aims_of, barred_in, groups_of, lacking_in, plans_of
from qiao.rooms.visits.views.load import row_for


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def groups(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where the organisers form groups; a form of this page sets until when one may wish."""
    exchange = exchange_for(request, pk, "visits.see_plans")
    form = CallForm(request.POST or None, exchange=exchange, initial=_call(exchange))
    if form.is_valid() and succeeds(
        form, lambda: set_call(exchange, actor=actor_of(request), **form.cleaned_data)
    ):
        messages.success(request, _("The call for wishes has been changed."))
        return redirect("visits:groups", exchange.pk)
    return _groups_page(request, exchange, form=form)


@require_POST
@login_required
def plans(request: HttpRequest, pk: UUID) -> HttpResponse:
    exchange = exchange_for(request, pk, "visits.plan_visits")
    form_groups(exchange, actor=actor_of(request), keeps=request.POST.get("keeps") == "yes")
    return redirect("visits:groups", exchange.pk)


@require_POST
@login_required
def pins(request: HttpRequest, pk: UUID) -> HttpResponse:
    exchange = exchange_for(request, pk, "visits.plan_visits")
    form = PinForm(request.POST, exchange=exchange)
    if form.is_valid() and succeeds(form, lambda: _pin(request, form.cleaned_data)):
        messages.success(request, _("It is kept to when groups are formed next."))
        return redirect("visits:groups", exchange.pk)
    return _groups_page(request, exchange, pin_form=form)


@require_POST
@login_required
def pin_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    pin = row_for(request, VisitPin, pk, "visits.pin_visitor")
    unpin_visitor(pin, actor=actor_of(request))
    messages.success(request, _("The pin has been removed."))
    return redirect("visits:groups", pin.run.visit.exchange_id)


@require_safe
@login_required
def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _plan(request, pk, "visits.see_plans")
    accepted = accepted_plan(found.exchange)
    context = {
        "exchange": found.exchange,
        "plan": found,
        "aims": aims_of(found),
        "groups": groups_of(found.exchange, found),
        "lacking": lacking_in(found),
        "may_accept": may(request.user, "visits.plan_visits", found)
        and found.state in (PlanState.CHECKED, PlanState.SUPERSEDED),
        "others": [each for each in plans_of(found.exchange) if each.is_shown and each.pk != found.pk],
        "accepted": accepted,
    }
    return render(request, "visits/plan.html", context)


@require_POST
@login_required
def plan_acceptance(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _plan(request, pk, "visits.plan_visits")
    accept_plan(found, actor=actor_of(request))
    messages.success(
        request, _("The groups are accepted. The next release of the programme tells everybody.")
    )
    return redirect("visits:plan", found.pk)


@require_safe
@login_required
def difference(request: HttpRequest, pk: UUID, old_pk: UUID) -> HttpResponse:
    new = _plan(request, pk, "visits.see_plans")
    old = _plan(request, old_pk, "visits.see_plans")
    context = {
        "exchange": new.exchange,
        "new": new,
        "old": old,
        "aims": list(zip(aims_of(old), aims_of(new), strict=True)),
        "moves": moves_between(old, new),
    }
    return render(request, "visits/difference.html", context)


def _plan(request: HttpRequest, pk: UUID, permission: str) -> VisitPlan:
    """What no check has passed is shown to nobody."""
    shown = VisitPlan.objects.filter(checked_at__isnull=False).select_related("exchange", "base")
    found = get_object_or_404(shown, pk=pk)
    require(request.user, permission, found.exchange)
    return found


def _pin(request: HttpRequest, given: dict[str, Any]) -> None:
    pin_visitor(given["run"], given["member"], actor=actor_of(request), forbids=given["forbids"])


def _call(exchange: Exchange) -> dict[str, Any]:
    call = VisitCall.objects.filter(exchange=exchange).first() or VisitCall()
    return {"wishes_until": call.wishes_until, "most_visits": call.most_visits}


def _groups_page(
    request: HttpRequest, exchange: Exchange, *, form: Any = None, pin_form: Any = None
) -> HttpResponse:
    drafts = VisitPlan.objects.filter(exchange=exchange, state=PlanState.DRAFT).select_related("job__task")
    pins = VisitPin.objects.filter(run__visit__exchange=exchange)
    people = members_of(exchange)
    wishing = VisitWish.objects.filter(member__in=[member.pk for member in people])
    context: dict[str, Any] = {
        "exchange": exchange,
        "may_plan": may(request.user, "visits.plan_visits", exchange),
        "draft": drafts.first(),
        "accepted": accepted_plan(exchange),
        "plans": plans_of(exchange),
        "pins": pins.select_related("run__visit", "member__delegation__organisation"),
        "barred": barred_in(exchange),
        "people": len(people),
        "wishing": wishing.values("member").distinct().count(),
        "runs": VisitRun.objects.filter(visit__exchange=exchange).count(),
        "form": form or CallForm(exchange=exchange, initial=_call(exchange)),
        "pin_form": pin_form or PinForm(exchange=exchange),
    }
    errors = (form and form.errors) or (pin_form and pin_form.errors)
    return render(request, "visits/groups.html", context, status=422 if errors else 200)
