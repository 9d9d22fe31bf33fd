"""What can be wrong with a table, in sentences that say where and what to do.

A fault is kept as its code and values and put into words only when it is shown, in the reader's language.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import Invalid

EXCERPT = 40


@dataclass(frozen=True)
class Wording:
    sentence: str | Promise
    remedy: str | Promise


_SAVE_ANEW = _("Open the file, save it anew as XLSX or as CSV in UTF-8, and upload it again.")
_SPLIT = _("Split the table into several files.")

WORDINGS: dict[str, Wording] = {
    "file-empty": Wording(_("The file is empty."), _("Choose the file again, or save it anew.")),
    "file-too-large": Wording(_("The file is larger than %(limit)s."), _SPLIT),
    "not-a-table": Wording(
        _("This is not a table, whatever its name says."), _("Save the table as XLSX or as CSV in UTF-8.")
    ),
    "old-excel": Wording(
        _("This is a workbook of the old kind (.xls)."),
        _("Open it and save it as an Excel workbook (.xlsx)."),
    ),
    "binary-excel": Wording(
        _("This is a binary workbook (.xlsb)."), _("Open it and save it as an Excel workbook (.xlsx).")
    ),
    "open-document": Wording(
        _("This is an OpenDocument spreadsheet (.ods)."), _("Save it as an Excel workbook (.xlsx).")
    ),
    "macros": Wording(
        _("The workbook holds macros."), _("Save it as a workbook without macros (.xlsx) and upload that.")
    ),
    "encrypted": Wording(
        _("The workbook is protected with a password."),
        _("Save it without the password and upload it again."),
    ),
    "damaged": Wording(_("The file is damaged or incomplete."), _SAVE_ANEW),
    "entities": Wording(_("The workbook holds forbidden XML declarations."), _SAVE_ANEW),
    "unpacks-too-large": Wording(
        _("Unpacked, the workbook is larger than is accepted."),
        _("Delete empty formatted rows and columns, or split the table into several files."),
    ),
    "nul": Wording(_("There is a NUL byte, which no text holds."), _SAVE_ANEW),
    "encoding": Wording(
        _("These bytes are text neither in UTF-8 nor in GB18030."),
        _("In Excel choose “CSV UTF-8 (comma delimited)” when saving, or save as XLSX."),
    ),
    "quotes": Wording(
        _("The quotation marks do not match here."),
        _('Close the quotation mark, or write it twice ("") inside a quoted text.'),
    ),
    "too-many-rows": Wording(_("There are more than %(limit)s rows."), _SPLIT),
    "too-many-columns": Wording(
        _("There is something in a column after the %(limit)sth."),
        _("Delete the columns that are not needed, also those far to the right."),
    ),
    "too-many-cells": Wording(_("There are more than %(limit)s filled cells."), _SPLIT),
    "field-too-long": Wording(_("The text has more than %(limit)s characters."), _("Shorten it.")),
    "formula": Wording(
        _("There is a formula here."), _("Copy the cells and paste them back as values, then save.")
    ),
    "error-value": Wording(_("The cell holds an error of the spreadsheet."), _("Correct or empty the cell.")),
    "merged": Wording(_("The cells %(cells)s are merged."), _("Unmerge them and fill in each cell.")),
    "rounded-number": Wording(
        _("This number has so many digits that the spreadsheet has rounded it."),
        _("Format the column as text and type the number again."),
    ),
    "no-rows": Wording(
        _("There is nothing in the table."), _("Fill in headings and at least one row, then save.")
    ),
    "no-heading": Wording(
        _("There is a value in a column without a heading."),
        _("Write a heading above it, or delete the value."),
    ),
    "double-heading": Wording(
        _("The heading stands twice: also in column %(other)s."),
        _("Rename or delete one of the two columns."),
    ),
    "second-heading": Wording(
        _("This row holds headings again, as row %(first)s does."),
        _("Keep one row of headings, in one language, and delete the other."),
    ),
    "heading-below": Wording(
        _("The headings seem to stand here and not in the first row."),
        _("Delete the rows above the headings."),
    ),
    "short-row": Wording(
        _("The row has %(found)s fields, the heading %(expected)s."),
        _("Add the missing separators, or put texts that contain a comma into quotation marks."),
    ),
    "long-row": Wording(
        _("The row has %(found)s fields, the heading %(expected)s."),
        _("Put texts that contain a comma into quotation marks, or delete the extra fields."),
    ),
    "more": Wording(
        _("There is more wrong; only the first %(limit)s faults are listed."),
        _("Correct these first, then upload the file again."),
    ),
}


@dataclass(frozen=True)
class TableFault:
    """`row` is the number that the spreadsheet shows, `column` its letter. Whoever reads more out of tables
    derives from it and brings its own `wordings`."""

    wordings: ClassVar[Mapping[str, Wording]] = WORDINGS
    code: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    excerpt: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        return str(self.wordings[self.code].sentence) % self.values

    @property
    def remedy(self) -> str:
        return str(self.wordings[self.code].remedy) % self.values

    @property
    def place(self) -> str:
        """Such as `Sheet1!B12`, `B12` or nothing for the whole file."""
        cell = f"{self.column}{self.row or ''}"
        return f"{self.sheet}!{cell}" if self.sheet and cell else self.sheet or cell

    def stored(self) -> dict[str, Any]:
        return asdict(self)

    def shown(self) -> dict[str, str]:
        return {
            "code": self.code,
            "place": self.place,
            "sheet": self.sheet,
            "row": str(self.row or ""),
            "column": self.column,
            "excerpt": self.excerpt,
            "problem": self.sentence,
            "remedy": self.remedy,
        }


class TableRefused(Invalid):
    """Nothing of the table is used. `faults` says why, each with its place and remedy."""

    code = "table-refused"
    sentence = _("The table cannot be read.")

    def __init__(self, *faults: TableFault) -> None:
        self.faults = list(faults)
        super().__init__([fault.shown() for fault in faults])

    def __str__(self) -> str:
        first = self.faults[0]
        words = f"{first.sentence} {first.remedy}"
        return f"{first.place}: {words}" if first.place else words


def excerpt(text: str) -> str:
    """What a person sees of a value in a list of faults."""
    shown = "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text[:EXCERPT]
    )
    return shown + "…" if len(text) > EXCERPT else shown
