from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.fields import Bilingual, LineField, bilingual, sort_keys
from qiao.kit.files.models import StoredFile
from qiao.kit.records import Record
from qiao.rooms.directory.enums import MembershipRole, NameOrder, PersonNameKind, Provenance, Visibility
from qiao.rooms.directory.identifiers.fields import OrcidField
from qiao.rooms.directory.identifiers.orcid import PREFIX, orcid_with_hyphens
from qiao.rooms.directory.models.organisation import Organisation
from qiao.rooms.directory.models.unit import Unit
from qiao.rooms.directory.validators import (
    validate_language,
    validate_languages,
    validate_mail_host,
    validate_phone,
)


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, actor: Any) -> "PersonQuerySet":
        """By the visibility that each person chose; one's own page always. Operators see all."""
        public = models.Q(visibility=Visibility.PUBLIC)
        if not getattr(actor, "is_authenticated", False):
            return self.filter(public)
        if actor.is_operator:
            return self.all()
        roles = dict(actor.memberships.values_list("organisation", "role"))
        edited = [pk for pk, role in roles.items() if role != MembershipRole.MEMBER]
        managed = models.Q(user=None, pk__in=_working_at(edited))
        seen = public | models.Q(user=actor) | managed
        seen |= models.Q(visibility=Visibility.ORGANISATION, pk__in=_working_at(list(roles)))
        return self.filter(seen | models.Q(visibility=Visibility.MEMBERS) if roles else seen)


def _working_at(organisations: list[Any]) -> models.QuerySet[Any, Any]:
    return Affiliation.objects.current().filter(organisation__in=organisations).values("person")


class Person(Record):
    """Someone in the directory, with or without an account. Names are rows; `name_zh`, `name_en` and the sort
    keys are copies of the preferred ones, written by `domain.display` only."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="person",
    )
    name_zh, name_en = bilingual(_("name"), max_length=200)
    name = Bilingual("name")
    sort_zh, sort_en = sort_keys()
    orcid = OrcidField(_("ORCID iD"), null=True, blank=True, unique=True)
    photo = models.ForeignKey(
        StoredFile,
        verbose_name=_("photo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    about_zh, about_en = bilingual(_("about"), max_length=2000, multiline=True)
    about = Bilingual("about")
    languages: models.JSONField[list[str]] = models.JSONField(
        _("languages"), default=list, blank=True, validators=[validate_languages]
    )
    email = models.EmailField(_("e-mail"), max_length=254, blank=True, validators=[validate_mail_host])
    email_visibility = models.CharField(
        _("who sees the e-mail"), max_length=12, choices=Visibility.choices, default=Visibility.PRIVATE
    )
    phone = models.CharField(_("phone"), max_length=40, blank=True, validators=[validate_phone])
    phone_visibility = models.CharField(
        _("who sees the phone number"), max_length=12, choices=Visibility.choices, default=Visibility.PRIVATE
    )
    visibility = models.CharField(
        _("who sees the page"), max_length=12, choices=Visibility.choices, default=Visibility.MEMBERS
    )
    consent_basis = LineField(_("how the person agreed to a public page"), max_length=200, blank=True)
    consented_at = models.DateTimeField(_("agreed at"), null=True, blank=True)
    provenance = models.CharField(
        _("origin of the entry"), max_length=12, choices=Provenance.choices, default=Provenance.REGISTERED
    )
    source_note = LineField(_("source"), max_length=300, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(orcid=None) | ~models.Q(orcid=""), name="directory_person_orcid_not_empty"
            ),
            models.CheckConstraint(
                condition=~models.Q(visibility=Visibility.PUBLIC) | models.Q(consented_at__isnull=False),
                name="directory_person_public_by_consent",
                violation_error_message=_("A page is public only when the person has agreed to it."),
            ),
        ]
        indexes = [
            models.Index(fields=["sort_zh", "id"], name="directory_person_by_zh"),
            models.Index(fields=["sort_en", "id"], name="directory_person_by_en"),
            models.Index(fields=["email"], name="directory_person_email"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def orcid_url(self) -> str:
        return f"{PREFIX}{orcid_with_hyphens(self.orcid)}" if self.orcid else ""


class PersonName(Record):
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="names"
    )
    value = LineField(_("full name"), max_length=200)
    family = LineField(_("family name"), max_length=100, blank=True)
    given = LineField(_("given name"), max_length=100, blank=True)
    order = models.CharField(
        _("order"), max_length=12, choices=NameOrder.choices, default=NameOrder.FAMILY_FIRST
    )
    folded = models.CharField(_("folded name"), max_length=400, editable=False)
    language = models.CharField(_("language"), max_length=3, validators=[validate_language])
    kind = models.CharField(
        _("kind"), max_length=10, choices=PersonNameKind.choices, default=PersonNameKind.OFFICIAL
    )
    source = LineField(_("source"), max_length=200, blank=True)
    is_preferred = models.BooleanField(_("shown as the name in this language"), default=False)

    class Meta:
        verbose_name = _("name of a person")
        verbose_name_plural = _("names of people")
        ordering = ["language", "-is_preferred", "kind", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "language", "kind", "value"],
                name="directory_person_name_once",
                violation_error_message=_("This person already has this name."),
            ),
            models.UniqueConstraint(
                fields=["person", "language"],
                condition=models.Q(is_preferred=True),
                name="directory_person_name_one_preferred",
            ),
        ]
        indexes = [models.Index(fields=["folded"], name="directory_person_name_folded")]

    def __str__(self) -> str:
        return self.value


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    def current(self) -> "AffiliationQuerySet":
        today = timezone.localdate()
        begun = models.Q(starts_on=None) | models.Q(starts_on__lte=today)
        return self.filter(begun, models.Q(ends_on=None) | models.Q(ends_on__gte=today))


class Affiliation(Record):
    """Where a person works or studies, over time. It grants nothing: memberships do."""

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="affiliations"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="affiliations"
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="affiliations",
    )
    position_zh, position_en = bilingual(_("position"), max_length=200)
    position = Bilingual("position")
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="directory_affiliation_in_order",
                violation_error_message=_("The last day cannot come before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.organisation}"

    def clean(self) -> None:
        if self.unit and self.unit.organisation_id != self.organisation_id:
            raise ValidationError({"unit": _("Choose a unit of this organisation.")})
