from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.fields import Bilingual, LineField, bilingual, sort_keys
from qiao.kit.files.models import StoredFile
from qiao.kit.records import Record
from qiao.rooms.directory.countries import country_name, place_name, validate_country
from qiao.rooms.directory.enums import OrganisationKind, Provenance, Publication
from qiao.rooms.directory.identifiers.fields import CreditCodeField, RorField
from qiao.rooms.directory.identifiers.ror import PREFIX
from qiao.rooms.directory.validators import validate_time_zone, validate_website


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def standing(self) -> "OrganisationQuerySet":
        """Without those that were merged into another."""
        return self.filter(merged_into=None)

    def published(self) -> "OrganisationQuerySet":
        return self.standing().filter(publication=Publication.PUBLISHED)

    def visible_to(self, actor: Any) -> "OrganisationQuerySet":
        """Published ones; to members also their own, whatever its state. Operators see all."""
        if not getattr(actor, "is_authenticated", False):
            return self.published()
        if actor.is_operator:
            return self.standing()
        own = models.Q(pk__in=actor.memberships.values("organisation"))
        return self.standing().filter(models.Q(publication=Publication.PUBLISHED) | own)

    def with_kept(self, ids: Iterable[UUID]) -> set[UUID]:
        """These, and those that they were merged into, through however many merges."""
        found: set[UUID] = set()
        new = set(ids)
        while new:
            found |= new
            merged = self.filter(pk__in=new, merged_into__isnull=False)
            new = {into for into in merged.values_list("merged_into", flat=True) if into} - found
        return found

    def with_absorbed(self, ids: Iterable[UUID]) -> set[UUID]:
        """These, and all that were merged into them, through however many merges."""
        found: set[UUID] = set()
        new = set(ids)
        while new:
            found |= new
            new = set(self.filter(merged_into__in=new).values_list("pk", flat=True)) - found
        return found


class Organisation(Record):
    """A participant that is no person. Its names are rows; `name_zh`, `name_en` and the sort keys are copies
    of the preferred ones, written by `domain.display` only."""

    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices)
    name_zh, name_en = bilingual(_("name"), max_length=300)
    name = Bilingual("name")
    sort_zh, sort_en = sort_keys()

    ror_id = RorField(_("ROR id"), null=True, blank=True, unique=True)
    credit_code = CreditCodeField(_("unified social credit code"), null=True, blank=True, unique=True)

    country = models.CharField(_("country or region"), max_length=2, validators=[validate_country])
    city_zh, city_en = bilingual(_("city"), max_length=100)
    city = Bilingual("city")
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True, validators=[validate_time_zone])
    website = LineField(_("website"), max_length=300, blank=True, validators=[validate_website])
    logo = models.ForeignKey(
        StoredFile,
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    positioning_zh, positioning_en = bilingual(_("positioning"), max_length=600, multiline=True)
    positioning = Bilingual("positioning")
    core_business_zh, core_business_en = bilingual(_("core business"), max_length=4000, multiline=True)
    core_business = Bilingual("core_business")

    provenance = models.CharField(
        _("origin of the entry"), max_length=12, choices=Provenance.choices, default=Provenance.REGISTERED
    )
    source_note = LineField(_("source"), max_length=300, blank=True)
    publication = models.CharField(
        _("publication"), max_length=10, choices=Publication.choices, default=Publication.DRAFT
    )
    publication_changed_at = models.DateTimeField(_("publication changed at"), null=True, blank=True)
    publication_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("publication changed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="absorbed",
        db_index=False,  # a partial one stands below
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="directory_organisation_coordinates",
                violation_error_message=_(
                    "Give both latitude (−90 to 90) and longitude (−180 to 180), or neither."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="directory_organisation_not_into_itself"
            ),
            models.CheckConstraint(
                condition=models.Q(ror_id=None) | ~models.Q(ror_id=""),
                name="directory_organisation_ror_not_empty",
            ),
            models.CheckConstraint(
                condition=models.Q(credit_code=None) | ~models.Q(credit_code=""),
                name="directory_organisation_code_not_empty",
            ),
        ]
        indexes = [
            models.Index(fields=["sort_zh", "id"], name="directory_org_by_zh"),
            models.Index(fields=["sort_en", "id"], name="directory_org_by_en"),
            models.Index(fields=["country", "sort_zh", "id"], name="directory_org_country_zh"),
            models.Index(fields=["country", "sort_en", "id"], name="directory_org_country_en"),
            models.Index(fields=["kind", "id"], name="directory_org_by_kind"),
            # Without the entries that stand: SQLite would begin with them all, whatever else is asked for.
            models.Index(
                fields=["merged_into"],
                condition=models.Q(merged_into__isnull=False),
                name="directory_org_merged_into",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def clean(self) -> None:
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError({"latitude": _("Give latitude and longitude together, or neither.")})

    @property
    def is_published(self) -> bool:
        return self.publication == Publication.PUBLISHED and self.merged_into_id is None

    @property
    def ror_url(self) -> str:
        return f"{PREFIX}{self.ror_id}" if self.ror_id else ""

    @property
    def country_name(self) -> str:
        return country_name(self.country)

    @property
    def place_name(self) -> str:
        return place_name(self.city.text, self.country)
