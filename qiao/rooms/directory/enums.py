from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationKind(models.TextChoices):
    UNIVERSITY = "university", _("University")
    COMPANY = "company", _("Company")
    INNOVATION_CENTRE = "innovation_centre", _("Innovation centre")
    RESEARCH_INSTITUTE = "research_institute", _("Research institute")
    LABORATORY = "laboratory", _("Laboratory")
    ASSOCIATION = "association", _("Association")
    GOVERNMENT = "government", _("Government body")


class NameKind(models.TextChoices):
    OFFICIAL = "official", _("Official name")
    LABEL = "label", _("Usual name")
    ALIAS = "alias", _("Other name")
    ACRONYM = "acronym", _("Acronym")
    PINYIN = "pinyin", _("Pinyin")
    FORMER = "former", _("Former name")


class PersonNameKind(models.TextChoices):
    OFFICIAL = "official", _("Official name")
    PINYIN = "pinyin", _("Pinyin")
    LATIN = "latin", _("Name in Latin letters")
    ALIAS = "alias", _("Other name")
    FORMER = "former", _("Former name")


class NameOrder(models.TextChoices):
    FAMILY_FIRST = "family_first", _("Family name first")
    GIVEN_FIRST = "given_first", _("Given name first")


class Provenance(models.TextChoices):
    """Where the entry comes from, shown as a badge so that nobody mistakes a sample for a participant."""

    REGISTERED = "registered", _("Registered")
    STORY = "story", _("Named in the story")
    SAMPLE = "sample", _("Sample")
    FICTITIOUS = "fictitious", _("Fictitious")


class Publication(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("publication", "Draft")
    PUBLISHED = "published", pgettext_lazy("publication", "Published")
    ARCHIVED = "archived", pgettext_lazy("publication", "Archived")

    def can_become(self, target: Any) -> bool:
        return Publication(target) in _PUBLICATION_STEPS[self]


_PUBLICATION_STEPS = {
    Publication.DRAFT: {Publication.PUBLISHED, Publication.ARCHIVED},
    Publication.PUBLISHED: {Publication.DRAFT, Publication.ARCHIVED},
    Publication.ARCHIVED: {Publication.DRAFT, Publication.PUBLISHED},
}


class Visibility(models.TextChoices):
    """Who sees a contact field or a person's page. MEMBERS: whoever belongs to an organisation here."""

    PUBLIC = "public", _("Everyone")
    MEMBERS = "members", _("Members of organisations in the directory")
    ORGANISATION = "organisation", _("Only the organisation's own members")
    PRIVATE = "private", _("Only the person and whoever manages the entry")


class UnitKind(models.TextChoices):
    UNIT = "unit", _("Unit")
    LABORATORY = "laboratory", _("Laboratory")


class FieldScheme(models.TextChoices):
    """The two code systems overlap as strings (0811 is farming in one, control engineering in the other)."""

    ISCED_F = "isced-f-2013", _("ISCED-F 2013")
    CN_DISCIPLINE = "cn-discipline", _("China's discipline catalogue")


class MembershipRole(models.TextChoices):
    OWNER = "owner", pgettext_lazy("membership", "Owner")
    MANAGER = "manager", pgettext_lazy("membership", "Manager")
    MEMBER = "member", pgettext_lazy("membership", "Member")

    @property
    def rank(self) -> int:
        return {"owner": 3, "manager": 2, "member": 1}[self.value]


class ClaimState(models.TextChoices):
    OPEN = "open", pgettext_lazy("claim", "Waiting for an answer")
    APPROVED = "approved", pgettext_lazy("claim", "Approved")
    REFUSED = "refused", pgettext_lazy("claim", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("claim", "Withdrawn")
