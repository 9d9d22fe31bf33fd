"""A conflict of interest declared by mistake: its reviewer asks, somebody else who runs the panel decides."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.reviews.domain.withdrawal import decide_on_withdrawal, withdraw_conflict
from qiao.rooms.reviews.enums import WithdrawalState
from qiao.rooms.reviews.forms.assessment import DecisionForm, WithdrawalForm
from qiao.rooms.reviews.load import declaration_for, withdrawal_for
from qiao.rooms.reviews.models import ConflictWithdrawal


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def conflict_withdrawal(request: HttpRequest, pk: UUID) -> HttpResponse:
    declaration = declaration_for(request, pk)
    form = WithdrawalForm(request.POST or None)
    if form.is_valid() and succeeds(
        form, lambda: withdraw_conflict(declaration, actor=actor_of(request), **form.cleaned_data)
    ):
        messages.success(request, _("The host decides. You get a mail."))
        return redirect("reviews:own", declaration.opportunity.pk)
    context = {"opportunity": declaration.opportunity, "declaration": declaration, "form": form}
    status = 422 if form.errors else 200
    return render(request, "reviews/conflict_withdrawal.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdrawal(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = withdrawal_for(request, pk)
    form = DecisionForm(request.POST or None)
    if form.is_valid() and succeeds(form, lambda: _decide(request, found, form)):
        messages.success(request, _("Decided. The reviewer gets a mail."))
        return redirect("reviews:panel", found.opportunity.pk)
    context = {"opportunity": found.opportunity, "withdrawal": found, "form": form}
    return render(request, "reviews/withdrawal.html", context, status=422 if form.errors else 200)


def _decide(request: HttpRequest, found: ConflictWithdrawal, form: DecisionForm) -> None:
    is_lifted = form.cleaned_data["decision"] == WithdrawalState.LIFTED
    decide_on_withdrawal(
        found, actor=actor_of(request), is_lifted=is_lifted, answer=form.cleaned_data["answer"]
    )
