import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from qiao.kit.access import require
from qiao.kit.errors import NotPermitted
from qiao.kit.imports.check import start_check
from qiao.kit.imports.importer import Importer, importers
from qiao.kit.imports.models import Import
from qiao.kit.tables.faults import TableRefused


def load(request: HttpRequest, pk: uuid.UUID) -> Import:
    found = get_object_or_404(Import.objects.select_related("job__task", "file", "started_by"), pk=pk)
    require(request.user, "imports.use_import", found)
    return found


def load_importer(request: HttpRequest, name: str) -> Importer:
    if name not in importers:
        raise NotPermitted
    importer = importers.get(name).at(about_of(request))
    if not importer.lets_in(request.user):
        raise NotPermitted
    return importer


def about_of(request: HttpRequest) -> uuid.UUID | None:
    """What the table is about stands in the address, for the page and for what it sends."""
    try:
        return uuid.UUID(request.GET.get("about", ""))
    except ValueError:
        return None


def go_on(request: HttpRequest, source: Import) -> HttpResponse:
    """After an upload: to the columns, or where there is nothing to assign straight to the check."""
    if not source.kind.is_book:
        return redirect("imports:mapping", pk=source.pk)
    start_check(source, actor=request.user)
    return redirect("imports:import", pk=source.pk)


def refused(
    request: HttpRequest, template: str, context: dict[str, Any], refusal: TableRefused
) -> HttpResponse:
    """The same page again, with each fault of the table at its place."""
    return render(request, template, context | {"faults": refusal.faults}, status=refusal.status)
