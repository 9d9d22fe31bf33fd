from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from qiao.kit.imports.upload import upload_table
from qiao.kit.imports.views.load import go_on, refused
from qiao.kit.tables.faults import TableRefused
from qiao.kit.tables.write import XLSX_TYPE
from qiao.rooms.exchanges.views.load import actor_of, exchange_for
from qiao.rooms.meetings.forms.workbook import WorkbookForm
from qiao.rooms.meetings.intake.importer import WORKBOOK
from qiao.rooms.meetings.pages.workbook import workbook_context
from qiao.rooms.meetings.report.book import round_xlsx
from qiao.rooms.meetings.views.load import round_for
from qiao.rooms.meetings.workbook.template import template_xlsx


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def workbook(request: HttpRequest, pk: UUID) -> HttpResponse:
    exchange = exchange_for(request, pk, "meetings.bring_workbook")
    form = WorkbookForm(request.POST or None, request.FILES or None, exchange=exchange)
    context = workbook_context(exchange) | {"form": form}
    if not form.is_valid():
        return render(request, "meetings/workbook.html", context, status=422 if form.is_bound else 200)
    try:
        source = upload_table(
            actor=actor_of(request),
            importer=WORKBOOK,
            upload=form.cleaned_data["table"],
            about=exchange.pk,
            options=form.options,
        )
    except TableRefused as refusal:
        return refused(request, "meetings/workbook.html", context, refusal)
    return go_on(request, source)


@require_safe
@login_required
def workbook_template(request: HttpRequest, pk: UUID) -> HttpResponse:
    exchange_for(request, pk, "meetings.bring_workbook")
    return _file(template_xlsx(), "meetings-template")


@require_safe
@login_required
@never_cache
def round_workbook(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = round_for(request, pk, "meetings.view_plan")
    return _file(round_xlsx(found, actor=actor_of(request)), f"meetings-{timezone.localdate().isoformat()}")


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
