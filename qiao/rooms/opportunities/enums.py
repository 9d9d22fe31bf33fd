"""The kinds and states of opportunities, as values."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OpportunityKind(models.TextChoices):
    JOB = "job", pgettext_lazy("opportunity", "Job")
    INTERNSHIP = "internship", pgettext_lazy("opportunity", "Internship")
    CAMP = "camp", pgettext_lazy("opportunity", "Training camp")
    POSTDOC = "postdoc", pgettext_lazy("opportunity", "Postdoctoral workstation")
    MASTER_PLAN = "master_plan", pgettext_lazy("opportunity", "Master's recruitment and training plan")
    PHD_PLAN = "phd_plan", pgettext_lazy("opportunity", "PhD recruitment and training plan")
    TALENT_PROGRAMME = "talent_programme", pgettext_lazy("opportunity", "Talent programme")


class OpportunityState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("opportunity", "Draft")
    PUBLISHED = "published", pgettext_lazy("opportunity", "Published")
    CLOSED = "closed", pgettext_lazy("opportunity", "Closed")
    WITHHELD = "withheld", pgettext_lazy("opportunity", "Not shown for now")  # as its host is not
    ARCHIVED = "archived", pgettext_lazy("opportunity", "Archived")

    def can_become(self, target: Any) -> bool:
        return OpportunityState(target) in _STEPS[self]


_S = OpportunityState
_STEPS: dict[OpportunityState, frozenset[OpportunityState]] = {
    _S.DRAFT: frozenset({_S.PUBLISHED, _S.ARCHIVED}),
    _S.PUBLISHED: frozenset({_S.CLOSED, _S.WITHHELD}),
    _S.CLOSED: frozenset({_S.PUBLISHED, _S.WITHHELD, _S.ARCHIVED}),
    _S.WITHHELD: frozenset({_S.PUBLISHED, _S.ARCHIVED}),
    _S.ARCHIVED: frozenset(),
}
PUBLIC = ("published", "closed")
TO_BE_WHOLE = (*PUBLIC, "withheld")


class Reach(models.TextChoices):
    """Who may apply: everybody, or students of universities whose career office approved the posting."""

    OPEN = "open", pgettext_lazy("reach", "Everybody")
    UNIVERSITIES = "universities", pgettext_lazy("reach", "Students of universities that approved it")


class Filling(models.TextChoices):
    """How places are given: by offers of the host, or by a matching round of several posts."""

    OFFERS = "offers", pgettext_lazy("filling", "By direct offers")
    MATCHING = "matching", pgettext_lazy("filling", "By a matching round")


class Phase(models.TextChoices):
    """What a stage of the selection is for; the state of an application says where it stands."""

    SUBMITTED = "submitted", pgettext_lazy("phase", "Submission")
    COMPLETE = "complete", pgettext_lazy("phase", "Check of the documents")
    UNDER_REVIEW = "under_review", pgettext_lazy("phase", "Review")
    INTERVIEW = "interview", pgettext_lazy("phase", "Interview")
    RANKED = "ranked", pgettext_lazy("phase", "Ranking")
    DECISION = "decision", pgettext_lazy("phase", "Decision")


class SupervisorSide(models.TextChoices):
    HOST = "host", pgettext_lazy("supervisor", "At the host")
    PARTNER = "partner", pgettext_lazy("supervisor", "At the partner university or mobile station")


class DocumentKind(models.TextChoices):
    CV = "cv", _("Curriculum vitae")
    TRANSCRIPT = "transcript", _("Transcript of records")
    DEGREE = "degree", _("Degree certificate")
    PLAN = "plan", _("Research plan")
    LANGUAGE = "language", _("Language certificate")
    PORTFOLIO = "portfolio", _("Portfolio")
    OTHER = "other", pgettext_lazy("document", "Other document")


class OpportunityEnd(models.TextChoices):
    """Why an opportunity was closed: readers see it."""

    FILLED = "filled", pgettext_lazy("closing", "All places are taken")
    WITHDRAWN = "withdrawn", pgettext_lazy("closing", "The host no longer offers it")
    NO_FUNDING = "no_funding", pgettext_lazy("closing", "The funding is missing")
    REPLACED = "replaced", pgettext_lazy("closing", "Another opportunity takes its place")
    OTHER = "other", pgettext_lazy("closing", "Another reason")


class Employment(models.TextChoices):
    """Values of schema.org's employmentType, in small letters."""

    FULL_TIME = "full_time", pgettext_lazy("employment", "Full time")
    PART_TIME = "part_time", pgettext_lazy("employment", "Part time")
    TEMPORARY = "temporary", pgettext_lazy("employment", "For a limited time")
    CONTRACTOR = "contractor", pgettext_lazy("employment", "By contract for work")
    INTERN = "intern", pgettext_lazy("employment", "Internship")


class PayPeriod(models.TextChoices):
    HOUR = "hour", pgettext_lazy("pay", "an hour")
    DAY = "day", pgettext_lazy("pay", "a day")
    WEEK = "week", pgettext_lazy("pay", "a week")
    MONTH = "month", pgettext_lazy("pay", "a month")
    YEAR = "year", pgettext_lazy("pay", "a year")


class Award(models.TextChoices):
    """What a plan of two universities ends with."""

    SINGLE = "single", pgettext_lazy("award", "One degree")
    JOINT = "joint", pgettext_lazy("award", "One joint degree of both universities")
    DOUBLE = "double", pgettext_lazy("award", "Two degrees, one of each university")


class ProgrammeLevel(models.TextChoices):
    NATIONAL = "national", pgettext_lazy("programme", "National")
    PROVINCIAL = "provincial", pgettext_lazy("programme", "Of a province")
    MUNICIPAL = "municipal", pgettext_lazy("programme", "Of a city")
    DISTRICT = "district", pgettext_lazy("programme", "Of a district")
    HOST = "host", pgettext_lazy("programme", "Of the host itself")


class LanguageScale(models.TextChoices):
    """The two scales stand side by side: neither is translated into the other."""

    CEFR = "cefr", "CEFR"
    HSK = "hsk", "HSK"

    @property
    def levels(self) -> tuple[str, ...]:
        return _LEVELS[self]


_LEVELS = {
    LanguageScale.CEFR: ("A1", "A2", "B1", "B2", "C1", "C2"),
    LanguageScale.HSK: ("1", "2", "3", "4", "5", "6", "7", "8", "9"),
}
