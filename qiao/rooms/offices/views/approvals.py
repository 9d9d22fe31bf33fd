"""What an office decides: its two queues, and one host or one posting."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.offices.domain.approval import approvals, decide_host, decide_many, decide_posting
from qiao.rooms.offices.enums import ApprovalState
from qiao.rooms.offices.forms import (
    VERBS,
    BulkForm,
    DecisionForm,
    PostingDecisionForm,
    verbs_after,
)
from qiao.rooms.offices.listings import HostList, PostingList
from qiao.rooms.offices.load import host_for, office_for, posting_for, status_of
from qiao.rooms.offices.models import HostApproval, PostingApproval
from qiao.rooms.offices.pages import Standing, standing_of
from qiao.rooms.opportunities.models import Opportunity

HOSTS = {
    "heading": gettext_lazy("Hosts"),
    "lead": gettext_lazy(
        "Organisations that want to reach your students. Choose rows and decide on them together."
    ),
    "here": "hosts",
}
POSTINGS = {
    "heading": gettext_lazy("Postings"),
    "lead": gettext_lazy(
        "Opportunities that hosts offer your students. Choose rows and decide on them together."
    ),
    "here": "postings",
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def hosts(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    return _queue(request, pk, HostApproval, HostList, HOSTS)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def postings(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    return _queue(request, pk, PostingApproval, PostingList, POSTINGS)


def _queue(
    request: HttpRequest, pk: UUID, model: type[Any], listing: type[Any], words: dict[str, Any]
) -> HttpResponseBase:
    office = office_for(request, pk, "offices.list_approvals")
    rows = approvals(model).filter(university=office)
    form = BulkForm(request.POST if request.method == "POST" else None, queryset=rows, verbs=VERBS.items())
    done: list[int] = []
    if form.is_valid() and succeeds(form, lambda: done.append(_decided(office, model, form, request))):
        messages.success(request, told(done[0], len(form.ids)))
        return redirect(request.get_full_path())
    context = {"office": office, "form": form, "words": words}
    response = listing(request, rows).respond("offices/queue.html", context)
    response.status_code = status_of(form)
    return response  # type: ignore[no-any-return]  # the class of the list comes as a value


def _decided(office: Organisation, model: type[Any], form: BulkForm, request: HttpRequest) -> int:
    state, reason = ApprovalState(form.cleaned_data["decision"]), form.cleaned_data["reason"]
    return decide_many(office, model, actor=actor_of(request), ids=form.ids, state=state, reason=reason)


def told(done: int, chosen: int) -> str:
    """The difference was decided by somebody else, or cannot become what was chosen."""
    said = ngettext("%(count)d decision was made.", "%(count)d decisions were made.", done) % {"count": done}
    left = chosen - done
    if not left:
        return said
    rest = ngettext("%(count)d row was left as it is.", "%(count)d rows were left as they are.", left)
    return f"{said} {rest % {'count': left}}"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def host(request: HttpRequest, pk: UUID, host_id: UUID) -> HttpResponse:
    office = office_for(request, pk, "offices.list_approvals")
    found = host_for(office, host_id)
    approval = approvals(HostApproval).filter(university=office, host=found).first()
    form = DecisionForm(request.POST if request.method == "POST" else None, verbs=_verbs(request, approval))
    if form.is_valid() and succeeds(
        form, lambda: decide_host(office, found, actor=actor_of(request), **_given(form))
    ):
        messages.success(request, _("The decision is noted. The host gets a mail."))
        return redirect("offices:host", office.pk, found.pk)
    context = {"office": office, "host": found, "approval": approval, "form": form, "steps": _steps(approval)}
    return render(request, "offices/host.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def posting(request: HttpRequest, pk: UUID, opportunity_id: UUID) -> HttpResponse:
    office = office_for(request, pk, "offices.list_approvals")
    found = posting_for(office, opportunity_id)
    standing = standing_of(office, found)
    form = PostingDecisionForm(
        request.POST if request.method == "POST" else None,
        verbs=_verbs(request, standing.posting),
        asks_for_host=_asks_for_host(office, found, standing),
    )
    if form.is_valid() and succeeds(
        form, lambda: decide_posting(office, found, actor=actor_of(request), **_given(form))
    ):
        messages.success(request, _("The decision is noted. The host gets a mail."))
        return redirect("offices:posting", office.pk, found.pk)
    context = _posting_context(office, found, standing) | {"form": form}
    return render(request, "offices/posting.html", context, status=status_of(form))


def _posting_context(office: Organisation, found: Opportunity, standing: Standing) -> dict[str, Any]:
    return {
        "office": office,
        "opportunity": found,
        "standing": standing,
        "steps": _steps(standing.posting),
        "is_own": found.host_id == office.pk,
    }


def _asks_for_host(office: Organisation, found: Opportunity, standing: Standing) -> bool:
    is_approved = standing.host is not None and standing.host.state == ApprovalState.APPROVED
    return not is_approved and found.host_id != office.pk


def _verbs(request: HttpRequest, approval: HostApproval | PostingApproval | None) -> list[tuple[Any, Any]]:
    """All of them for an answer: what was possible when the page was shown is the domain's to judge."""
    if request.method == "POST":
        return list(VERBS.items())
    return verbs_after(approval.status if approval else None)


def _steps(approval: HostApproval | PostingApproval | None) -> list[Any]:
    return list(approval.steps.select_related("actor")) if approval else []


def _given(form: DecisionForm) -> dict[str, Any]:
    given = dict(form.cleaned_data)
    state = ApprovalState(given.pop("decision"))
    return given | {"state": state}
