"""The lists of this room: the applicant's own, the host's queue, and what a career office sees."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.localized import holds_text
from qiao.kit.ui.columns import Column, Sort
from qiao.kit.ui.filters import Choice, Filter, MultiChoice
from qiao.kit.ui.listing import Listing
from qiao.rooms.applications.domain.step import rows
from qiao.rooms.applications.enums import NAMED, ApplicationState
from qiao.rooms.applications.guidance import guidance
from qiao.rooms.applications.models import Application, ReferenceLetter
from qiao.rooms.directory.models import Organisation
from qiao.rooms.offices.models import StudentRegistration
from qiao.rooms.opportunities.enums import OpportunityKind
from qiao.rooms.opportunities.models import Opportunity

FILED = [each for each in ApplicationState.choices if each[0] != ApplicationState.DRAFT]
NEWEST, OLDEST = Sort("newest", _("Newest first"), ("-id",)), Sort("oldest", _("Oldest first"), ("id",))


def own_applications(reader: Any) -> QuerySet[Application]:
    return rows().of_applicant(reader)


def queue_of(opportunity: Opportunity) -> QuerySet[Application]:
    letters = ReferenceLetter.objects.received().filter(application=OuterRef("pk")).order_by()
    counted = letters.values("application").annotate(number=Count("pk")).values("number")
    found = rows().filed().filter(opportunity=opportunity)
    return found.annotate(letters_received=Coalesce(Subquery(counted), 0))


def students_of(office: Organisation) -> QuerySet[Application]:
    """What its confirmed students sent, as long as their consent holds."""
    confirmed = StudentRegistration.objects.confirmed().filter(university=office)
    number = confirmed.filter(profile=OuterRef("profile")).values("student_number")[:1]
    found = rows().filed().filter(profile__in=confirmed.values("profile"))
    return found.annotate(student_number=Subquery(number))


class OwnList(Listing[Application]):
    search_label = _("Title or host")
    file_name = "applications"
    filters: ClassVar[Sequence[Filter]] = (
        MultiChoice(name="state", label=_("State"), choices=ApplicationState.choices),
    )
    sorts = (NEWEST, OLDEST)
    columns = (
        Column(
            "opportunity",
            _("Opportunity"),
            "opportunity.title",
            link=lambda row: reverse("applications:application", args=[row.pk]),
        ),
        Column("host", _("Host"), "opportunity.host.name"),
        Column("state", _("State"), "get_state_display", template="applications/parts/state.html"),
        Column("reason", _("Reason"), lambda row: row.get_closing_reason_display() or "–"),
        Column("next", _("What to do next"), guidance),
        Column("deadline", _("Deadline"), "intake.closes_at"),
    )

    def search(self, queryset: QuerySet[Application], text: str) -> QuerySet[Application]:
        host = holds_text("opportunity__host__name", text)
        return queryset.filter(holds_text("opportunity__title", text) | host)


class QueueList(Listing[Application]):
    """Of `queue_of(opportunity)`. Where names are hidden, nobody finds an application by a name either."""

    search_label = _("Name of the applicant")
    file_name = "applications"
    filters: Sequence[Filter] = (  # type: ignore[misc]  # the stages and intakes are those of the opportunity
        MultiChoice(name="state", label=_("State"), choices=FILED),
        MultiChoice(name="stage", label=pgettext_lazy("selection", "Stage"), choices=[]),
        Choice(name="intake", label=_("Intake"), choices=[]),
    )
    sorts = (
        Sort("oldest", _("Oldest first"), ("id",)),
        NEWEST,
    )
    columns = (
        Column("id", _("Id"), lambda row: str(row.pk), shown=False),
        Column("applicant", _("Applicant"), "title", template="applications/parts/applicant.html"),
        Column(
            "chosen",
            _("Choose"),
            lambda row: "",
            template="applications/parts/choice.html",
            exported=False,
        ),
        Column("state", _("State"), "get_state_display", template="applications/parts/state.html"),
        Column(
            "stage", pgettext_lazy("selection", "Stage"), lambda row: row.stage.name if row.stage else "–"
        ),
        Column("intake", _("Intake"), "intake.name"),
        Column("letters", _("Letters"), "letters_received", numeric=True),
        Column("submitted_at", _("Submitted")),
        Column("completed_at", _("Complete since"), lambda row: row.completed_at or "–", shown=False),
        Column("reason", _("Reason"), lambda row: row.get_closing_reason_display() or "–", shown=False),
    )

    def __init__(
        self, request: HttpRequest, queryset: QuerySet[Application], opportunity: Opportunity
    ) -> None:
        stages = [(str(each.pk), str(each.name)) for each in opportunity.stages.order_by("number")]
        intakes = [(str(each.pk), each.name) for each in opportunity.intakes.order_by("number")]
        self.filters = (
            type(self).filters[0],
            MultiChoice(name="stage", label=pgettext_lazy("selection", "Stage"), choices=stages),
            Choice(name="intake", label=_("Intake"), choices=intakes),
        )
        super().__init__(request, queryset)

    def search(self, queryset: QuerySet[Application], text: str) -> QuerySet[Application]:
        open_names = Q(opportunity__is_blind=False) | Q(state__in=NAMED)
        return queryset.filter(holds_text("profile__name", text) & open_names)


class StudentList(Listing[Application]):
    """Where students stand: nothing of what they wrote, nothing of their documents or letters."""

    search_label = _("Student, number or opportunity")
    file_name = "students-applications"
    filters: ClassVar[Sequence[Filter]] = (
        MultiChoice(name="state", label=_("State"), choices=FILED),
        MultiChoice(
            name="kind",
            label=pgettext_lazy("opportunity", "Kind"),
            choices=OpportunityKind.choices,
            lookup="opportunity__kind",
        ),
    )
    sorts = (NEWEST, OLDEST)
    columns = (
        Column("student", _("Student"), lambda row: row.profile.name or str(row.profile)),
        Column("student_number", _("Student number"), lambda row: row.student_number or "–"),
        Column(
            "opportunity",
            _("Opportunity"),
            "opportunity.title",
            link=lambda row: reverse("opportunities:opportunity", args=[row.opportunity_id]),
        ),
        Column("host", _("Host"), "opportunity.host.name"),
        Column("state", _("State"), "get_state_display", template="applications/parts/state.html"),
        Column("reason", _("Reason"), lambda row: row.get_closing_reason_display() or "–"),
        Column("submitted_at", _("Submitted")),
    )

    def search(self, queryset: QuerySet[Application], text: str) -> QuerySet[Application]:
        named = holds_text("profile__name", text) | holds_text("opportunity__title", text)
        return queryset.filter(named | Q(student_number__icontains=text))
