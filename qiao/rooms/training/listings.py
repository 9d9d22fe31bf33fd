"""The lists of this room."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.localized import holds_text
from qiao.kit.ui.columns import Column, Sort
from qiao.kit.ui.filters import Filter, MultiChoice
from qiao.kit.ui.listing import Listing
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.opportunities.enums import OpportunityKind
from qiao.rooms.training.domain.step import rows
from qiao.rooms.training.enums import THERE, EnrolmentState
from qiao.rooms.training.models import Attendance, Cohort, Enrolment, Milestone, Outcome

OLDEST = Sort("oldest", _("Oldest first"), ("id",))
NEWEST = Sort("newest", _("Newest first"), ("-id",))
STATE = MultiChoice(name="state", label=_("State"), choices=EnrolmentState.choices)


def roster_of(cohort: Cohort) -> QuerySet[Enrolment]:
    there = Attendance.objects.filter(mark__in=THERE)
    milestones = Milestone.objects.all()
    return (
        rows()
        .filter(cohort=cohort)
        .annotate(
            there=_counted(there),
            milestones_planned=_counted(milestones),
            milestones_confirmed=_counted(milestones.filter(confirmed_at__isnull=False)),
        )
    )


def own_trainings(reader: Any) -> QuerySet[Enrolment]:
    return rows().of_participant(reader)


def outcomes_of_host(host: Organisation) -> QuerySet[Outcome]:
    return _outcomes().filter(host=host)


def outcomes_of_exchange(exchange: Exchange) -> QuerySet[Outcome]:
    return _outcomes().filter(exchange=exchange)


def _outcomes() -> QuerySet[Outcome]:
    return Outcome.objects.select_related("opportunity", "host", "exchange", "university")


def _counted(found: QuerySet[Any]) -> Coalesce:
    of_each = found.filter(enrolment=OuterRef("pk")).order_by().values("enrolment")
    count = of_each.annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(count, output_field=IntegerField()), 0)


def _page_of(row: Enrolment) -> str:
    return reverse("training:enrolment", args=[row.pk])


def _number_of(row: Enrolment) -> str:
    certificate = getattr(row, "certificate", None)
    return certificate.number if certificate else "–"


class Roster(Listing[Enrolment]):
    """Of `roster_of(cohort)`."""

    search_label = _("Name of the participant")
    file_name = "roster"
    filters: ClassVar[Sequence[Filter]] = (STATE,)
    sorts = (OLDEST, NEWEST)
    columns = (
        Column("id", _("Id"), lambda row: str(row.pk), shown=False),
        Column("participant", _("Participant"), "application.title", link=_page_of),
        Column("name_zh", _("Name in Chinese"), "application.profile.name_zh", shown=False),
        Column("name_en", _("Name in English"), "application.profile.name_en", shown=False),
        Column("email", _("E-mail"), "application.profile.email", shown=False),
        Column("state", _("State"), "get_state_display", template="training/parts/state.html"),
        Column("there", _("Sessions attended"), numeric=True),
        Column(
            "milestones",
            _("Milestones confirmed"),
            lambda row: f"{row.milestones_confirmed}/{row.milestones_planned}",
        ),
        Column("certificate", pgettext_lazy("training", "Certificate"), _number_of),
        Column("completed_at", _("Completed at"), lambda row: row.completed_at or "–", shown=False),
    )

    def search(self, queryset: QuerySet[Enrolment], text: str) -> QuerySet[Enrolment]:
        return queryset.filter(holds_text("application__profile__name", text))


class OwnTrainings(Listing[Enrolment]):
    """Of `own_trainings(reader)`."""

    file_name = "my-trainings"
    filters: ClassVar[Sequence[Filter]] = (STATE,)
    sorts = (NEWEST, OLDEST)
    columns = (
        Column("cohort", _("Training"), "cohort.name", link=_page_of),
        Column("host", _("Host"), "cohort.intake.opportunity.host.name"),
        Column("starts_on", _("First day"), "cohort.starts_on"),
        Column("ends_on", _("Last day"), "cohort.ends_on"),
        Column("state", _("State"), "get_state_display", template="training/parts/state.html"),
    )


class OutcomeList(Listing[Outcome]):
    """Who completed is not named: what is counted is enough."""

    file_name = "training-outcomes"
    filters: ClassVar[Sequence[Filter]] = (
        MultiChoice(name="kind", label=_("Kind"), choices=OpportunityKind.choices),
    )
    sorts = (NEWEST, OLDEST)
    columns = (
        Column("opportunity", _("Opportunity"), "opportunity.title"),
        Column("kind", _("Kind"), "get_kind_display"),
        Column("host", _("Host"), "host.name"),
        Column("exchange", _("Exchange"), lambda row: row.exchange.name if row.exchange else "–"),
        Column("university", _("University"), lambda row: row.university.name if row.university else "–"),
        Column("completed_at", _("Completed at")),
    )
