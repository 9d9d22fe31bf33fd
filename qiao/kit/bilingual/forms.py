"""Forms that show both languages of a pair side by side and mark the one that is missing."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django import forms
from django.db import models
from django.utils.functional import Promise, cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.localized import TAGS, pairs_of

Record = TypeVar("Record", bound=models.Model)

NAMES = {"zh": _("Chinese"), "en": _("English")}
MISSING = {"zh": _("Chinese missing"), "en": _("English missing")}


class PairBoundField(forms.BoundField):
    """Stands for one language; the Chinese one renders both, so that every template shows the pair once."""

    form: "Paired"

    @property
    def pair(self) -> str:
        return self.name.rpartition("_")[0]

    @property
    def language(self) -> str:
        return self.name.rpartition("_")[2]

    @property
    def is_first(self) -> bool:
        return self.language == "zh"

    @property
    def template_name(self) -> str:
        return "bilingual/pair.html" if self.is_first else "bilingual/second.html"

    @cached_property
    def sides(self) -> list[forms.BoundField]:
        return [self.form[f"{self.pair}_{language}"] for language in TAGS]

    @property
    def pair_label(self) -> str | Promise:
        return capfirst(str(self.form.pairs[self.pair])) or self.label

    @property
    def language_name(self) -> str | Promise:
        return NAMES[self.language]

    @property
    def missing(self) -> str | Promise:
        """Says so when the other language is there and this one is not."""
        is_lacking = not self.value() and any(side.value() for side in self.sides)
        return MISSING[self.language] if is_lacking else ""


class Paired(forms.BaseForm):
    """For any form: `pairs` gives the label of each pair of fields `<name>_zh` and `<name>_en`."""

    pairs: Mapping[str, str | Promise] = {}

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name in self.pairs:
            if all(f"{name}_{language}" in self.fields for language in TAGS):
                self._join(name)

    def _join(self, name: str) -> None:
        for language, tag in TAGS.items():
            field = self.fields[f"{name}_{language}"]
            field.bound_field_class = PairBoundField
            field.widget.attrs |= {"lang": tag}


class BilingualForm(Paired, forms.Form):
    """A form of its own fields with `pairs`."""


class BilingualModelForm(Paired, forms.ModelForm[Record]):
    """A model's form; its pairs are those that the model reads with `Bilingual`."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        model = self._meta.model
        self.pairs = {name: _label(model, name) for name in pairs_of(model)}
        super().__init__(*arguments, **options)


def _label(model: type[models.Model], name: str) -> str | Promise:
    return getattr(model._meta.get_field(f"{name}_zh"), "pair_label", "")
