"""The row of one change of state. A room adds its subject, its two states and what else it keeps."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import BodyField
from qiao.kit.records import Record


class Step(Record):
    """Who made it and when (`created_at`)."""

    SUBJECT: ClassVar[str]  # the field that names what changed; its related name is `steps`
    NOUN: ClassVar[str]  # what the activity calls it: `letters.letter`

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        abstract = True
        ordering = ["id"]

    def __str__(self) -> str:
        row: Any = self
        return f"{getattr(self, self.SUBJECT)}: {row.get_to_state_display()}"


class ReasonedStep(Step):
    """And why."""

    reason = BodyField(_("reason"), max_length=1000, blank=True)

    class Meta(Step.Meta):
        abstract = True


def state_before(states: type[models.TextChoices], max_length: int) -> "models.CharField[str, str]":
    """`from_state`: empty at the first step."""
    name = pgettext_lazy("change of state", "from")
    return models.CharField(name, max_length=max_length, choices=states.choices, blank=True)


def state_after(states: type[models.TextChoices], max_length: int) -> "models.CharField[str, str]":
    """`to_state`."""
    return models.CharField(_("to"), max_length=max_length, choices=states.choices)


def reason_only_where(step: Q, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=~Q(reason="") | ~step, name=name)
