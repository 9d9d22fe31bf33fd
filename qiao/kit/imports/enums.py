from typing import Any

from django.db import models
from django.utils.translation import pgettext_lazy


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", pgettext_lazy("import", "Uploaded")
    MAPPED = "mapped", pgettext_lazy("import", "Columns assigned")
    CHECKED = "checked", pgettext_lazy("import", "Checked")
    COMMITTING = "committing", pgettext_lazy("import", "Being imported")
    COMMITTED = "committed", pgettext_lazy("import", "Imported")
    UNDOING = "undoing", pgettext_lazy("import", "Being undone")
    UNDONE = "undone", pgettext_lazy("import", "Undone")
    FAILED = "failed", pgettext_lazy("import", "Failed")
    DISCARDED = "discarded", pgettext_lazy("import", "Discarded")

    def can_become(self, target: Any) -> bool:
        return ImportState(target) in _STEPS[self]

    @property
    def is_open(self) -> bool:
        """Its table, columns and rows may still be changed."""
        return self.can_become(ImportState.DISCARDED)


_OPEN = {ImportState.UPLOADED, ImportState.MAPPED, ImportState.DISCARDED}
_STEPS: dict[ImportState, set[ImportState]] = {
    ImportState.UPLOADED: _OPEN,
    ImportState.MAPPED: _OPEN | {ImportState.CHECKED},
    ImportState.CHECKED: _OPEN | {ImportState.COMMITTING},
    ImportState.COMMITTING: {ImportState.COMMITTED, ImportState.CHECKED, ImportState.FAILED},
    ImportState.COMMITTED: {ImportState.UNDOING},
    ImportState.UNDOING: {ImportState.UNDONE, ImportState.COMMITTED},
    ImportState.UNDONE: set(),
    ImportState.FAILED: _OPEN | {ImportState.COMMITTING},
    ImportState.DISCARDED: set(),
}


class RowChoice(models.TextChoices):
    UNDECIDED = "undecided", pgettext_lazy("import row", "Not decided yet")
    CREATE = "create", pgettext_lazy("import row", "Create a new entry")
    UPDATE = "update", pgettext_lazy("import row", "Update the existing entry")
    SKIP = "skip", pgettext_lazy("import row", "Leave this row out")
