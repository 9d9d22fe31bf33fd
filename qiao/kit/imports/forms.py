from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from openpyxl.utils import get_column_letter

from qiao.kit.files.enums import FileKind
from qiao.kit.files.limits import LIMITS
from qiao.kit.imports.decide import Decision
from qiao.kit.imports.enums import RowChoice
from qiao.kit.imports.models import Import, ImportRow

LEAVE_OUT = "-"


class TableForm(forms.Form):
    """The table itself is judged where it is read, with a place for every fault."""

    table = forms.FileField(label=_("Table"), max_length=255, allow_empty_file=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        limit = LIMITS[FileKind.TABLE]
        self.fields["table"].help_text = limit.hint
        self.fields["table"].widget.attrs["accept"] = limit.accept


class MappingForm(forms.Form):
    """One choice for each column of the table, then the options of the importer."""

    def __init__(self, source: Import, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.source = source
        if len(source.sheets) > 1:
            self.fields["sheet"] = _sheet_field(source)
        choices = [(LEAVE_OUT, _("leave out")), *((c.name, _choice_label(c)) for c in source.kind.columns)]
        for position, heading in enumerate(source.headings):
            self.fields[f"column-{position}"] = forms.ChoiceField(
                label=f"{get_column_letter(position + 1)} – {heading}"
                if heading
                else get_column_letter(position + 1),
                choices=choices,
                initial=source.mapping[position] or LEAVE_OUT,
                help_text=_example(source, position),
            )
        for option in source.kind.options:
            self.fields[f"option-{option.name}"] = forms.BooleanField(
                label=str(option.label),
                help_text=str(option.hint),
                required=False,
                initial=source.options.get(option.name, option.default),
            )

    @property
    def mapping(self) -> list[str]:
        chosen = [self.cleaned_data[f"column-{place}"] for place in range(len(self.source.headings))]
        return ["" if name == LEAVE_OUT else name for name in chosen]

    @property
    def chosen_options(self) -> dict[str, bool]:
        return {each.name: self.cleaned_data[f"option-{each.name}"] for each in self.source.kind.options}

    @property
    def other_sheet(self) -> str:
        """The sheet that was chosen instead of the present one."""
        chosen = str(self.cleaned_data.get("sheet", ""))
        return chosen if chosen != self.source.sheet else ""


def _sheet_field(source: Import) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Sheet of the workbook"),
        choices=[(name, name) for name in source.sheets],
        initial=source.sheet,
        help_text=_("After another sheet has been chosen, its columns are shown."),
    )


def _choice_label(column: Any) -> str:
    return f"{column.label} *" if column.is_required else str(column.label)


def _example(source: Import, position: int) -> str:
    sample = source.samples[position] if position < len(source.samples) else ""
    return gettext("For example: %(value)s") % {"value": sample} if sample else ""


class DecisionForm(forms.Form):
    """What becomes of the rows that are shown: one choice for each."""

    def __init__(self, rows: list[ImportRow], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows = rows
        for row in rows:
            self.fields[f"row-{row.number}"] = forms.ChoiceField(
                label=_("Decision about row %(number)s") % {"number": row.number},
                choices=_choices(row),
                initial=_initial(row),
            )

    @property
    def decisions(self) -> Mapping[int, Decision]:
        chosen = {row.number: self.cleaned_data[f"row-{row.number}"] for row in self.rows}
        return {
            number: decision_of(value)
            for number, value in chosen.items()
            if value != RowChoice.UNDECIDED.value
        }

    @property
    def shown(self) -> list[tuple[ImportRow, forms.BoundField]]:
        return [(row, self[f"row-{row.number}"]) for row in self.rows]


def decision_of(value: str) -> Decision:
    choice, _sep, target = value.partition(":")
    return Decision(RowChoice(choice), forms.UUIDField().clean(target) if target else None)


def _choices(row: ImportRow) -> list[tuple[str, Any]]:
    updates = [
        (f"update:{each['id']}", _("Update “%(label)s”") % {"label": each["label"]})
        for each in row.candidates
        if each["id"]
    ]
    new = [] if row.must_not_be_new else [(RowChoice.CREATE.value, RowChoice.CREATE.label)]
    skip = (RowChoice.SKIP.value, RowChoice.SKIP.label)
    return [(RowChoice.UNDECIDED.value, RowChoice.UNDECIDED.label), *updates, *new, skip]


def _initial(row: ImportRow) -> str:
    return f"update:{row.target_id}" if row.choice == RowChoice.UPDATE else row.choice


class BulkForm(forms.Form):
    choice = forms.ChoiceField(
        choices=[(each.value, each.label) for each in RowChoice if each != "undecided"]
    )
