import uuid
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from qiao.kit.access import require
from qiao.kit.errors import QiaoError
from qiao.rooms.accounts.domain import operatorship
from qiao.rooms.accounts.domain.account import find_account
from qiao.rooms.accounts.errors import NoSuchAccount
from qiao.rooms.accounts.forms import OperatorForm
from qiao.rooms.accounts.models import Operatorship, User
from qiao.rooms.accounts.reauthentication import proven


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def operators(request: HttpRequest) -> HttpResponse:
    require(request.user, "accounts.list_operators")
    form = OperatorForm(request.POST or None)
    if form.is_valid() and _granted(request, form):
        return redirect("accounts:operators")
    rows = Operatorship.objects.select_related("user", "granted_by", "ended_by")[:100]
    return render(request, "accounts/operators.html", {"form": form, "rows": rows})


@require_POST
@login_required
@proven
def operatorship_ending(request: HttpRequest, user_id: uuid.UUID) -> HttpResponse:
    actor = cast(User, request.user)
    require(actor, "accounts.end_operatorship")
    operatorship.end(actor, get_object_or_404(User, pk=user_id))
    messages.success(request, _("The operatorship was ended."))
    return redirect("accounts:operators" if actor.is_operator else "accounts:profile")


@proven
def _granted(request: HttpRequest, form: OperatorForm) -> bool:
    try:
        if (user := find_account(form.cleaned_data["email"])) is None:
            raise NoSuchAccount
        operatorship.grant(cast(User, request.user), user)
    except QiaoError as error:
        form.add_error("email", str(error))
        return False
    messages.success(request, _("%(email)s is an operator now.") % {"email": user.email})
    return True
