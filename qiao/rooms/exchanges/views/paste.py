import csv
import io
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.files.base import ContentFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from qiao.kit.imports.models import Import
from qiao.kit.imports.upload import upload_table
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.forms.delegation import PasteForm
from qiao.rooms.exchanges.views.load import actor_of, exchange_for

IMPORTER = "exchanges.delegations"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def delegations_paste(request: HttpRequest, pk: UUID) -> HttpResponse:
    """From here on it is an import like that of a file."""
    exchange = exchange_for(request, pk, "exchanges.invite_delegations")
    form = PasteForm(request.POST or None)
    made: list[Import] = []
    if form.is_valid() and succeeds(form, lambda: made.append(_upload(request, pk, form))):
        return redirect("imports:mapping", made[0].pk)
    context = {"exchange": exchange, "form": form, "importer": IMPORTER}
    return render(request, "exchanges/delegations_paste.html", context, status=422 if form.errors else 200)


def _upload(request: HttpRequest, pk: UUID, form: PasteForm) -> Import:
    upload = as_csv(form.cleaned_data["rows"])
    return upload_table(actor=actor_of(request), importer=IMPORTER, upload=upload, about=pk)


def as_csv(text: str) -> ContentFile[bytes]:
    """A spreadsheet gives tabs, and none after the last filled cell; what has none is taken as it is."""
    if "\t" in text:
        rows = list(csv.reader(io.StringIO(text), delimiter="\t"))
        width = max(map(len, rows))
        target = io.StringIO()
        csv.writer(target).writerows(row + [""] * (width - len(row)) for row in rows)
        text = target.getvalue()
    return ContentFile(text.encode(), "pasted.csv")
