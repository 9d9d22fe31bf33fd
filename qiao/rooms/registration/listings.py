"""The lists of this room: what they search, filter, sort, show and export."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.localized import holds_text, sort_field
from qiao.kit.bilingual.search import matching
from qiao.kit.ui.columns import Column, Sort
from qiao.kit.ui.filters import Choice, Filter, MultiChoice
from qiao.kit.ui.listing import Listing
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.enums import SEATED, DelegationState
from qiao.rooms.exchanges.models import DelegationMember, Exchange
from qiao.rooms.registration.domain import kinds
from qiao.rooms.registration.domain.reading import pages_of, questions_of
from qiao.rooms.registration.enums import Direction, NeedKind, ReviewState
from qiao.rooms.registration.forms.needs import needs_in_words
from qiao.rooms.registration.models import Answer, Need, Question, Registration, Review

STAGES = (
    ("none", _("Nothing told yet")),
    ("missing", _("Answers missing")),
    ("complete", _("Complete")),
)


def registrations_for(exchange: Exchange) -> QuerySet[DelegationMember]:
    """The members on a seat with what they told, in a constant number of queries."""
    rows = DelegationMember.objects.active().filter(
        delegation__exchange=exchange, delegation__state__in=SEATED
    )
    answers = Prefetch("registration__answers", Answer.objects.all())
    rows = rows.select_related("delegation__organisation", "registration__stay__hotel")
    return rows.prefetch_related("registration__needs", "registration__legs", answers)


def member_url(member: DelegationMember) -> str:
    return reverse("registration:member", args=[member.pk])


def registration_of(member: DelegationMember) -> Registration | None:
    return getattr(member, "registration", None)


def stage(member: DelegationMember) -> str:
    row = registration_of(member)
    if row is None:
        return str(STAGES[0][1])
    return gettext("%(number)s missing") % {"number": row.missing} if row.missing else str(STAGES[2][1])


def needs(member: DelegationMember) -> str:
    row = registration_of(member)
    rows = list(row.needs.all()) if row else []
    return needs_in_words(rows) if rows else ""


def leg(member: DelegationMember, direction: Direction) -> str:
    row = registration_of(member)
    found = next((leg for leg in row.legs.all() if leg.direction == direction), None) if row else None
    if found is None:
        return ""
    there = found.at.astimezone(member.delegation.exchange.zone)
    return f"{date_format(there, 'SHORT_DATETIME_FORMAT')} {found.number}".strip()


def hotel(member: DelegationMember) -> str:
    row = registration_of(member)
    stay = getattr(row, "stay", None)
    if stay is None:
        return ""
    where = str(stay.hotel) if stay.hotel else gettext("no hotel yet")
    return f"{where}, {date_format(stay.first_night, 'SHORT_DATE_FORMAT')} × {stay.nights}"


@dataclass(frozen=True, kw_only=True)
class Stage(Choice):
    def apply(self, queryset: QuerySet[Any], cleaned: dict[str, Any]) -> QuerySet[Any]:
        match cleaned.get(self.name):
            case "none":
                return queryset.filter(registration=None)
            case "missing":
                return queryset.filter(registration__missing__gt=0)
            case "complete":
                return queryset.filter(registration__missing=0)
        return queryset


@dataclass(frozen=True, kw_only=True)
class WithNeed(MultiChoice):
    """Any of the kinds of need."""

    def apply(self, queryset: QuerySet[Any], cleaned: dict[str, Any]) -> QuerySet[Any]:
        if not (chosen := cleaned.get(self.name)):
            return queryset
        found = Need.objects.filter(kind__in=chosen).values("registration__member")
        return queryset.filter(pk__in=found)


class RegistrationList(Listing[DelegationMember]):
    """Of `registrations_for(exchange)`; a file has a column for each question to a member."""

    search_label = _("Name or university")
    file_name = "registrations"
    filters: ClassVar[Sequence[Filter]] = (
        MultiChoice(
            name="state",
            label=_("State of the delegation"),
            lookup="delegation__state",
            choices=[(state.value, state.label) for state in DelegationState if state in SEATED],
        ),
        Stage(name="stage", label=pgettext_lazy("registration form", "Answers"), choices=STAGES),
        WithNeed(name="need", label=_("Needs"), choices=NeedKind.choices),
    )
    sorts = (
        Sort("university", _("University"), ("delegation__organisation__sort_en", "delegation_id", "seat")),
        Sort("newest", _("Newest first"), ("-id",)),
    )
    columns: Sequence[Column] = (  # type: ignore[misc]  # a list adds those of its exchange
        Column("name", pgettext_lazy("person", "Name"), link=member_url, exported=False),
        Column("name_zh", pgettext_lazy("person", "Name (Chinese)"), shown=False),
        Column("name_en", pgettext_lazy("person", "Name (English)"), shown=False),
        Column("university", _("University"), "delegation.organisation.name", sort="university"),
        Column("state", _("Delegation"), "delegation.get_state_display"),
        Column("stage", pgettext_lazy("registration form", "Answers"), stage),
        Column("needs", _("Needs"), needs),
        Column("arrival", _("Arrival"), lambda row: leg(row, Direction.ARRIVAL)),
        Column("departure", _("Departure"), lambda row: leg(row, Direction.DEPARTURE), shown=False),
        Column("hotel", _("Hotel and nights"), hotel),
    )

    def __init__(
        self, request: HttpRequest, queryset: QuerySet[DelegationMember], exchange: Exchange
    ) -> None:
        super().__init__(request, queryset)
        self.exchange = exchange
        if request.GET.get("export"):
            questions = questions_of(pages_of(exchange))
            more = [_column(question) for question in questions if question.is_personal]
            self.columns = (*type(self).columns, *more)

    @cached_property
    def order(self) -> tuple[str, ...]:
        return tuple(name.replace("sort_en", sort_field()) for name in super().order)

    @property
    def items(self) -> list[DelegationMember]:
        return [self._of_exchange(row) for row in super().items]

    def search(self, queryset: QuerySet[DelegationMember], text: str) -> QuerySet[DelegationMember]:
        found = matching(Organisation.objects.standing(), text).values("pk")
        named = holds_text("name", text)
        return queryset.filter(named | Q(delegation__organisation__in=found))

    def _of_exchange(self, row: DelegationMember) -> DelegationMember:
        row.delegation.exchange = self.exchange
        return row


def _column(question: Question) -> Column:
    return Column(question.field_name, str(question.label), lambda row: _answer(row, question), shown=False)


def _answer(member: DelegationMember, question: Question) -> str:
    row = registration_of(member)
    answers = row.answers.all() if row else []
    return next(
        (kinds.shown(question, each.value) for each in answers if each.question_id == question.pk), ""
    )


def reviews_for(exchange: Exchange) -> QuerySet[Review]:
    rows = Review.objects.filter(registration__delegation__exchange=exchange)
    rows = rows.select_related("question", "registration__member", "registration__delegation__organisation")
    return rows.prefetch_related("question__options")


def review_url(review: Review) -> str:
    return reverse("registration:review", args=[review.pk])


class ReviewList(Listing[Review]):
    """Of `reviews_for(exchange)`."""

    exports = ()
    filters: ClassVar[Sequence[Filter]] = (
        MultiChoice(name="state", label=_("State"), choices=ReviewState.choices),
    )
    sorts = (Sort("newest", _("Newest first"), ("-id",)), Sort("oldest", _("Oldest first"), ("id",)))
    columns = (
        Column("question", pgettext_lazy("registration form", "Question"), "question.label", link=review_url),
        Column(
            "who",
            _("Of whom"),
            lambda row: row.registration.member or row.registration.delegation.organisation,
        ),
        Column("old", _("Answer before"), lambda row: kinds.shown(row.question, row.old)),
        Column("new", _("New answer"), lambda row: kinds.shown(row.question, row.new)),
        Column("state", _("State"), "get_state_display"),
    )
