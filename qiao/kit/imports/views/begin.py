from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.http import require_safe

from qiao.kit.access import require
from qiao.kit.imports.books import BookImporter
from qiao.kit.imports.forms import TableForm
from qiao.kit.imports.importer import importers
from qiao.kit.imports.listings import ImportListing
from qiao.kit.imports.models import Import
from qiao.kit.imports.rules import open_to
from qiao.kit.imports.shown import steps
from qiao.kit.imports.template import template_workbook
from qiao.kit.imports.upload import upload_table
from qiao.kit.imports.views.load import about_of, go_on, load_importer, refused
from qiao.kit.tables.faults import TableRefused
from qiao.kit.tables.write import XLSX_TYPE


@require_safe
@login_required
def imports(request: HttpRequest) -> HttpResponseBase:
    require(request.user, "imports.list_imports")
    names = open_to(request.user)
    rows = Import.objects.filter(importer__in=names).select_related("job__task", "started_by")
    context = {"kinds": [(name, importers.get(name)) for name in names]}
    return ImportListing(request, rows).respond("imports/imports.html", context)


@method_decorator(login_required, name="dispatch")
class New(View):
    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest, importer: str) -> HttpResponse:
        kind = load_importer(request, importer)
        context = {"form": TableForm(), "kind": kind, "name": importer, "steps": steps(None, kind)}
        return render(request, "imports/new.html", context)

    def post(self, request: HttpRequest, importer: str) -> HttpResponse:
        kind = load_importer(request, importer)
        form = TableForm(request.POST, request.FILES)
        context = {"form": form, "kind": kind, "name": importer, "steps": steps(None, kind)}
        if not form.is_valid():
            return render(request, "imports/new.html", context, status=422)
        try:
            source = upload_table(
                actor=request.user,
                importer=importer,
                upload=form.cleaned_data["table"],
                about=about_of(request),
            )
        except TableRefused as refusal:
            return refused(request, "imports/new.html", context, refusal)
        return go_on(request, source)


@require_safe
@login_required
def template(request: HttpRequest, importer: str) -> HttpResponse:
    kind = load_importer(request, importer)
    content = kind.template() if isinstance(kind, BookImporter) else template_workbook(kind)
    response = HttpResponse(content, content_type=XLSX_TYPE)
    stamp = timezone.localdate().isoformat()
    response["Content-Disposition"] = f'attachment; filename="{importer.replace(".", "-")}-{stamp}.xlsx"'
    return response
