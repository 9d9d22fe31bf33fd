from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.fields import Bilingual, LineField, bilingual, in_one_language
from qiao.kit.records import Record
from qiao.rooms.directory.countries import validate_country
from qiao.rooms.directory.models import Organisation
from qiao.rooms.directory.validators import validate_time_zone, validate_website
from qiao.rooms.exchanges.entries import MEMBERS, entries_of
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.opportunities.enums import (
    PUBLIC,
    Filling,
    OpportunityEnd,
    OpportunityKind,
    OpportunityState,
    Reach,
)
from qiao.rooms.opportunities.moments import validate_moment
from qiao.rooms.profiles.enums import CareerStage, DegreeLevel

# At the end of indexes, so that lists are filtered and counted without a look at the long texts of the rows.
FILTERED = (
    *("kind", "country", "degree", "career_stage", "reach", "is_remote", "field_bits", "language_bits"),
    *("host", "opens_at"),
)


class OpportunityQuerySet(models.QuerySet["Opportunity"]):
    def published(self) -> "OpportunityQuerySet":
        return self.filter(state__in=PUBLIC)

    def takes_applications(self) -> "OpportunityQuerySet":
        """Published, with an intake that is open now."""
        now = timezone.now()
        return self.filter(state=OpportunityState.PUBLISHED, opens_at__lte=now, closes_at__gt=now)

    def edited_by(self, actor: Any) -> "OpportunityQuerySet":
        return self.filter(host__in=entries_of(actor))

    def visible_to(self, actor: Any) -> "OpportunityQuerySet":
        """Public ones, and those of the actor's own hosts in any state. Operators see all."""
        if not getattr(actor, "is_authenticated", False):
            return self.published()
        if actor.is_operator:
            return self.all()
        return self.filter(Q(state__in=PUBLIC) | Q(host__in=entries_of(actor, MEMBERS)))


