"""What a host does: it asks universities for approval, and reads what they say."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from qiao.kit.access import require
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.entries import entries_of
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.offices.domain.approval import approvals, ask_approvals
from qiao.rooms.offices.forms import AskForm
from qiao.rooms.offices.gate import approving
from qiao.rooms.offices.listings import AskList, HostingList, offices_with_word_on
from qiao.rooms.offices.load import status_of
from qiao.rooms.offices.models import HostApproval
from qiao.rooms.offices.pages import denials_of
from qiao.rooms.opportunities.models import Opportunity


@require_safe
@login_required
def hosting(request: HttpRequest) -> HttpResponseBase:
    """Of all hosts that the reader speaks for."""
    own = approvals(HostApproval).filter(host__in=entries_of(actor_of(request)))
    return HostingList(request, own).respond("offices/hosting.html")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def approvals_of(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    found = get_object_or_404(Opportunity.objects.select_related("host"), pk=pk)
    require(request.user, "offices.ask_approval", found.host)
    rows = offices_with_word_on(found)
    form = AskForm(request.POST if request.method == "POST" else None, queryset=rows)
    asked: list[int] = []
    if form.is_valid() and succeeds(form, lambda: asked.append(_asked(request, found, form))):
        said = ngettext("%(count)d university was asked.", "%(count)d universities were asked.", asked[0])
        messages.success(request, said % {"count": asked[0]})
        return redirect(request.get_full_path())
    context = {
        "opportunity": found,
        "form": form,
        "approving": approving(found).count(),
        "denials": denials_of(found),
    }
    response = AskList(request, rows).respond("offices/approvals.html", context)
    response.status_code = status_of(form)
    return response


def _asked(request: HttpRequest, found: Opportunity, form: AskForm) -> int:
    chosen, message = form.cleaned_data["rows"], form.cleaned_data["message"]
    return ask_approvals(found, actor=actor_of(request), universities=chosen, message=message)
