"""An organisation of the directory by what a person knows of it: name, ROR id or the address of its page."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.inputs import LineInput
from qiao.rooms.directory.importers.lookup import References
from qiao.rooms.directory.models import Organisation

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class DirectoryEntryField(LineInput):
    default_error_messages = {
        "unknown": _("No organisation of the directory is called so. Leave this empty if it is not there."),
        "several": _(
            "Several organisations are called so. Paste the address of the page of the one you mean."
        ),
    }
    actor: Any = None
    present: Organisation | None = None  # stays where its name is left as it is

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("Its name, ROR id or domain, or the address of its page here."))
        super().__init__(max_length=300, required=False, **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if self.present is not None and text == str(self.present.name):
            return self.present
        return self._found(text) if text else None

    def _found(self, text: str) -> Organisation:
        named = _ID.search(text)
        known = References({named.group() if named else text}).resolve().found
        keys = [pk for ids in known.values() for pk in ids]
        rows = list(Organisation.objects.visible_to(self.actor).filter(pk__in=keys)[:2])
        if len(rows) != 1:
            code = "several" if rows else "unknown"
            raise ValidationError(self.error_messages[code], code=code)
        return rows[0]
