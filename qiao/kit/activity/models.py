from collections.abc import Iterable
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from qiao.kit.activity.enums import Channel
from qiao.kit.records import Record


class AppendOnly(TypeError):
    """Activity rows are written once; only the link to an erased person is ever taken out."""


class ActivityQuerySet(models.QuerySet["Activity"]):
    def of(self, subject: models.Model) -> "ActivityQuerySet":
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)

    def by(self, actor: Any) -> "ActivityQuerySet":
        return self.filter(actor_id=actor.pk) if actor.pk else self.none()

    def update(self, **values: Any) -> int:
        if values != {"actor": None}:
            raise AppendOnly(f"activity rows are not changed, got {sorted(values)}")
        return super().update(**values)

    def bulk_update(
        self, objs: Iterable["Activity"], fields: Iterable[str], batch_size: int | None = None
    ) -> NoReturn:
        raise AppendOnly("activity rows are not changed")

    def _update(self, values: Any) -> NoReturn:
        """Reached when a row that was read is saved again."""
        raise AppendOnly("activity rows are not changed")

    def delete(self) -> NoReturn:
        raise AppendOnly("activity rows are not deleted")


class Activity(Record):
    """One change: who, what, when, on what, from which request.

    `changes` holds old and new values of plain fields only; for personal fields their names alone, so that
    the trail never outlives an erasure.
    """

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    action = models.CharField(_("what"), max_length=100)
    subject_type = models.CharField(_("kind"), max_length=100)
    subject_id = models.UUIDField(_("on what"))
    changes: models.JSONField[dict[str, Any]] = models.JSONField(_("changes"), default=dict, blank=True)
    request_id = models.UUIDField(_("request"), null=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["-id"]
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-id"], name="activity_subject"),
            models.Index(fields=["actor", "-id"], name="activity_actor"),
            models.Index(fields=["action", "-id"], name="activity_action"),
            models.Index(fields=["subject_type", "-id"], name="activity_kind"),
        ]

    def delete(self, using: Any = None, keep_parents: bool = False) -> NoReturn:
        raise AppendOnly("activity rows are not deleted")
