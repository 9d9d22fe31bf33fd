from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from qiao.kit.records import Record
from qiao.rooms.directory.models.organisation import Organisation


class MergeRecord(Record):
    """What a merge moved and changed, enough to take it back exactly.

    `moved`: [model label, column, ids] whose link went from the absorbed to the surviving organisation.
    `changed`: [model label, id, column, before, after] for every other value, in the order of writing.
    """

    survivor = models.ForeignKey(
        Organisation, verbose_name=_("kept"), on_delete=models.CASCADE, related_name="merges"
    )
    absorbed = models.ForeignKey(
        Organisation, verbose_name=_("merged away"), on_delete=models.CASCADE, related_name="merged_by"
    )
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("merged by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    moved: models.JSONField[list[list[Any]]] = models.JSONField(_("moved"), default=list)
    changed: models.JSONField[list[list[Any]]] = models.JSONField(_("changed"), default=list)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("undone by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("merge of organisations")
        verbose_name_plural = _("merges of organisations")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["absorbed"],
                condition=models.Q(undone_at=None),
                name="directory_merge_absorbed_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.absorbed} → {self.survivor}"


class DifferentOrganisations(Record):
    """Two entries that look alike and are not the same: never proposed as duplicates again."""

    first = models.ForeignKey(
        Organisation, verbose_name=_("first"), on_delete=models.CASCADE, related_name="+"
    )
    second = models.ForeignKey(
        Organisation, verbose_name=_("second"), on_delete=models.CASCADE, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("pair of different organisations")
        verbose_name_plural = _("pairs of different organisations")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="directory_different_once"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="directory_different_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"
