import uuid
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.access import may, require
from qiao.kit.ui.columns import Column
from qiao.kit.ui.listing import Listing, Sort
from qiao.rooms.accounts import invited
from qiao.rooms.accounts.domain.account import confirmed_addresses
from qiao.rooms.accounts.domain.invitation import (
    accept,
    follow_link,
    invitations_of,
    invite,
    withdraw_invitation,
)
from qiao.rooms.accounts.errors import InvitationUnusable
from qiao.rooms.accounts.forms import InvitationForm
from qiao.rooms.accounts.models import Invitation, User
from qiao.rooms.accounts.purposes import invitation_purposes


def _detail_url(invitation: Invitation) -> str:
    return reverse("accounts:invitation_detail", args=[invitation.pk])


def _purpose_label(invitation: Invitation) -> str:
    known = invitation.purpose in invitation_purposes
    return str(invitation_purposes.get(invitation.purpose).label) if known else invitation.purpose


class InvitationListing(Listing[Invitation]):
    columns = (
        Column("email", gettext_lazy("E-mail"), link=_detail_url, sort="email"),
        Column("purpose", gettext_lazy("Invited to"), value=_purpose_label),
        Column("state", gettext_lazy("State"), template="accounts/invitation_state.html"),
        Column("expires_at", gettext_lazy("Expires"), sort="expires"),
    )
    sorts = (
        Sort("email", gettext_lazy("E-mail"), ("email", "pk")),
        Sort("expires", gettext_lazy("Expires"), ("expires_at", "pk")),
    )
    file_name = "invitations"

    def search(self, queryset: QuerySet[Invitation], text: str) -> QuerySet[Invitation]:
        return queryset.filter(email__icontains=text)


@never_cache
@require_safe
@login_required
def invitations(request: HttpRequest) -> HttpResponseBase:
    require(request.user, "accounts.list_invitations")
    sent = invitations_of(cast(User, request.user))
    return InvitationListing(request, sent).respond("accounts/invitations.html")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invitation_new(request: HttpRequest) -> HttpResponse:
    require(request.user, "accounts.list_invitations")
    user = cast(User, request.user)
    form = InvitationForm(request.POST or None, initial={"language": user.language})
    if not form.is_valid():
        return render(request, "accounts/invitation_new.html", {"form": form})
    invite(user, form.cleaned_data.pop("email"), **form.cleaned_data)
    messages.success(request, _("The invitation is on its way."))
    return redirect("accounts:invitations")


@never_cache
@require_safe
@login_required
def invitation_detail(request: HttpRequest, invitation_id: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(Invitation, pk=invitation_id)
    require(request.user, "accounts.view_invitation", found)
    known = found.purpose in invitation_purposes
    what = invitation_purposes.get(found.purpose).describe(found) if known else found.purpose
    return render(request, "accounts/invitation_detail.html", {"invitation": found, "what": what})


@require_POST
@login_required
def invitation_withdrawal(request: HttpRequest, invitation_id: uuid.UUID) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=invitation_id)
    withdraw_invitation(cast(User, request.user), invitation)
    messages.success(request, _("The invitation was withdrawn. Its link stopped working."))
    return redirect(
        "accounts:invitations" if may(request.user, "accounts.list_invitations") else "accounts:profile"
    )


@never_cache
@require_safe
def invitation_link(request: HttpRequest, token: str) -> HttpResponse:
    """Keeps the token out of the address bar, the history and every Referer header."""
    invited.remember(request, follow_link(request.user, token))
    return redirect("accounts:invitation")


@never_cache
@require_safe
def invitation(request: HttpRequest) -> HttpResponse:
    found = _remembered(request)
    return render(request, "accounts/invitation.html", _terms(request, found))


@require_POST
@login_required
def invitation_acceptance(request: HttpRequest) -> HttpResponse:
    found = accept(cast(User, request.user), _remembered(request))
    invited.forget(request)
    messages.success(request, _("You accepted the invitation."))
    next_url = invitation_purposes.get(found.purpose).next_url
    return redirect(next_url(found) if next_url else "accounts:profile")


def _remembered(request: HttpRequest) -> Invitation:
    found = invited.remembered(request)
    if found is None:
        raise InvitationUnusable
    return found


def _terms(request: HttpRequest, found: Invitation) -> dict[str, Any]:
    purpose = invitation_purposes.get(found.purpose)
    user = request.user
    is_for_reader = user.is_authenticated and found.email in confirmed_addresses(user)
    return {
        "invitation": found,
        "what": purpose.describe(found),
        "is_for_reader": is_for_reader,
        "decline_url": purpose.decline_url(found) if purpose.decline_url else "",
        "about_url": purpose.about_url(found) if purpose.about_url else "",
    }
