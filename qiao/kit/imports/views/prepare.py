import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from qiao.kit.imports import shown
from qiao.kit.imports.check import start_check
from qiao.kit.imports.discard import discard_import
from qiao.kit.imports.errors import MappingIncomplete, WrongImportStep
from qiao.kit.imports.forms import MappingForm, TableForm
from qiao.kit.imports.mapping import set_mapping
from qiao.kit.imports.models import Import
from qiao.kit.imports.upload import choose_sheet, replace_table
from qiao.kit.imports.views.load import go_on, load, refused
from qiao.kit.tables.faults import TableRefused


@method_decorator(login_required, name="dispatch")
class Mapping(View):
    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        source = load(request, pk)
        if source.kind.is_book or not source.present_state.is_open:
            return redirect("imports:import", pk=pk)
        return _mapping_page(request, source, MappingForm(source))

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        source = load(request, pk)
        form = MappingForm(source, request.POST)
        if not form.is_valid():
            return _mapping_page(request, source, form, status=422)
        try:
            return self._go_on(request, source, form)
        except TableRefused as refusal:
            context = {"form": form, "source": source, "kind": source.kind, "steps": shown.steps(source)}
            return refused(request, "imports/mapping.html", context, refusal)
        except MappingIncomplete as refusal:
            form.add_error(None, str(refusal))
            return _mapping_page(request, source, form, status=422)

    def _go_on(self, request: HttpRequest, source: Import, form: MappingForm) -> HttpResponse:
        if form.other_sheet:
            choose_sheet(source, actor=request.user, name=form.other_sheet)
            return redirect("imports:mapping", pk=source.pk)
        set_mapping(source, actor=request.user, mapping=form.mapping, options=form.chosen_options)
        start_check(source, actor=request.user)
        return redirect("imports:import", pk=source.pk)


def _mapping_page(request: HttpRequest, source: Import, form: MappingForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "source": source, "kind": source.kind, "steps": shown.steps(source)}
    return render(request, "imports/mapping.html", context, status=status)


@method_decorator(login_required, name="dispatch")
class Table(View):
    """A corrected table in the place of the first."""

    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        source = load(request, pk)
        if not source.present_state.is_open:
            return redirect("imports:import", pk=pk)
        return render(request, "imports/table.html", _table_context(source, TableForm()))

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        source = load(request, pk)
        form = TableForm(request.POST, request.FILES)
        if not form.is_valid():
            return render(request, "imports/table.html", _table_context(source, form), status=422)
        try:
            source = replace_table(source, actor=request.user, upload=form.cleaned_data["table"])
        except TableRefused as refusal:
            return refused(request, "imports/table.html", _table_context(source, form), refusal)
        return go_on(request, source)


def _table_context(source: Import, form: TableForm) -> dict[str, object]:
    if not source.present_state.is_open:
        raise WrongImportStep
    return {"form": form, "source": source, "kind": source.kind, "steps": shown.steps(source)}


@require_POST
@login_required
def check(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    start_check(load(request, pk), actor=request.user)
    return redirect("imports:import", pk=pk)


@require_POST
@login_required
def discarding(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    source = discard_import(load(request, pk), actor=request.user)
    messages.success(request, _("The import has been discarded, and its table deleted."))
    return redirect(source.kind.list_url or "imports:imports")
