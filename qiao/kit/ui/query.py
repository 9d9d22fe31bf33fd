"""The form of a list's address: search text, sorting and the fields of its filters."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext

from qiao.kit.text import validate_line

RESERVED = frozenset({"q", "sort", "cursor", "export"})
# As names of inputs they shadow properties of the form element, and scripts on the page die.
CLOBBERING = frozenset(
    [
        "form",
        "action",
        "method",
        "id",
        "name",
        "target",
        "submit",
        "reset",
        "elements",
        "length",
        "attributes",
        "children",
        "parentNode",
    ]
)


def reserve(names: Iterable[str]) -> None:
    for name in names:
        if name in RESERVED or name in CLOBBERING:
            raise ValueError(f"a filter cannot be named {name!r}")


class ListingForm(forms.Form):
    """Read from the address. What is not valid is left out of `cleaned_data` and told at its field."""

    def __init__(self, address: QueryDict, *, listing: Any) -> None:
        super().__init__(address, auto_id="filter-%s")
        if listing.is_searchable:
            self.fields["q"] = _search_field(listing.search_label)
        for item in listing.filters:
            self.fields.update(item.fields())
        if listing.sorts:
            self.fields["sort"] = forms.ChoiceField(
                label=gettext("Sort by"), choices=_sort_choices(listing.sorts), required=False
            )

    @property
    def panel(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in RESERVED]


def _search_field(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=200,
        required=False,
        validators=[validate_line],
        widget=forms.TextInput(attrs={"type": "search", "enterkeyhint": "search", "autocomplete": "off"}),
    )


def _sort_choices(sorts: Any) -> list[tuple[str, str]]:
    down = gettext("%(sort)s, descending")
    return [
        pair
        for sort in sorts
        for pair in ((sort.name, str(sort.label)), (f"-{sort.name}", down % {"sort": sort.label}))
    ]
