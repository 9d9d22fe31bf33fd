"""Lists with search, filters, sorting, pages by key and export, declared as a class.

class UserListing(Listing[User]):
    columns = (Column("email", _("E-mail"), link=account_url, sort="email"), Column("is_active", _("Active")))
    sorts = (Sort("email", _("E-mail"), ("email",)),)
    filters = (Boolean(name="is_active", label=_("Active")),)

    def search(self, queryset, text):
        return queryset.filter(email__icontains=text)

return UserListing(request, User.objects.all()).respond("accounts/users.html")
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiao.kit.tables.write import CSV_TYPE, XLSX_TYPE, NewSheet, csv_stream, xlsx_stream
from qiao.kit.ui.columns import Cell, Chip, Column, Heading, Sort
from qiao.kit.ui.filters import Boolean, Choice, DateRange, Filter, MultiChoice
from qiao.kit.ui.paging import Page, keyset_page
from qiao.kit.ui.query import ListingForm, reserve

__all__ = ["Boolean", "Choice", "Column", "DateRange", "Filter", "Listing", "MultiChoice", "Sort"]

Row = TypeVar("Row", bound=Model)
COUNTED = 1000  # beyond it a list says "1,000+", for counting a million rows costs more than showing them
EXPORT_CHUNK = 500


class Listing(Generic[Row]):
    columns: ClassVar[Sequence[Column]] = ()
    filters: ClassVar[Sequence[Filter]] = ()
    sorts: ClassVar[Sequence[Sort]] = ()
    search_label: ClassVar[str | Promise] = _("Search")
    suggestions_url: ClassVar[str] = ""
    page_size: ClassVar[int] = 50
    exports: ClassVar[Sequence[str]] = ("csv", "xlsx")
    file_name: ClassVar[str] = "list"

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        reserve(name for item in cls.filters for name in item.names())

    def __init__(self, request: HttpRequest, queryset: QuerySet[Row]) -> None:
        self.request = request
        self.base = queryset
        self.form = ListingForm(request.GET, listing=self)
        self.form.is_valid()
        self.cleaned: dict[str, Any] = self.form.cleaned_data

    def search(self, queryset: QuerySet[Row], text: str) -> QuerySet[Row]:
        raise NotImplementedError

    @property
    def is_searchable(self) -> bool:
        return type(self).search is not Listing.search

    def respond(self, template: str, context: dict[str, Any] | None = None) -> HttpResponseBase:
        """A page; for htmx its partial `listing` when the template has one; a file for `?export=`."""
        if (kind := self.request.GET.get("export", "")) in self.exports:
            return self._export(kind)
        response = self._render(template, {**(context or {}), "listing": self})
        patch_vary_headers(response, ["HX-Request"])
        if self.is_fragment:
            response["HX-Push-Url"] = self.url(cursor=self.cursor)
        return response

    def _render(self, template: str, context: dict[str, Any]) -> HttpResponse:
        if self.is_fragment:
            try:
                return render(self.request, f"{template}#listing", context)
            except TemplateDoesNotExist:  # no such partial: htmx takes its parts out of the page
                pass
        return render(self.request, template, context)

    @property
    def is_fragment(self) -> bool:
        htmx: Any = getattr(self.request, "htmx", None)
        return bool(htmx) and not htmx.history_restore_request

    # What is shown

    @cached_property
    def queryset(self) -> QuerySet[Row]:
        found = self.base
        if self.is_searchable and (text := self.cleaned.get("q")):
            found = self.search(found, text)
        for item in self.filters:
            found = item.apply(found, self.cleaned)
        return found

    @cached_property
    def page(self) -> Page[Row]:
        return keyset_page(self.queryset, self.order, self.cursor, self.page_size)

    @property
    def items(self) -> list[Row]:
        return self.page.items

    @property
    def cursor(self) -> str:
        return self.request.GET.get("cursor", "")

    @cached_property
    def order(self) -> tuple[str, ...]:
        chosen = self.sort
        for sort in self.sorts:
            if chosen.removeprefix("-") == sort.name:
                return sort.descending if chosen.startswith("-") else tuple(sort.order)
        return ("-pk",)

    @property
    def sort(self) -> str:
        return self.cleaned.get("sort") or (self.sorts[0].name if self.sorts else "")

    @cached_property
    def count(self) -> int:
        """Never above COUNTED + 1: the database stops there."""
        return self.queryset.order_by()[: COUNTED + 1].count()

    @property
    def is_counted(self) -> bool:
        return self.count <= COUNTED

    @property
    def counted(self) -> int:
        return min(self.count, COUNTED)

    @property
    def is_filtered(self) -> bool:
        return any(item.chips(self.cleaned) for item in self.filters)

    @property
    def headings(self) -> list[Heading]:
        return [self._heading(column) for column in self.columns if column.shown]

    def _heading(self, column: Column) -> Heading:
        if not column.sort:
            return Heading(column.label, column.numeric)
        is_up, is_down = self.sort == column.sort, self.sort == f"-{column.sort}"
        url = self.url(sort=f"-{column.sort}" if is_up else column.sort)
        return Heading(
            column.label, column.numeric, url, "ascending" if is_up else "descending" if is_down else "none"
        )

    @property
    def rows(self) -> Iterator[list[Cell]]:
        shown = [column for column in self.columns if column.shown]
        for row in self.items:
            yield [Cell.of(column, row) for column in shown]

    @cached_property
    def chips(self) -> list[Chip]:
        found = [chip for item in self.filters for chip in item.chips(self.cleaned)]
        if self.is_searchable and (text := self.cleaned.get("q")):
            found.insert(0, ("q", text, f"“{text}”"))
        return [Chip(words, self._url_without(name, value)) for name, value, words in found]

    # Addresses

    @property
    def parameters(self) -> QueryDict:
        """What the address says about this list, without what is empty, unknown or so anyway."""
        kept = QueryDict(mutable=True)
        for name in self.form.fields:
            if values := [value for value in self.request.GET.getlist(name) if value]:
                kept.setlist(name, values)
        if self.sorts and kept.get("sort") == self.sorts[0].name:
            del kept["sort"]
        return kept

    def url(self, **changes: str) -> str:
        parameters = self.parameters
        for name, value in changes.items():
            parameters[name] = value
            if not value:
                del parameters[name]
        return self._address(parameters)

    def _url_without(self, name: str, value: str) -> str:
        parameters = self.parameters
        rest = [other for other in parameters.getlist(name) if other.strip() != value]
        parameters.setlist(name, rest)
        return self._address(parameters)

    def _address(self, parameters: QueryDict) -> str:
        query = parameters.urlencode()
        return f"{self.request.path}?{query}" if query else self.request.path

    @property
    def next_url(self) -> str:
        return self.url(cursor=self.page.next) if self.page.next else ""

    @property
    def previous_url(self) -> str:
        return self.url(cursor=self.page.previous) if self.page.previous else ""

    @property
    def first_url(self) -> str:
        return self.url()

    @property
    def unfiltered_url(self) -> str:
        return self.request.path

    @property
    def export_links(self) -> list[tuple[str, str]]:
        return [(kind.upper(), self.url(export=kind)) for kind in self.exports] if self.columns else []

    # Files

    def _export(self, kind: str) -> HttpResponseBase:
        header = [str(column.label) for column in self.columns if column.exported]
        response = StreamingHttpResponse(self._file(kind, header))
        response["Content-Type"] = CSV_TYPE if kind == "csv" else XLSX_TYPE
        stamp = timezone.localdate().isoformat()
        response["Content-Disposition"] = f'attachment; filename="{self.file_name}-{stamp}.{kind}"'
        return response

    def _file(self, kind: str, header: list[str]) -> Iterator[bytes]:
        if kind == "csv":
            return csv_stream(header, self.exported_rows())
        return xlsx_stream([NewSheet(self.file_name, header, self.exported_rows())])

    def exported_rows(self) -> Iterator[list[Any]]:
        columns = [column for column in self.columns if column.exported]
        for row in self.queryset.order_by(*self.order).iterator(chunk_size=EXPORT_CHUNK):
            yield [column.of(row) for column in columns]
