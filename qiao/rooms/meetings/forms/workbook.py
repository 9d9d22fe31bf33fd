from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.inputs import LineInput
from qiao.kit.imports.forms import TableForm
from qiao.rooms.directory.forms.choices import country_field
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.meetings.intake.importer import NAMES

OPTIONS = ("round", "name_zh", "name_en", "country")


class WorkbookForm(TableForm):
    """The newest round is proposed: a workbook that is brought again belongs where it went before."""

    round = forms.ChoiceField(label=_("Round"), required=False)
    name_zh = LineInput(label=_("Name of a new round (Chinese)"), max_length=100, required=False)
    name_en = LineInput(label=_("Name of a new round (English)"), max_length=100, required=False)
    country = country_field(
        required=False,
        help_text=_("Of organisations that the directory does not know and of which the workbook says none."),
    )

    def __init__(self, *args: Any, exchange: Exchange, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"].label = _("Workbook")
        self.fields["table"].help_text = _("An Excel workbook (.xlsx), headed as in the template.")
        self.fields["table"].widget.attrs["accept"] = ".xlsx"
        rounds = list(exchange.meeting_rounds.order_by("-id"))
        field: Any = self.fields["round"]
        field.choices = [*((str(each.pk), str(each)) for each in rounds), ("", _("A new round"))]
        field.initial = str(rounds[0].pk) if rounds else ""
        for name, usual in NAMES.items():
            self.fields[name].initial = usual

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(cleaned.get(name) for name in ("round", "name_zh", "name_en")):
            self.add_error("name_en", _("Name the new round in one language at least."))
        return cleaned

    @property
    def options(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in OPTIONS}
