from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import Bilingual, LineField, bilingual, in_one_language
from qiao.kit.records import Record
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.meetings.enums import RoundState
from qiao.rooms.programme.models import Place

MOST = 1_000
MOST_WALK = 50


class MeetingRound(Record):
    """Meetings of one exchange that are wished for, planned and released together."""

    exchange = models.ForeignKey(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="meeting_rounds"
    )
    name_zh, name_en = bilingual(_("name"), max_length=100)
    name = Bilingual("name")
    wishes_due_at = models.DateTimeField(_("wishes until"), null=True, blank=True)
    answers_due_at = models.DateTimeField(_("answers until"), null=True, blank=True)
    floor = models.PositiveSmallIntegerField(
        _("meetings that everybody should get at least"), default=0, validators=[MaxValueValidator(MOST_WALK)]
    )
    max_meetings = models.PositiveSmallIntegerField(
        _("most meetings of a party"), null=True, blank=True, validators=[MaxValueValidator(MOST)]
    )
    max_per_day = models.PositiveSmallIntegerField(
        _("most meetings a day"), null=True, blank=True, validators=[MaxValueValidator(MOST)]
    )
    max_run = models.PositiveSmallIntegerField(
        _("most meetings without a pause"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST)],
    )
    walk_slots = models.PositiveSmallIntegerField(
        _("free slots for the way between two zones"), default=0, validators=[MaxValueValidator(MOST_WALK)]
    )
    state = models.CharField(
        _("state"), max_length=10, choices=RoundState.choices, default=RoundState.COLLECTING
    )

    class Meta:
        verbose_name = _("round of meetings")
        verbose_name_plural = _("rounds of meetings")
        ordering = ["id"]
        constraints = [
            in_one_language("name", of="meetings_round"),
            models.CheckConstraint(
                condition=Q(wishes_due_at=None)
                | Q(answers_due_at=None)
                | Q(answers_due_at__gte=F("wishes_due_at")),
                name="meetings_round_answers_after_wishes",
                violation_error_message=_("Answers are due after the wishes."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def status(self) -> RoundState:
        return RoundState(self.state)

    @property
    def zone(self) -> ZoneInfo:
        return self.exchange.zone


class TimeSlot(Record):
    """One meeting long. Of a round no two overlap: `domain.slot` sees to it under the lock of the round."""

    round = models.ForeignKey(
        MeetingRound, verbose_name=_("round"), on_delete=models.CASCADE, related_name="slots"
    )
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "starts_at"],
                name="meetings_slot_once",
                violation_error_message=_("Another slot begins at this time."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meetings_slot_in_order",
                violation_error_message=_("A slot ends after it begins."),
            ),
        ]

    def __str__(self) -> str:
        zone = self.round.zone
        return f"{self.starts_at.astimezone(zone):%Y-%m-%d %H:%M}–{self.ends_at.astimezone(zone):%H:%M}"


class Table(Record):
    """Where one meeting at a time is held."""

    round = models.ForeignKey(
        MeetingRound, verbose_name=_("round"), on_delete=models.CASCADE, related_name="tables"
    )
    number = models.PositiveSmallIntegerField(
        pgettext_lazy("round of meetings", "number"), validators=[MinValueValidator(1)]
    )
    name_zh, name_en = bilingual(_("name"), max_length=100)
    name = Bilingual("name")
    place = models.ForeignKey(
        Place,
        verbose_name=_("place"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="meeting_tables",
    )
    zone = LineField(
        _("zone"),
        max_length=40,
        blank=True,
        help_text=_("Between two zones everybody gets the free slots that the round sets for the way."),
    )

    class Meta:
        verbose_name = pgettext_lazy("round of meetings", "table")
        verbose_name_plural = _("tables")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"],
                name="meetings_table_number_once",
                violation_error_message=_("Another table has this number."),
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="meetings_tables_count_from_one"),
        ]

    def __str__(self) -> str:
        told = str(self.name) or _("Table %(number)s") % {"number": self.number}
        return f"{self.place}, {told}" if self.place else str(told)


class TableClosure(Record):
    """A slot in which a table cannot be had."""

    table = models.ForeignKey(
        Table,
        verbose_name=pgettext_lazy("round of meetings", "table"),
        on_delete=models.CASCADE,
        related_name="closures",
    )
    slot = models.ForeignKey(
        TimeSlot, verbose_name=_("slot"), on_delete=models.CASCADE, related_name="closures"
    )

    class Meta:
        verbose_name = _("closure of a table")
        verbose_name_plural = _("closures of tables")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["table", "slot"], name="meetings_closure_once")]

    def __str__(self) -> str:
        return f"{self.table}: {self.slot}"
