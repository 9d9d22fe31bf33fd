from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import Bilingual, BodyField, LineField, bilingual, in_one_language
from qiao.kit.records import Record
from qiao.kit.text import validate_line
from qiao.rooms.directory.models import Unit
from qiao.rooms.directory.validators import validate_mail_host
from qiao.rooms.exchanges.models import Exchange, Partner
from qiao.rooms.programme.models import Place, ProgrammeItem
from qiao.rooms.visits.enums import GuideLanguage, IdentityDocument
from qiao.rooms.visits.validators import validate_countries, validate_languages


class Visit(Record):
    """A laboratory or site that can be visited at an exchange, with the rules of who may enter it."""

    exchange = models.ForeignKey(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="visits"
    )
    host = models.ForeignKey(
        Partner,
        verbose_name=_("host"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="visits",
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("laboratory in the directory"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    title_zh, title_en = bilingual(pgettext_lazy("visit", "title"), max_length=200)
    title = Bilingual("title")
    summary_zh, summary_en = bilingual(_("what there is to see"), max_length=2000, multiline=True)
    summary = Bilingual("summary")
    place = models.ForeignKey(
        Place, verbose_name=_("place"), null=True, blank=True, on_delete=models.PROTECT, related_name="visits"
    )
    meeting_point_zh, meeting_point_en = bilingual(_("meeting point"), max_length=300)
    meeting_point = Bilingual("meeting_point")
    contact_name = LineField(_("contact on site"), max_length=200, blank=True)
    contact_phone = LineField(_("telephone on site"), max_length=40, blank=True)
    contact_email = models.EmailField(
        _("e-mail of the contact"), max_length=254, blank=True, validators=[validate_line, validate_mail_host]
    )
    capacity = models.PositiveSmallIntegerField(
        _("most people in a group"), default=12, validators=[MinValueValidator(1)]
    )
    least = models.PositiveSmallIntegerField(
        _("fewest people in a group"), default=1, validators=[MinValueValidator(1)]
    )
    languages: "models.JSONField[list[str]]" = models.JSONField(
        _("languages of the guides"), default=list, blank=True, validators=[validate_languages]
    )
    identity = models.CharField(
        _("document to show"),
        max_length=8,
        choices=IdentityDocument.choices,
        default=IdentityDocument.NONE,
    )
    equipment_zh, equipment_en = bilingual(_("protective equipment"), max_length=200)
    equipment = Bilingual("equipment")
    bans_photos = models.BooleanField(_("photographs are not allowed"), default=False)
    is_step_free = models.BooleanField(_("can be visited without steps"), default=False)
    notice_days = models.PositiveSmallIntegerField(
        _("days before the visit on which the host must have the names"), default=0
    )
    closed_to: "models.JSONField[list[str]]" = models.JSONField(
        _("nationalities that may not enter"), default=list, blank=True, validators=[validate_countries]
    )
    closed_because = BodyField(_("reason of that rule"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = pgettext_lazy("site", "visit")
        verbose_name_plural = pgettext_lazy("site", "visits")
        ordering = ["position", "id"]
        constraints = [
            in_one_language("title", of="visits_visit"),
            models.CheckConstraint(
                condition=Q(capacity__gte=1) & Q(least__gte=1) & Q(least__lte=F("capacity")),
                name="visits_visit_sizes",
                violation_error_message=_("The fewest people cannot be more than the most."),
            ),
            models.CheckConstraint(
                condition=Q(closed_to=[]) | ~Q(closed_because=""),
                name="visits_closed_with_a_reason",
                violation_error_message=_("Say why some nationalities may not enter."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def asks_nationality(self) -> bool:
        return bool(self.closed_to)


class VisitRun(Record):
    """One time at which a visit takes place, with a group of its own.

    `seats_taken` counts the places of the accepted plan, so that the database itself refuses one too many.
    """

    visit = models.ForeignKey(
        Visit, verbose_name=pgettext_lazy("site", "visit"), on_delete=models.CASCADE, related_name="runs"
    )
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    capacity = models.PositiveSmallIntegerField(_("most people"), validators=[MinValueValidator(1)])
    language = models.CharField(
        _("language of the group"), max_length=2, choices=GuideLanguage.choices, blank=True
    )
    is_interpreted = models.BooleanField(_("somebody interprets for everyone"), default=False)
    place = models.ForeignKey(
        Place,
        verbose_name=_("place"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="visit_runs",
        help_text=_("Left empty: as the visit says."),
    )
    frame = models.ForeignKey(
        ProgrammeItem,
        verbose_name=_("session of the programme"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="visit_runs",
        help_text=_("Everybody takes part in one visit of a session."),
    )
    seats_taken = models.PositiveSmallIntegerField(_("places taken"), default=0, editable=False)

    class Meta:
        verbose_name = _("run of a visit")
        verbose_name_plural = _("runs of visits")
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="visits_run_in_order",
                violation_error_message=_("A visit ends after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1),
                name="visits_run_holds_somebody",
                violation_error_message=_("A group holds one person at least."),
            ),
            models.CheckConstraint(
                condition=Q(seats_taken__lte=F("capacity")),
                name="visits_run_never_overbooked",
                violation_error_message=_("More people are in this group than that."),
            ),
        ]
        indexes = [models.Index(fields=["visit", "starts_at"], name="visits_run_by_start")]

    def __str__(self) -> str:
        return f"{self.visit} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def free(self) -> int:
        return self.capacity - self.seats_taken

    @property
    def languages(self) -> list[str]:
        return [self.language] if self.language else self.visit.languages

    @property
    def where(self) -> Place | None:
        return self.place or self.visit.place
