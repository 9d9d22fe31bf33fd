"""The lists of this room."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Avg, Count, Exists, F, FloatField, Max, Min, OuterRef, Q, QuerySet, StdDev, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from qiao.kit.ui.columns import Column, Sort
from qiao.kit.ui.filters import Filter, MultiChoice
from qiao.kit.ui.listing import Listing
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.reviews.enums import AssessmentState
from qiao.rooms.reviews.models import Assignment, ConflictDeclaration

NONE = Value(-1.0, output_field=FloatField())
TOTAL = "assignments__assessment__total"
SUBMITTED = Q(assignments__assessment__state=AssessmentState.SUBMITTED)
SELECTED = [(state, label) for state, label in ApplicationState.choices if state != ApplicationState.DRAFT]


def judged(opportunity: Opportunity, reader: Any) -> QuerySet[Application]:
    """With what the panel thinks: how many, mean, lowest, highest and deviation, in hundredths. -1 stands for
    none, so that a list can be ordered by it; also where the reader has a conflict of interest, or still owes
    an assessment."""
    owed = Assignment.objects.of_reader(reader).owed().filter(application=OuterRef("pk"))
    barred = ConflictDeclaration.objects.conflicts().filter(application=OuterRef("pk"), reviewer__user=reader)
    shown = SUBMITTED & Q(owed=False, barred=False)
    rows = Application.objects.filed().filter(opportunity=opportunity)
    rows = rows.select_related("profile", "opportunity", "intake")
    return (
        rows.annotate(owed=Exists(owed), barred=Exists(barred))
        .annotate(
            given=Count("assignments", filter=Q(assignments__suspended_at=None)),
            reviews=Count("assignments__assessment", filter=shown),
            mean=Coalesce(Avg(TOTAL, filter=shown), NONE),
            low=Coalesce(Min(TOTAL, filter=shown), NONE),
            high=Coalesce(Max(TOTAL, filter=shown), NONE),
            deviation=Coalesce(StdDev(TOTAL, filter=shown), NONE),
        )
        .annotate(span=F("high") - F("low"))
    )


def _number(name: str) -> Any:
    return lambda row: round(getattr(row, name), 1) if row.reviews else "–"


def _counted(row: Application) -> str:
    return now("%(reviews)s of %(given)s") % {"reviews": row.reviews, "given": row.given}  # type: ignore[attr-defined]  # annotated


class JudgedList(Listing[Application]):
    """Of `judged(opportunity)`, the best first."""

    file_name = "assessments"
    filters: ClassVar[Sequence[Filter]] = (MultiChoice(name="state", label=_("State"), choices=SELECTED),)
    sorts = (
        Sort("mean", _("Mean"), ("-mean", "id")),
        Sort("spread", _("Spread"), ("-span", "id")),
        Sort("reviews", _("Assessments"), ("reviews", "id")),
        Sort("filed", _("Submitted"), ("id",)),
    )
    columns = (
        Column("id", _("Id"), lambda row: str(row.pk), shown=False),
        Column(
            "title",
            _("Application"),
            "title",
            link=lambda row: reverse("reviews:application", args=[row.pk]),
        ),
        Column("state", _("State"), "get_state_display"),
        Column("reviews", _("Assessments"), _counted, sort="reviews", numeric=True),
        Column("mean", _("Mean"), _number("mean"), sort="mean", numeric=True),
        Column("spread", _("Spread"), template="reviews/parts/spread.html", sort="spread", exported=False),
        Column("low", _("Lowest"), _number("low"), shown=False),
        Column("high", _("Highest"), _number("high"), shown=False),
        Column("deviation", _("Standard deviation"), _number("deviation"), shown=False),
        Column("submitted_at", _("Submitted"), sort="filed", shown=False),
    )


def own_assignments(opportunity: Opportunity, reader: Any) -> QuerySet[Assignment]:
    found = Assignment.objects.of_reader(reader).filter(application__opportunity=opportunity)
    return found.select_related(
        "application__profile", "application__opportunity", "assessment", "reviewer"
    ).annotate(
        is_submitted=Count("assessment", filter=Q(assessment__state=AssessmentState.SUBMITTED)),
    )


class OwnList(Listing[Assignment]):
    """Of `own_assignments(opportunity, reader)`, what is to be done first."""

    exports = ()
    sorts = (Sort("open", _("To be done first"), ("is_submitted", "id")),)
    columns = (
        Column(
            "application",
            _("Application"),
            "application.title",
            link=lambda row: reverse("reviews:assignment", args=[row.pk]),
        ),
        Column("assessment", _("Your assessment"), template="reviews/parts/own_state.html"),
        Column("due_at", _("Due"), lambda row: row.due_at or "–"),
    )
