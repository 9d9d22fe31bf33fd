import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from qiao.kit.imports import shown
from qiao.kit.imports.commit import start_commit
from qiao.kit.imports.decide import decide, decide_all, duplicates
from qiao.kit.imports.enums import RowChoice
from qiao.kit.imports.errors import ImportUndecided, NothingToImport, SameTarget
from qiao.kit.imports.forms import BulkForm, DecisionForm
from qiao.kit.imports.listings import DuplicateListing, ProblemListing, RowListing
from qiao.kit.imports.models import Import
from qiao.kit.imports.undo import start_undo
from qiao.kit.imports.views.load import load
from qiao.kit.jobs.health import has_live_worker


@require_safe
@login_required
@never_cache
def show(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    source = load(request, pk)
    if source.present_state == "uploaded":
        return redirect("imports:mapping", pk=pk)
    return render(request, "imports/import.html", shown.around(source) | _job(source))


@require_safe
@login_required
@never_cache
def progress(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The part of the page that asks for itself; when the job is finished the whole page is asked for."""
    source = load(request, pk)
    if not source.is_running:
        refresh = request.headers.get("HX-Request")
        return HttpResponseClientRefresh() if refresh else redirect("imports:import", pk=pk)
    return render(request, "imports/progress.html", {"source": source} | _job(source))


@require_safe
@login_required
def problems(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    source = load(request, pk)
    context = {"source": source, "kind": source.kind}
    return ProblemListing(request, source.problems.all()).respond("imports/problems.html", context)


@require_safe
@login_required
def rows(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    source = load(request, pk)
    found = source.rows.defer("draft", "before").select_related("source")
    context = {"source": source, "kind": source.kind}
    return RowListing(request, found).respond("imports/rows.html", context)


@method_decorator(login_required, name="dispatch")
class Duplicates(View):
    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        return self._page(request, load(request, pk))

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        source = load(request, pk)
        numbers = [int(name[4:]) for name in request.POST if name[:4] == "row-" and name[4:].isdecimal()]
        form = DecisionForm(list(duplicates(source).filter(number__in=numbers[:100])), request.POST)
        if not form.is_valid():
            return self._page(request, source, form)
        decide(source, actor=request.user, decisions=form.decisions)
        messages.success(request, _("The decisions have been kept."))
        return redirect(request.get_full_path())

    def _page(self, request: HttpRequest, source: Import, form: DecisionForm | None = None) -> HttpResponse:
        listing = DuplicateListing(request, duplicates(source))
        context = shown.around(source) | {"listing": listing, "form": form or DecisionForm(listing.items)}
        return render(request, "imports/duplicates.html", context, status=422 if form else 200)


@require_POST
@login_required
def decision(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One decision for all rows that have none yet."""
    source = load(request, pk)
    form = BulkForm(request.POST)
    if form.is_valid():
        number = decide_all(source, actor=request.user, choice=RowChoice(form.cleaned_data["choice"]))
        sentence = ngettext("%(number)s row decided.", "%(number)s rows decided.", number)
        messages.success(request, sentence % {"number": number})
    return redirect("imports:duplicates", pk=pk)


@require_POST
@login_required
def commit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    try:
        start_commit(load(request, pk), actor=request.user)
    except (ImportUndecided, NothingToImport, SameTarget) as refusal:
        messages.error(request, str(refusal))
        return redirect("imports:duplicates", pk=pk)
    return redirect("imports:import", pk=pk)


@require_POST
@login_required
def undo(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    start_undo(load(request, pk), actor=request.user)
    return redirect("imports:import", pk=pk)


def _job(source: Import) -> dict[str, Any]:
    job = source.job
    waits = job is not None and job.state == "waiting"
    return {"job": job, "nobody_works": bool(waits and job and not has_live_worker(job.queue))}
