"""The lists of this room."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.localized import holds_text, sort_field
from qiao.kit.bilingual.search import matching
from qiao.kit.ui.columns import Column, Sort
from qiao.kit.ui.filters import Boolean, Choice, Filter, MultiChoice
from qiao.kit.ui.listing import Listing
from qiao.rooms.directory.listings import countries_present
from qiao.rooms.directory.models import Organisation
from qiao.rooms.offices.enums import STANDING, ApprovalState, RegistrationState
from qiao.rooms.offices.gate import offices
from qiao.rooms.offices.models import HostApproval, PostingApproval, Recommendation, StudentRegistration
from qiao.rooms.opportunities.enums import OpportunityKind
from qiao.rooms.opportunities.models import Opportunity

BY_AGE = (
    Sort("newest", _("Newest first"), ("-id",)),
    Sort("oldest", _("Oldest first"), ("id",)),
)
STATE = MultiChoice(name="state", label=_("State"), choices=ApprovalState.choices)
PICK = Column("pick", _("Choose"), template="offices/cells/pick.html", exported=False)
STATE_CELL = Column("state", _("State"), "get_state_display", template="offices/cells/state.html")
ASKED = Column("asked_at", pgettext_lazy("approval", "Asked"), lambda row: row.asked_at or "–")
DECIDED = Column("decided_at", pgettext_lazy("approval", "Decided"), lambda row: row.decided_at or "–")


def hosts_named(text: str) -> QuerySet[Any, Any]:
    return matching(Organisation.objects.standing(), text).values("pk")


class HostList(Listing[HostApproval]):
    """Of one university, with the host at hand."""

    search_label = _("Name of the host")
    file_name = "hosts"
    filters: ClassVar[Sequence[Filter]] = (STATE,)
    sorts = BY_AGE
    columns = (
        Column(
            "host",
            _("Host"),
            "host.name",
            link=lambda row: reverse("offices:host", args=[row.university_id, row.host_id]),
        ),
        PICK,
        Column("country", _("Country or region"), "host.country_name"),
        STATE_CELL,
        ASKED,
        DECIDED,
    )

    def search(self, queryset: QuerySet[HostApproval], text: str) -> QuerySet[HostApproval]:
        return queryset.filter(host__in=hosts_named(text))


class PostingList(Listing[PostingApproval]):
    """Of one university, with the opportunity and its host at hand."""

    search_label = _("Title or host")
    file_name = "postings"
    filters: ClassVar[Sequence[Filter]] = (
        STATE,
        MultiChoice(
            name="kind", label=_("Kind"), lookup="opportunity__kind", choices=OpportunityKind.choices
        ),
    )
    sorts = BY_AGE
    columns = (
        Column(
            "posting",
            pgettext_lazy("office", "Posting"),
            "opportunity.title",
            link=lambda row: reverse("offices:posting", args=[row.university_id, row.opportunity_id]),
        ),
        PICK,
        Column("host", _("Host"), "opportunity.host.name"),
        Column("kind", _("Kind"), "opportunity.get_kind_display"),
        Column(
            "deadline",
            pgettext_lazy("opportunity", "Deadline"),
            lambda row: row.opportunity.closes_at or "–",
        ),
        STATE_CELL,
        ASKED,
        DECIDED,
    )

    def search(self, queryset: QuerySet[PostingApproval], text: str) -> QuerySet[PostingApproval]:
        hosts = Q(opportunity__host__in=hosts_named(text))
        return queryset.filter(holds_text("opportunity__title", text) | hosts)


class StudentList(Listing[StudentRegistration]):
    """Of one university: whose consent holds."""

    search_label = _("Name, e-mail or student number")
    file_name = "students"
    filters: ClassVar[Sequence[Filter]] = (
        MultiChoice(
            name="state",
            label=_("State"),
            choices=[each for each in RegistrationState.choices if each[0] in STANDING],
        ),
    )
    sorts = BY_AGE
    columns = (
        Column("id", _("Id"), lambda row: str(row.pk), shown=False),
        Column(
            "student",
            _("Student"),
            lambda row: str(row.profile.name) or row.profile.user.email,
            link=lambda row: reverse("offices:student", args=[row.pk]),
        ),
        PICK,
        Column("email", _("E-mail"), "profile.user.email"),
        Column("student_number", _("Student number"), lambda row: row.student_number or "–"),
        Column("matched_domain", _("Confirmed address at"), lambda row: row.matched_domain or "–"),
        STATE_CELL,
        Column("created_at", pgettext_lazy("student", "Registered")),
        DECIDED,
    )

    def search(self, queryset: QuerySet[StudentRegistration], text: str) -> QuerySet[StudentRegistration]:
        paths = ("profile__name_zh", "profile__name_en", "profile__user__email", "student_number")
        found = Q()
        for path in paths:
            found |= Q(**{f"{path}__icontains": text})
        return queryset.filter(found)


class RecommendationList(Listing[Recommendation]):
    """Of one university, with the opportunity and its host at hand."""

    search_label = _("Title or host")
    file_name = "recommendations"
    sorts = BY_AGE
    columns = (
        Column(
            "posting",
            pgettext_lazy("office", "Posting"),
            "opportunity.title",
            link=lambda row: reverse("offices:posting", args=[row.university_id, row.opportunity_id]),
        ),
        Column("host", _("Host"), "opportunity.host.name"),
        Column("note", pgettext_lazy("recommendation", "Note to students"), "note"),
        Column(
            "deadline",
            pgettext_lazy("opportunity", "Deadline"),
            lambda row: row.opportunity.closes_at or "–",
        ),
        Column("created_at", pgettext_lazy("recommendation", "Recommended")),
    )

    def search(self, queryset: QuerySet[Recommendation], text: str) -> QuerySet[Recommendation]:
        hosts = Q(opportunity__host__in=hosts_named(text))
        return queryset.filter(holds_text("opportunity__title", text) | hosts)


class OfficeList(Listing[Any]):
    """Universities with a career office, for a student to choose from."""

    search_label = _("Name, acronym, pinyin, place or field")
    file_name = "universities"
    exports = ()
    filters: ClassVar[Sequence[Filter]] = (
        Choice(name="country", label=_("Country or region"), choices=countries_present),
    )
    sorts = (Sort("title", _("Name"), ("sort_en",)),)
    columns: ClassVar[Sequence[Column]] = (
        Column(
            "name",
            _("University"),
            "name",
            link=lambda row: reverse("offices:registration_new", args=[row.pk]),
        ),
        Column("country", _("Country or region"), "country_name"),
    )

    @cached_property
    def order(self) -> tuple[str, ...]:
        """By the name that the reader sees."""
        return tuple(name.replace("sort_en", sort_field()) for name in super().order)

    def search(self, queryset: QuerySet[Any], text: str) -> QuerySet[Any]:
        return matching(queryset, text)


class AskList(OfficeList):
    """Of `offices_with_word_on(opportunity)`, for its host."""

    filters: ClassVar[Sequence[Filter]] = (
        *OfficeList.filters,
        Boolean(name="unasked", label=_("Not asked yet"), lookup="posting_state__isnull"),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("name", _("University"), "name"),
        Column("pick", _("Choose"), template="offices/cells/pick.html", exported=False),
        Column("country", _("Country or region"), "country_name"),
        Column("host", _("Your organisation"), template="offices/cells/host_state.html"),
        Column("posting", _("This posting"), template="offices/cells/posting_state.html"),
        Column("note", _("What the office says"), template="offices/cells/office_note.html"),
    )


def offices_with_word_on(opportunity: Opportunity) -> QuerySet[Organisation]:
    host = HostApproval.objects.filter(university=OuterRef("pk"), host=opportunity.host_id)
    posting = PostingApproval.objects.filter(university=OuterRef("pk"), opportunity=opportunity)
    word = {
        "host_state": Subquery(host.values("state")[:1]),
        "posting_state": Subquery(posting.values("state")[:1]),
        "posting_message": Subquery(posting.values("message")[:1]),
    }
    return offices().select_related("office_settings").annotate(**word)


class HostingList(Listing[HostApproval]):
    """For those who speak for hosts: what universities say of them."""

    search_label = _("Name of the university")
    file_name = "approvals"
    filters: ClassVar[Sequence[Filter]] = (STATE,)
    sorts = BY_AGE
    columns = (
        Column("university", _("University"), "university.name"),
        Column("host", _("Host"), "host.name"),
        STATE_CELL,
        ASKED,
        DECIDED,
    )

    def search(self, queryset: QuerySet[HostApproval], text: str) -> QuerySet[HostApproval]:
        return queryset.filter(university__in=hosts_named(text))