class Opportunity(Record):
    """A job, a camp, a workstation or a plan that a host offers, over one intake or many.

    What belongs to one kind alone is in the row that `kinds.py` names. `opens_at`, `closes_at` and `places`
    copy the intake that is open or comes next, for lists: written by `domain.intake` only.
    """

    host = models.ForeignKey(
        Organisation, verbose_name=_("host"), on_delete=models.PROTECT, related_name="opportunities"
    )
    exchange = models.ForeignKey(
        Exchange,
        verbose_name=_("exchange"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="opportunities",
    )
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("posted by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    kind = models.CharField(_("kind"), max_length=20, choices=OpportunityKind.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=OpportunityState.choices, default=OpportunityState.DRAFT
    )
    reach = models.CharField(_("who may apply"), max_length=14, choices=Reach.choices, default=Reach.OPEN)
    filling = models.CharField(
        _("how places are given"), max_length=10, choices=Filling.choices, default=Filling.OFFERS
    )
    title_zh, title_en = bilingual(_("title"), max_length=200)
    title = Bilingual("title")
    description_zh, description_en = bilingual(_("description"), max_length=8000, multiline=True)
    description = Bilingual("description")
    requirements_zh, requirements_en = bilingual(_("requirements"), max_length=4000, multiline=True)
    requirements = Bilingual("requirements")
    visa_zh, visa_en = bilingual(_("visa and permits"), max_length=2000, multiline=True)
    visa = Bilingual("visa")
    support_zh, support_en = bilingual(_("support offered"), max_length=2000, multiline=True)
    support = Bilingual("support")
    country = models.CharField(_("country"), max_length=2, blank=True, validators=[validate_country])
    city_zh, city_en = bilingual(_("city"), max_length=100)
    city = Bilingual("city")
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    is_remote = models.BooleanField(_("may be done from elsewhere"), default=False)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Asia/Shanghai", validators=[validate_time_zone]
    )
    degree = models.CharField(_("least degree"), max_length=10, choices=DegreeLevel.choices, blank=True)
    career_stage = models.CharField(_("career stage"), max_length=2, choices=CareerStage.choices, blank=True)
    website = LineField(_("website"), max_length=300, blank=True, validators=[validate_website])
    letters_wanted = models.PositiveSmallIntegerField(_("reference letters wanted"), default=0)
    is_blind = models.BooleanField(_("reviewers do not see names"), default=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
    closed_because = models.CharField(
        _("closed because"), max_length=10, choices=OpportunityEnd.choices, blank=True, editable=False
    )
    closing_note_zh, closing_note_en = bilingual(_("more about the reason"), max_length=500)
    closing_note = Bilingual("closing_note")
    opens_at = models.DateTimeField(_("opens at"), null=True, blank=True, editable=False)
    closes_at = models.DateTimeField(
        pgettext_lazy("opportunity", "deadline"), null=True, blank=True, editable=False
    )
    places = models.PositiveIntegerField(_("places"), default=0, editable=False)
    # Its fields and languages as bits, for lists: written by `domain.part` only.
    field_bits = models.PositiveIntegerField(_("broad fields"), default=0, editable=False)
    language_bits = models.BigIntegerField(_("languages needed"), default=0, editable=False)

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")
        ordering = ["-id"]
        constraints = [
            in_one_language("title", of="opportunities_opportunity"),
            models.CheckConstraint(
                condition=Q(kind__in=OpportunityKind.values), name="opportunities_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(state="archived") | Q(published_at__isnull=False),
                name="opportunities_published_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state="closed") & ~Q(closed_because="") & Q(closed_at__isnull=False)
                | ~Q(state="closed"),
                name="opportunities_closed_says_why",
            ),
            models.CheckConstraint(
                condition=Q(letters_wanted__lte=5),
                name="opportunities_letters_at_most_five",
                violation_error_message=_("At most five reference letters can be wanted."),
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="opportunities_position_on_earth",
                violation_error_message=_(
                    "Give both latitude (−90 to 90) and longitude (−180 to 180), or neither."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "closes_at", "id", *FILTERED], name="opportunities_by_deadline"),
            models.Index(
                fields=["state", "-published_at", "-id", "closes_at", *FILTERED], name="opportunities_newest"
            ),
            models.Index(
                fields=["id", "state", "closes_at", "published_at", *FILTERED], name="opportunities_by_id"
            ),
            models.Index(fields=["-updated_at"], name="opportunities_latest"),
            models.Index(fields=["host", "state"], name="opportunities_of_host"),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def status(self) -> OpportunityState:
        return OpportunityState(self.state)

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def kind_code(self) -> OpportunityKind:
        return OpportunityKind(self.kind)


class Intake(Record):
    """One round of admission under an opportunity: its window and its places. An application is to one."""

    opportunity = models.ForeignKey(
        Opportunity, verbose_name=_("opportunity"), on_delete=models.CASCADE, related_name="intakes"
    )
    number = models.PositiveSmallIntegerField(pgettext_lazy("intake", "number"))
    label_zh, label_en = bilingual(pgettext_lazy("intake", "label"), max_length=100)
    label = Bilingual("label")
    opens_at = models.DateTimeField(_("opens at"), validators=[validate_moment])
    closes_at = models.DateTimeField(pgettext_lazy("opportunity", "deadline"), validators=[validate_moment])
    letters_until = models.DateTimeField(
        _("reference letters until"), null=True, blank=True, validators=[validate_moment]
    )
    decided_by = models.DateField(_("decision by"), null=True, blank=True)
    starts_on = models.DateField(_("begins on"), null=True, blank=True)
    places = models.PositiveIntegerField(_("places"), default=1)
    # Kept beside the acceptances it counts, so that the database itself refuses to overbook: written by the
    # domain of applications alone, under the lock of this row.
    places_taken = models.PositiveIntegerField(_("places taken"), default=0, editable=False)

    class Meta:
        verbose_name = _("intake")
        verbose_name_plural = _("intakes")
        ordering = ["opportunity", "number"]
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "number"], name="opportunities_intake_once"),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="opportunities_intake_in_order",
                violation_error_message=_("The deadline must come after the opening."),
            ),
            models.CheckConstraint(
                condition=Q(places_taken__lte=F("places")), name="opportunities_intake_not_overbooked"
            ),
            models.CheckConstraint(
                condition=Q(letters_until=None) | Q(letters_until__gte=F("closes_at")),
                name="opportunities_letters_after_deadline",
                violation_error_message=_("Reference letters cannot be due before the deadline."),
            ),
        ]
        indexes = [models.Index(fields=["closes_at"], name="opportunities_intake_closes")]

    def __str__(self) -> str:
        return f"{self.opportunity} – {self.name}"

    @property
    def name(self) -> str:
        return str(self.label) or gettext("Intake %(number)s") % {"number": self.number}

    @property
    def is_open(self) -> bool:
        return self.opens_at <= timezone.now() < self.closes_at
