from functools import cached_property
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.records import Record
from qiao.rooms.meetings.enums import STANDING, Mark, TimetableState
from qiao.rooms.meetings.models.note import MeetingNote, NextStep
from qiao.rooms.meetings.models.pair import guest, host
from qiao.rooms.meetings.models.party import MeetingParty
from qiao.rooms.meetings.models.timetable import Meeting

PARTIES = ("guest__delegation__organisation", "host__partner__organisation")


class EncounterQuerySet(models.QuerySet["Encounter"]):
    def named(self) -> "EncounterQuerySet":
        return self.select_related(*PARTIES)

    def out(self) -> "EncounterQuerySet":
        """Those that the two know of: released, marked, or written about."""
        return self.filter(_known(TimetableState.RELEASED))

    def standing(self) -> "EncounterQuerySet":
        """As organisers see them: accepted ones too."""
        return self.filter(_known(*STANDING))


class Encounter(Record):
    """Two that are to meet or have met, and what was said afterwards. It stays when their meeting moves; its
    id is that of the pair for good."""

    guest = guest("encounters_as_guest")
    host = host("encounters_as_host")
    themes: "models.JSONField[list[str]]" = models.JSONField(_("themes"), default=list, blank=True)
    is_walk_in = models.BooleanField(_("walk-in"), default=False)
    mark = models.CharField(_("whether it was held"), max_length=12, choices=Mark.choices, blank=True)
    marked_at = models.DateTimeField(_("said at"), null=True, blank=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("meeting", "said by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = EncounterQuerySet.as_manager()

    class Meta:
        verbose_name = _("encounter")
        verbose_name_plural = _("encounters")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["guest", "host"], name="meetings_encounter_once"),
            models.CheckConstraint(
                condition=Q(mark="", marked_at=None) | (~Q(mark="") & Q(marked_at__isnull=False)),
                name="meetings_mark_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guest} – {self.host}"

    @property
    def exchange_id(self) -> UUID:
        return self.guest.exchange_id

    @property
    def parties(self) -> tuple[MeetingParty, MeetingParty]:
        return self.guest, self.host

    @cached_property
    def is_out(self) -> bool:
        return Encounter.objects.out().filter(pk=self.pk).exists()

    @property
    def notes(self) -> "models.QuerySet[MeetingNote]":
        return MeetingNote.objects.filter(guest=self.guest_id, host=self.host_id)

    @property
    def steps(self) -> "models.QuerySet[NextStep]":
        return NextStep.objects.filter(guest=self.guest_id, host=self.host_id)


def of_the_two(rows: "models.QuerySet[models.Model]") -> "models.QuerySet[models.Model]":
    """For a subquery of encounters."""
    return rows.filter(guest=OuterRef("guest"), host=OuterRef("host"))


def _known(*states: TimetableState) -> Q:
    planned = Meeting.objects.on().filter(timetable__state__in=states)
    written = (MeetingNote.objects.all(), NextStep.objects.all())
    known = ~Q(mark="") | Q(Exists(of_the_two(planned)))
    for rows in written:
        known |= Q(Exists(of_the_two(rows)))
    return known
