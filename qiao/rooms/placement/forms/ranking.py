"""A list as a form: a number for each choice, which a script writes where choices are moved."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.inputs import LineInput
from qiao.kit.ui.ordering import OrderForm
from qiao.rooms.placement.domain.content import Pairing

MOST = 10_000
LINES = 12
PREFIX = "rank_"


class RankForm(OrderForm):
    """`choices` are labels by code. With `ties` equal numbers stand together, without they are refused."""

    def __init__(
        self,
        *args: Any,
        choices: Mapping[str, str],
        tiers: Sequence[Sequence[str]],
        ties: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.ties = ties
        numbers = {code: number for number, tier in enumerate(tiers, 1) for code in tier}
        for code in sorted(choices, key=lambda code: (numbers.get(code, MOST + 1), code)):
            self.fields[field_name(code)] = forms.IntegerField(
                label=choices[code], required=False, min_value=1, max_value=MOST, initial=numbers.get(code)
            )
        self.codes = {field_name(code): code for code in choices}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        taken: dict[int, str] = {}
        for name in [] if self.ties else self.codes:
            number = cleaned.get(name)
            if number is not None and number in taken:
                told = _("“%(other)s” has this number already. Give each choice a number of its own.")
                self.add_error(name, told % {"other": self.fields[taken[number]].label})
            elif number is not None:
                taken[number] = name
        return cleaned

    def tiers(self) -> list[list[str]]:
        """Codes with one number together, the lowest number first. What is no choice stands at the end: the
        domain refuses it by name, where dropping it would keep another list than was sent."""
        tiers: dict[int, list[str]] = {}
        for name, code in self.codes.items():
            if (number := self.cleaned_data.get(name)) is not None:
                tiers.setdefault(number, []).append(code)
        return [*(sorted(tiers[number]) for number in sorted(tiers)), *([code] for code in self._strange())]

    def _strange(self) -> list[str]:
        """Sent by a page that was loaded before a choice went, or by hand."""
        sent = [name for name, value in self.data.items() if name.startswith(PREFIX) and str(value).strip()]
        return [code_in(name) for name in sent if name not in self.codes]


def field_name(code: str) -> str:
    return f"{PREFIX}{code.replace('.', '_')}"


def code_in(name: str) -> str:
    return name.removeprefix(PREFIX).replace("_", ".")[:20]


class PairForm(forms.Form):
    code = LineInput(
        label=_("Number of the other person"),
        max_length=20,
        help_text=_("It stands on that person’s page of this round and begins with a."),
    )


class JointForm(forms.Form):
    """Lines of two choices; left empty, a line counts for nothing."""

    def __init__(
        self,
        *args: Any,
        first: Mapping[str, str],
        second: Mapping[str, str],
        pairings: Sequence[Pairing],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for line in range(LINES):
            held = pairings[line] if line < len(pairings) else ("", "")
            labels = (_("Line %(line)s: who proposed"), _("Line %(line)s: the other person"))
            for side, choices in enumerate((first, second)):
                self.fields[f"line_{line}_{side}"] = forms.ChoiceField(
                    label=labels[side] % {"line": line + 1},
                    required=False,
                    choices=[("", _("No place")), *choices.items()],
                    initial=held[side] or "",
                )

    def pairings(self) -> list[Pairing]:
        lines = (
            (self.cleaned_data[f"line_{line}_0"] or None, self.cleaned_data[f"line_{line}_1"] or None)
            for line in range(LINES)
        )
        return [line for line in lines if line != (None, None)]
