import uuid
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.rooms.accounts.domain.token import create_token, revoke_token
from qiao.rooms.accounts.forms import TokenForm
from qiao.rooms.accounts.models import ApiToken, User
from qiao.rooms.accounts.reauthentication import proven


@never_cache
@require_safe
@login_required
def tokens(request: HttpRequest) -> HttpResponse:
    own = ApiToken.objects.filter(user=cast(User, request.user))[:100]
    return render(request, "accounts/tokens.html", {"tokens": own})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@proven
def token_new(request: HttpRequest) -> HttpResponse:
    form = TokenForm(request.POST or None)
    if not form.is_valid():
        return render(request, "accounts/token_new.html", {"form": form})
    token, shown_once = create_token(cast(User, request.user), **form.wanted())
    return render(request, "accounts/token_created.html", {"token": token, "shown_once": shown_once})


@require_POST
@login_required
def token_revocation(request: HttpRequest, token_id: uuid.UUID) -> HttpResponse:
    token = get_object_or_404(ApiToken, pk=token_id, user=request.user)
    revoke_token(cast(User, request.user), token)
    messages.success(request, _("The token was revoked. It stopped working at once."))
    return redirect("accounts:tokens")
