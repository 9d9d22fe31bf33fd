"""The workbook as an import of the foundation: looked at, rehearsed, confirmed, written."""

from collections.abc import Sequence
from copy import copy
from typing import Any, Self
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.kit.imports.books import BookImporter, Outcome
from qiao.kit.tables.book import Workbook
from qiao.kit.tables.faults import TableRefused
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.meetings.domain.workbook import take_workbook
from qiao.rooms.meetings.models import MeetingRound
from qiao.rooms.meetings.workbook.faults import WorkbookRefused
from qiao.rooms.meetings.workbook.read import Contents, contents_of
from qiao.rooms.meetings.workbook.template import template_xlsx

WORKBOOK = "meetings.workbook"
NAMES = {"name_zh": "一对一洽谈", "name_en": "One-to-one meetings"}


class WorkbookImporter(BookImporter):
    label = _("Workbook of meetings")
    lead = _("Organisations, delegates, hosts, places, slots, availability and wishes in one workbook.")
    icon = "file-spreadsheet"
    permission = "meetings.bring_workbook"
    model = MeetingRound

    def at(self, about: UUID | None) -> Self:
        bound = copy(self)
        bound.subject = Exchange.objects.filter(pk=about).first() if about else None
        if about:
            bound.list_url = reverse("meetings:workbook", args=[about])
        return bound

    @property
    def exchange(self) -> Exchange:
        assert isinstance(self.subject, Exchange)  # noqa: S101 (nobody is let in without one)
        return self.subject

    @property
    def result_url(self) -> str:
        meeting_round = self._round or self.exchange.meeting_rounds.last()
        return reverse("meetings:round", args=[meeting_round.pk]) if meeting_round else self.list_url

    def look(self, book: Workbook) -> int:
        return sum(map(len, self._contents(book).records.values()))

    def write(self, book: Workbook, *, actor: Any) -> Outcome:
        options = self._options
        return take_workbook(
            self.exchange,
            self._contents(book),
            actor=actor,
            meeting_round=self._round,
            names={name: options.get(name, usual) for name, usual in NAMES.items()},
            country=options.get("country", ""),
        )

    def template(self) -> bytes:
        return template_xlsx()

    def reindex(self, ids: Sequence[UUID]) -> None:
        """Organisations are found by their names as soon as they are entered."""

    def object_url(self, object_id: UUID) -> str:
        return ""

    @property
    def _options(self) -> dict[str, Any]:
        return self.source.options if self.source else {}

    @property
    def _round(self) -> MeetingRound | None:
        chosen = self._options.get("round")
        rounds = self.exchange.meeting_rounds.select_related("exchange")
        return rounds.filter(pk=chosen).first() if chosen else None

    def _contents(self, book: Workbook) -> Contents:
        try:
            return contents_of(book, self.exchange.time_zone)
        except WorkbookRefused as refusal:
            raise TableRefused(*refusal.faults) from refusal
