"""What whoever holds the link of an invitation may do without an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.accounts import invited
from qiao.rooms.accounts.errors import InvitationUnusable
from qiao.rooms.accounts.models import Invitation, User
from qiao.rooms.exchanges.domain.delegation import decline
from qiao.rooms.exchanges.domain.invitation import delegation_of
from qiao.rooms.exchanges.forms.delegation import ReasonForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_refusal(request: HttpRequest) -> HttpResponse:
    found = _remembered(request)
    form = ReasonForm(request.POST or None)
    actor = request.user if isinstance(request.user, User) else None
    if form.is_valid() and succeeds(form, lambda: decline(found, actor=actor, **form.cleaned_data)):
        invited.forget(request)
        return redirect("exchanges:invitation_declined")
    context = {"form": form, "delegation": delegation_of(found)}
    return render(request, "exchanges/invitation_refusal.html", context, status=422 if form.errors else 200)


@require_safe
def invitation_declined(request: HttpRequest) -> HttpResponse:
    return render(request, "exchanges/invitation_declined.html")


def _remembered(request: HttpRequest) -> Invitation:
    if (found := invited.remembered(request)) is None:
        raise InvitationUnusable
    return found
