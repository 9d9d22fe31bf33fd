from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import BodyField, LineField
from qiao.kit.records import Record
from qiao.rooms.meetings.models.pair import guest, host
from qiao.rooms.meetings.models.party import MeetingParty


class MeetingNote(Record):
    """What one side writes about the meeting of two. It stays with the two when their meeting moves; a shared
    one is read by both and the organiser, a private one by its own side alone."""

    guest = guest("notes_as_guest")
    host = host("notes_as_host")
    party = models.ForeignKey(
        MeetingParty, verbose_name=_("written for"), on_delete=models.PROTECT, related_name="notes"
    )
    text = BodyField(_("note"), max_length=4000)
    is_shared = models.BooleanField(_("the other side reads it too"), default=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("note on a meeting")
        verbose_name_plural = _("notes on meetings")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(party=F("guest")) | Q(party=F("host")),
                name="meetings_note_of_one_of_the_two",
            )
        ]

    def __str__(self) -> str:
        return f"{self.guest} – {self.host}"

    @property
    def exchange_id(self) -> UUID:
        return self.party.exchange_id


class NextStep(Record):
    """What two parties agreed to do next; either side may write it and mark it done."""

    guest = guest("steps_as_guest")
    host = host("steps_as_host")
    text = LineField(_("next step"), max_length=300)
    owner = models.ForeignKey(
        MeetingParty,
        verbose_name=_("who does it"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="own_steps",
        help_text=_("Left empty: both."),
    )
    due_on = models.DateField(pgettext_lazy("next step", "until"), null=True, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("next step")
        verbose_name_plural = _("next steps")
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner=None) | Q(owner=F("guest")) | Q(owner=F("host")),
                name="meetings_step_of_one_of_the_two",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def exchange_id(self) -> UUID:
        return self.guest.exchange_id
