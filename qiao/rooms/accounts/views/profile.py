from typing import cast

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from qiao.kit.activity.models import Activity
from qiao.rooms.accounts.domain.account import change_profile
from qiao.rooms.accounts.domain.session import end_session, sessions_of
from qiao.rooms.accounts.forms import ProfileForm
from qiao.rooms.accounts.language import in_language, remember_language
from qiao.rooms.accounts.models import ApiToken, User
from qiao.rooms.accounts.reauthentication import proven

RECENT = 8


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    form = ProfileForm.of(user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        change_profile(user, user, **form.cleaned_data)
        with override(user.language):
            messages.success(request, _("Your profile was saved."))
        response = redirect(in_language(request.path, user.language))
        remember_language(response, user.language)
        return response
    return render(request, "accounts/profile.html", {"form": form, **_overview(user)})


@require_POST
@login_required
@proven
def session_ending(request: HttpRequest, session_id: int) -> HttpResponse:
    session = UserSession.objects.filter(pk=session_id, user=request.user).first()
    if session is None:
        raise Http404
    end_session(cast(User, request.user), session)
    messages.success(request, _("The session was ended."))
    return redirect("usersessions_list")


def _overview(user: User) -> dict[str, object]:
    return {
        "addresses": EmailAddress.objects.filter(user=user).order_by("-primary", "email"),
        "factors": Authenticator.objects.filter(user=user).order_by("type", "pk"),
        "connections": SocialAccount.objects.filter(user=user).order_by("pk"),
        "sessions": sessions_of(user),
        "tokens": ApiToken.objects.usable().filter(user=user)[:RECENT],
        "activities": Activity.objects.filter(actor=user).select_related("actor")[:RECENT],
    }
