"""What can be wrong with a workbook, in sentences that say where, what and how to mend it.

A fault is kept as its code and values and put into words only when it is shown, in the reader's language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import Invalid
from qiao.kit.tables.faults import TableFault, Wording, excerpt

MOST_SHOWN = 200


_CORRECT_NAME = _("Correct the name, or add it to the sheet %(sheets)s.")
_LEAVE_ONE = _("Leave one of them.")

WORDINGS: dict[str, Wording] = {
    "not-a-workbook": Wording(_("This is no XLSX workbook."), _("Save it as an Excel workbook (.xlsx).")),
    "sheet-missing": Wording(
        _("There is no sheet %(name)s."), _("Add it, with headings as in the template.")
    ),
    "sheet-empty": Wording(_("This sheet has no row below its headings."), _("Fill in at least one row.")),
    "sheet-unknown": Wording(
        _("No sheet of this name is read."),
        _("Name it as one of %(names)s; put # before its name to have it passed over; or delete it."),
    ),
    "sheet-twice": Wording(_("This is the same sheet as %(other)s."), _LEAVE_ONE),
    "column-missing": Wording(_("The column “%(name)s” is missing."), _("Add it to the row of headings.")),
    "heading-unknown": Wording(
        _("The heading “%(value)s” is not known."), _("Use one of %(names)s, or delete the column.")
    ),
    "heading-twice": Wording(_("The column “%(name)s” is there twice."), _LEAVE_ONE),
    "empty": Wording(_("“%(name)s” is empty."), _("Fill it in, or delete the row.")),
    "nameless": Wording(
        _("There is no name, neither Chinese nor English."), _("Fill in at least one of the two.")
    ),
    "one-row": Wording(_("The exchange has more than one row."), _LEAVE_ONE),
    "whole": Wording(
        _("“%(value)s” is not a whole number from %(least)s to %(most)s."),
        _("Write such a number, in digits."),
    ),
    "no-capacity": Wording(
        _("A place with a capacity of %(value)s holds no meeting."),
        _("Write how many meetings it holds at once, at least 1, or delete the place."),
    ),
    "date": Wording(
        _("“%(value)s” is not a date that can be read without doubt."),
        _("Write it as year, month and day: 2026-11-03."),
    ),
    "time": Wording(_("“%(value)s” is not a time of day."), _("Write hours and minutes: 09:30.")),
    "time-zone": Wording(
        _("“%(value)s” is not a time zone."), _("Write its name from the IANA list, such as Asia/Shanghai.")
    ),
    "yes-no": Wording(_("“%(value)s” is neither yes nor no."), _("Write yes or no.")),
    "theme": Wording(
        _("“%(value)s” is not a theme of meetings."), _("Use %(names)s, several with a semicolon between.")
    ),
    "answer": Wording(_("“%(value)s” is not an answer to a wish."), _("Write %(names)s, or nothing.")),
    "kind": Wording(_("“%(value)s” is not a kind of organisation."), _("Write one of %(names)s.")),
    "country": Wording(
        _("“%(value)s” is not a country or region."),
        _("Write its name, or its code of ISO 3166-1 such as CN, SG or US."),
    ),
    "name-twice": Wording(
        _("“%(value)s” is also what %(other)s is called."),
        _("Give each its own names and code, or delete one of the two rows."),
    ),
    "unknown": Wording(_("“%(value)s” is not known."), _CORRECT_NAME),
    "unknown-near": Wording(
        _("“%(value)s” is not known."),
        _("Did you mean “%(near)s”? Otherwise add it to the sheet %(sheets)s."),
    ),
    "no-party": Wording(
        _("“%(value)s” is neither a host nor has it a delegate."),
        _("Add it to the sheet %(sheets)s, or delete the row."),
    ),
    "host-twice": Wording(_("“%(value)s” is already a host in %(other)s."), _LEAVE_ONE),
    "both-sides": Wording(
        _("“%(value)s” is a host, and it has a delegate in %(other)s."),
        _("Leave it on one of the two sheets."),
    ),
    "place-crowded": Wording(
        _("%(count)s hosts sit at “%(value)s”, which holds %(capacity)s meetings at once."),
        _("Raise its capacity, or seat some of them elsewhere."),
    ),
    "place-needed": Wording(
        _("The places lie in zones with a way between them, and this host has no place."),
        _("Name the place of each host, or write 0 for the way between zones."),
    ),
    "slot-backwards": Wording(
        _("The slot ends at %(value)s, not after it begins."), _("Correct one of the two.")
    ),
    "slot-overlap": Wording(
        _("This slot overlaps that of %(other)s."), _("Correct start or end, or delete one of the two.")
    ),
    "period-backwards": Wording(
        _("The period ends at %(value)s, not after it begins."), _("Correct one of the two.")
    ),
    "wish-for-oneself": Wording(
        _("“%(value)s” wishes to meet itself."), _("Name the other party, or delete the row.")
    ),
    "wish-same-side": Wording(
        _("Both are on the same side: two delegations, or two hosts."),
        _("A meeting joins a delegation and a host: correct one of the two, or delete the row."),
    ),
    "wish-twice": Wording(
        _("The same wish stands in %(other)s already."),
        _("Leave one of the two; all themes can stand in one cell."),
    ),
    "pin-unknown": Wording(
        _("There is no slot “%(value)s”."),
        _("Write the code of a slot of the sheet %(sheets)s, or its date and start: 2026-11-03 09:00."),
    ),
    "exchange-not-open": Wording(
        _("Delegations are entered only while the exchange is published and not concluded."),
        _("Have the exchange published first."),
    ),
    "organisation-unclear": Wording(
        _("Several organisations of the directory are called “%(value)s”."),
        _("Write the ROR id or the unified social credit code as its code."),
    ),
    "organisation-hidden": Wording(
        _("The directory holds this id already, in an entry that is not published."),
        _("Ask whoever runs the site to publish it, or leave the code out."),
    ),
    "country-needed": Wording(
        _("“%(value)s” is not in the directory yet, and its country or region is not said."),
        _("Fill in the column “%(column)s”, or choose one for all such organisations when you upload."),
    ),
    "waiting": Wording(
        _("The delegation of “%(value)s” is on the waiting list."),
        _("Give it seats first, or delete its rows."),
    ),
    "headed": Wording(
        _("The head of the delegation of “%(value)s” fills its seats."),
        _("Ask the head to do it, or write the row as the delegation stands."),
    ),
    "place-full": Wording(
        _("No table is free at “%(value)s”: other hosts sit there."),
        _("Raise its capacity, or seat the host elsewhere."),
    ),
    "not-permitted": Wording(
        _("You may not change this."), _("Ask an organiser who may, or delete the row.")
    ),
    "pin-differs": Wording(
        _("%(other)s fixes the same meeting to another slot."),
        _("Write the same slot in both, or in one alone."),
    ),
}


@dataclass(frozen=True)
class Fault(TableFault):
    """Of what the table says; what is wrong with the table as such is a plain `TableFault`."""

    wordings: ClassVar[Mapping[str, Wording]] = WORDINGS


class WorkbookRefused(Invalid):
    """Nothing of the workbook is used. `faults` says why, each with its place and remedy."""

    code = "workbook-refused"
    sentence = _("The workbook cannot be planned as it is.")

    def __init__(self, faults: Sequence[TableFault]) -> None:
        self.faults = list(faults)
        shown = self.faults[:MOST_SHOWN]
        super().__init__(
            [{"place": each.place, "problem": each.sentence, "remedy": each.remedy} for each in shown]
        )


class Collector:
    """Gathers the faults of one reading."""

    def __init__(self) -> None:
        self.faults: list[TableFault] = []

    def add(
        self, code: str, sheet: str = "", row: int | None = None, column: str = "", **values: object
    ) -> None:
        if "value" in values:
            values["value"] = excerpt(str(values["value"]))
        self.faults.append(Fault(code, sheet, row, column, str(values.get("value", "")), values))

    def raise_any(self) -> None:
        if self.faults:
            raise WorkbookRefused(self.faults)
