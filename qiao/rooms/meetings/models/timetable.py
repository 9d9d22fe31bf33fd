from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.jobs.models import Job
from qiao.kit.records import Record
from qiao.rooms.meetings.enums import STANDING, MeetingState, TimetableState
from qiao.rooms.meetings.models.pair import guest, host, pair_id
from qiao.rooms.meetings.models.party import MeetingParty
from qiao.rooms.meetings.models.round import MeetingRound, Table, TimeSlot


class TimetableQuerySet(models.QuerySet["Timetable"]):
    def light(self) -> "TimetableQuerySet":
        """Without the proof, which may be large."""
        return self.defer("certificate")

    def running(self) -> "TimetableQuerySet":
        return self.filter(state=TimetableState.DRAFT, job__in=Job.objects.unfinished())


class Timetable(Record):
    """One plan of a round. Whatever it shows has passed the check of the engine; before that it is empty."""

    round = models.ForeignKey(
        MeetingRound, verbose_name=_("round"), on_delete=models.CASCADE, related_name="timetables"
    )
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(
        _("state"), max_length=10, choices=TimetableState.choices, default=TimetableState.DRAFT
    )
    previous = models.ForeignKey(
        "self",
        verbose_name=_("mends"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="mended_by",
    )
    seed = models.PositiveIntegerField(_("seed"), default=0)
    time_limit = models.PositiveIntegerField(_("seconds allowed"), default=60)
    job = models.ForeignKey(
        Job,
        verbose_name=_("background job"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    is_best = models.BooleanField(_("proved to be the best"), default=False)
    weight = models.PositiveIntegerField(_("weight held"), default=0)
    weight_bound = models.FloatField(_("weight that no timetable exceeds"), null=True, blank=True)
    waits = models.PositiveIntegerField(_("waits between meetings"), default=0)
    idle = models.PositiveIntegerField(_("slots spent waiting"), default=0)
    shortfall = models.PositiveIntegerField(_("meetings missing to the floor"), null=True, blank=True)
    shortfall_bound = models.PositiveIntegerField(_("missing in any timetable"), null=True, blank=True)
    moved = models.PositiveIntegerField(_("meetings moved"), null=True, blank=True)
    dropped = models.PositiveIntegerField(_("meetings dropped"), null=True, blank=True)
    added = models.PositiveIntegerField(_("meetings added"), null=True, blank=True)
    moved_bound = models.PositiveIntegerField(_("moves that any repair needs"), null=True, blank=True)
    certificate: "models.JSONField[dict[str, Any]]" = models.JSONField(
        _("what proves it"), default=dict, blank=True
    )
    problems: "models.JSONField[list[dict[str, str]]]" = models.JSONField(
        _("why there is none"), default=list, blank=True
    )
    made_from = models.CharField(_("fingerprint of what it was made from"), max_length=64, blank=True)
    solved_at = models.DateTimeField(_("solved at"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("timetable", "accepted by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)
    release_number = models.PositiveIntegerField(_("number of the release"), null=True, blank=True)

    objects = TimetableQuerySet.as_manager()

    class Meta:
        verbose_name = _("timetable")
        verbose_name_plural = _("timetables")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="meetings_timetable_number_once"),
            models.UniqueConstraint(
                fields=["round"], condition=Q(state=TimetableState.DRAFT), name="meetings_one_is_solved"
            ),
            models.UniqueConstraint(
                fields=["round"], condition=Q(state=TimetableState.ACCEPTED), name="meetings_one_is_accepted"
            ),
            models.UniqueConstraint(
                fields=["round"], condition=Q(state=TimetableState.RELEASED), name="meetings_one_is_released"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[TimetableState.DRAFT, TimetableState.FAILED])
                | Q(solved_at__isnull=False),
                name="meetings_timetable_shown_once_checked",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Timetable %(number)s")) % {"number": self.number}

    @property
    def status(self) -> TimetableState:
        return TimetableState(self.state)

    @property
    def is_standing(self) -> bool:
        return self.state in STANDING

    @property
    def gap(self) -> float | None:
        """How far the weight may be below the best, as a share of the bound."""
        if self.weight_bound is None:
            return None
        return (self.weight_bound - self.weight) / self.weight_bound if self.weight_bound else 0.0

    @property
    def exchange_id(self) -> UUID:
        return self.round.exchange_id


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def on(self) -> "MeetingQuerySet":
        return self.exclude(state=MeetingState.CANCELLED)

    def due(self) -> "MeetingQuerySet":
        """That are held or will be: a missed one fills nobody's time."""
        return self.exclude(state__in=[MeetingState.CANCELLED, MeetingState.MISSED])

    def told(self) -> "MeetingQuerySet":
        """With everything that a line about a meeting names."""
        return self.select_related(
            "slot",
            "table__place",
            "guest__delegation__organisation",
            "host__partner__organisation",
        ).order_by("slot__starts_at", "table__number")


class Meeting(Record):
    timetable = models.ForeignKey(
        Timetable, verbose_name=_("timetable"), on_delete=models.CASCADE, related_name="meetings"
    )
    guest = guest("meetings_as_guest")
    host = host("meetings_as_host")
    slot = models.ForeignKey(
        TimeSlot, verbose_name=_("slot"), on_delete=models.PROTECT, related_name="meetings"
    )
    table = models.ForeignKey(
        Table,
        verbose_name=pgettext_lazy("round of meetings", "table"),
        on_delete=models.PROTECT,
        related_name="meetings",
    )
    themes: "models.JSONField[list[str]]" = models.JSONField(_("themes"), default=list, blank=True)
    weight = models.PositiveIntegerField(_("weight"), default=0)
    is_fixed = models.BooleanField(_("fixed"), default=False)
    is_walk_in = models.BooleanField(_("walk-in"), default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=MeetingState.choices, default=MeetingState.SCHEDULED
    )
    missed_by = models.ForeignKey(
        MeetingParty,
        verbose_name=_("who did not appear"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["timetable", "slot", who],
                condition=~Q(state=MeetingState.CANCELLED),
                name=f"meetings_{who}_holds_one_at_a_time",
            )
            for who in ("guest", "host", "table")
        ] + [
            models.UniqueConstraint(
                fields=["timetable", "guest", "host"],
                condition=~Q(state=MeetingState.CANCELLED),
                name="meetings_pair_meets_once",
            ),
            models.CheckConstraint(
                condition=Q(missed_by=None) | Q(state=MeetingState.MISSED), name="meetings_missed_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guest} – {self.host}"

    @property
    def key(self) -> str:
        """The same for the two in every timetable of the round."""
        return f"meetings.meeting:{self.encounter_id}"

    @property
    def encounter_id(self) -> UUID:
        return pair_id(self.guest_id, self.host_id)

    @property
    def exchange_id(self) -> UUID:
        return self.timetable.exchange_id

    def other(self, party: MeetingParty) -> MeetingParty:
        return self.host if party.pk == self.guest_id else self.guest


class RefusedWish(Record):
    """A wish that a timetable does not hold, and why: as codes and ids, worded when shown."""

    timetable = models.ForeignKey(
        Timetable, verbose_name=_("timetable"), on_delete=models.CASCADE, related_name="refused_wishes"
    )
    asker = models.ForeignKey(
        MeetingParty, verbose_name=_("asker"), on_delete=models.PROTECT, related_name="refused_wishes"
    )
    wanted = models.ForeignKey(
        MeetingParty, verbose_name=_("whom"), on_delete=models.PROTECT, related_name="+"
    )
    rank = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True)
    weight = models.PositiveIntegerField(_("weight"), default=0)
    reasons: "models.JSONField[list[dict[str, Any]]]" = models.JSONField(_("why"), default=list, blank=True)
    remedy: "models.JSONField[dict[str, Any]]" = models.JSONField(
        _("what would grant it"), default=dict, blank=True
    )

    class Meta:
        verbose_name = _("wish that was not granted")
        verbose_name_plural = _("wishes that were not granted")
        ordering = ["rank", "id"]
        constraints = [
            models.UniqueConstraint(fields=["timetable", "asker", "wanted"], name="meetings_refused_once")
        ]

    def __str__(self) -> str:
        return f"{self.asker} – {self.wanted}"
