"""The values of profiles."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CareerStage(models.TextChoices):
    """Of researchers, as EURAXESS counts them."""

    R1 = "r1", _("R1: first stage, up to the PhD")
    R2 = "r2", _("R2: recognised, with a PhD and not yet independent")
    R3 = "r3", _("R3: established, independent")
    R4 = "r4", _("R4: leading")


class CefrLevel(models.TextChoices):
    """Common European Framework of Reference for Languages (2001)."""

    A1 = "a1", "A1"
    A2 = "a2", "A2"
    B1 = "b1", "B1"
    B2 = "b2", "B2"
    C1 = "c1", "C1"
    C2 = "c2", "C2"
    NATIVE = "native", pgettext_lazy("language", "Native")


class DegreeLevel(models.TextChoices):
    BACHELOR = "bachelor", _("Bachelor")
    MASTER = "master", _("Master")
    DOCTORATE = "doctorate", _("Doctorate")
    OTHER = "other", pgettext_lazy("degree", "Other")


class Audience(models.TextChoices):
    """Who sees a field of a profile. HOSTS: hosts and reviewers of what the person applied for."""

    NOBODY = "nobody", pgettext_lazy("audience", "Only me")
    HOSTS = "hosts", pgettext_lazy("audience", "Hosts and reviewers of my applications")
    OFFICES = "offices", pgettext_lazy("audience", "Also my career office")
    PUBLIC = "public", pgettext_lazy("audience", "Everyone")

    def sees(self, level: str) -> bool:
        """Whether this audience sees what is open to `level`. NOBODY stands for the person, who sees all."""
        return _REACH[Audience(level)] >= _REACH[self]


_REACH = {Audience.NOBODY: 0, Audience.HOSTS: 1, Audience.OFFICES: 2, Audience.PUBLIC: 3}


class ExperienceKind(models.TextChoices):
    WORK = "work", pgettext_lazy("experience", "Work")
    RESEARCH = "research", pgettext_lazy("experience", "Research")
    VOLUNTEER = "volunteer", pgettext_lazy("experience", "Volunteering")


class PublicationKind(models.TextChoices):
    ARTICLE = "article", _("Journal article")
    CONFERENCE = "conference", _("Conference paper")
    BOOK = "book", pgettext_lazy("publication", "Book")
    CHAPTER = "chapter", _("Book chapter")
    THESIS = "thesis", _("Thesis")
    PREPRINT = "preprint", _("Preprint")
    PATENT = "patent", _("Patent")
    OTHER = "other", pgettext_lazy("publication", "Other")


class HonourKind(models.TextChoices):
    AWARD = "award", pgettext_lazy("honour", "Award")
    CERTIFICATE = "certificate", pgettext_lazy("honour", "Certificate")


class PaperKind(models.TextChoices):
    """What a file of a profile is."""

    PHOTO = "photo", _("Photo")
    CV = "cv", _("Curriculum vitae")
    TRANSCRIPT = "transcript", _("Transcript of records")
    DEGREE = "degree", _("Degree certificate")
    PLAN = "plan", _("Research plan")
    LANGUAGE = "language", _("Language certificate")
    PORTFOLIO = "portfolio", _("Portfolio")
    OTHER = "other", pgettext_lazy("document", "Other document")


class FileFormat(models.TextChoices):
    """What a profile is read from."""

    JSON_RESUME = "json_resume", "JSON Resume"
    ORCID = "orcid", _("ORCID record (JSON or XML)")
    BIBTEX = "bibtex", "BibTeX"
