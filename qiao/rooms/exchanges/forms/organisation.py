"""An organisation of the directory, by what people know of it: a name, ROR id, domain or address here."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.inputs import LineInput
from qiao.kit.bilingual.search import best
from qiao.rooms.directory.importers.lookup import References
from qiao.rooms.directory.models import Organisation

SUGGESTED = 3
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class OrganisationInput(forms.TextInput):
    """Suggests while one types; without scripts it is a line of text."""

    template_name = "exchanges/parts/organisation_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        key = f"{(attrs or {}).get('id', name)}_options"
        more = {
            "list": key,
            "autocomplete": "off",
            "hx-get": reverse("exchanges:organisation_options"),
            "hx-trigger": "input changed delay:250ms",
            "hx-target": f"#{key}",
            "hx-sync": "this:replace",
        }
        context: dict[str, Any] = super().get_context(name, value, (attrs or {}) | more)
        return context


class OrganisationField(LineInput):
    widget = OrganisationInput
    default_error_messages = {
        "unknown": _("No organisation of the directory is called so. Look for it in the list, or enter it."),
        "likely": _("No organisation is called exactly so. Do you mean: %(names)s?"),
        "several": _(
            "Several organisations are called so. Paste the address of the page of the one you mean."
        ),
    }
    actor: Any = None

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("Its name, ROR id or domain, or the address of its page here."))
        super().__init__(max_length=300, **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return self._found(text) if text else None

    def _found(self, text: str) -> Organisation:
        visible = Organisation.objects.visible_to(self.actor)
        named = _ID.search(text)
        known = References({named.group() if named else text}).resolve().found
        rows = list(visible.filter(pk__in=[pk for ids in known.values() for pk in ids])[:2])
        if len(rows) == 1:
            return rows[0]
        if rows:
            raise ValidationError(self.error_messages["several"], code="several")
        raise self._unknown(best(visible, text, SUGGESTED))

    def _unknown(self, likely: list[Organisation]) -> ValidationError:
        if not likely:
            return ValidationError(self.error_messages["unknown"], code="unknown")
        names = {"names": "; ".join(str(row.name) for row in likely)}
        return ValidationError(self.error_messages["likely"], code="likely", params=names)


class WithOrganisation(forms.Form):
    organisation = OrganisationField(label=_("Organisation"))

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].actor = actor  # type: ignore[attr-defined]  # the field above
