"""The filters of the search: each knows its field in the form, its condition and its chip."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Exists, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.localized import active_language
from qiao.kit.bilingual.sorting import sort_key
from qiao.kit.ui.filters import Boolean, Choice, Filter, MultiChoice
from qiao.rooms.directory.countries import LOCALES, country_choices, country_name
from qiao.rooms.directory.domain.membership import standing
from qiao.rooms.directory.isced import field_name
from qiao.rooms.directory.models import Organisation
from qiao.rooms.finding.enums import When
from qiao.rooms.offices.enums import DENIED, ApprovalState
from qiao.rooms.offices.gate import offices
from qiao.rooms.offices.models import HostApproval, OfficeSettings, PostingApproval, StudentRegistration
from qiao.rooms.opportunities.codes import BROAD, LANGUAGES, OTHER_LANGUAGE, field_bit, language_bit
from qiao.rooms.opportunities.enums import OpportunityKind, Reach
from qiao.rooms.profiles.enums import CareerStage, DegreeLevel

NO_VALUE = "none"


@dataclass(frozen=True, kw_only=True)
class OrNone(MultiChoice):
    """Also those that ask for nothing of the kind."""

    def apply(self, queryset: QuerySet[Any], cleaned: dict[str, Any]) -> QuerySet[Any]:
        if not (chosen := cleaned.get(self.name)):
            return queryset
        values = ["" if value == NO_VALUE else value for value in chosen]
        return queryset.filter(**{f"{self.path}__in": values})


@dataclass(frozen=True, kw_only=True)
class BitChoice(Choice):
    """Of a column that holds several values as bits."""

    bit: Callable[[str], int]

    def apply(self, queryset: QuerySet[Any], cleaned: dict[str, Any]) -> QuerySet[Any]:
        if not (value := cleaned.get(self.name)):
            return queryset
        common = {f"{self.name}_in_common": F(self.path).bitand(self.bit(value))}
        judged: QuerySet[Any] = queryset.alias(**common)
        return judged.filter(**{f"{self.name}_in_common__gt": 0})


@dataclass(frozen=True, kw_only=True)
class WhenChoice(Choice):
    """By the deadline. Those without an intake are never found: nobody can apply to them."""

    def apply(self, queryset: QuerySet[Any], cleaned: dict[str, Any]) -> QuerySet[Any]:
        now = timezone.now()
        value = cleaned.get(self.name) or ""
        if value == When.PAST:
            return queryset.filter(closes_at__lte=now)
        ahead = queryset.filter(closes_at__gt=now)
        if value == When.OPEN:
            return ahead.filter(opens_at__lte=now)
        if value == When.LATER:
            return ahead.filter(opens_at__gt=now)
        return ahead.filter(closes_at__lte=now + dt.timedelta(days=int(value))) if value else ahead


class KeptOrganisation(forms.UUIDField):
    """An entry that was merged stands for the one that was kept, in old addresses and saved searches too."""

    def clean(self, value: Any) -> Any:
        given = super().clean(value)
        found = Organisation.objects.filter(pk=given).first() if given else None
        return standing(found).pk if found else given


@dataclass(frozen=True, kw_only=True)
class HostChoice(Filter):
    def fields(self) -> dict[str, forms.Field]:
        return {self.name: KeptOrganisation(required=False, widget=forms.HiddenInput)}

    def apply(self, queryset: QuerySet[Any], cleaned: dict[str, Any]) -> QuerySet[Any]:
        host: UUID | None = cleaned.get(self.name)
        return queryset.filter(host=host) if host else queryset

    def chips(self, cleaned: dict[str, Any]) -> list[tuple[str, str, str]]:
        if not (host := cleaned.get(self.name)):
            return []
        found = Organisation.objects.published().filter(pk=host).first()
        words = gettext("%(label)s: %(value)s") % {"label": self.label, "value": found.name if found else "–"}
        return [(self.name, str(host), words)]


@dataclass(frozen=True, kw_only=True)
class Approved(Boolean):
    """For the students of these universities: what their career offices approved."""

    universities: tuple[UUID, ...]

    def fields(self) -> dict[str, forms.Field]:
        offered = [("", gettext("Any")), ("1", str(self.yes))]
        return {self.name: forms.ChoiceField(label=str(self.label), choices=offered, required=False)}

    def apply(self, queryset: QuerySet[Any], cleaned: dict[str, Any]) -> QuerySet[Any]:
        if not cleaned.get(self.name):
            return queryset
        return queryset.filter(reduce(or_, map(_approved_by, self.universities)))


def _approved_by(university: UUID) -> Q:
    """As `offices.gate` lets its students apply, asked of all opportunities together."""
    host = HostApproval.objects.filter(university=university, state=ApprovalState.APPROVED)
    own = PostingApproval.objects.filter(university=university)
    covers = OfficeSettings.objects.filter(university=university, host_covers_postings=True)
    denied = own.filter(state__in=DENIED).values("opportunity")
    by_host = Q(Exists(covers)) & ~Q(pk__in=denied)
    approved = Q(pk__in=own.filter(state=ApprovalState.APPROVED).values("opportunity"))
    return (Q(host__in=host.values("host")) | Q(host=university)) & (approved | by_host)


def field_choices() -> list[tuple[str, str]]:
    return [(code, field_name(code)) for code in BROAD]


def language_choices() -> list[tuple[str, str]]:
    named = [(code, language_name(code)) for code in LANGUAGES]
    return [*named, (OTHER_LANGUAGE, gettext("Another language"))]


def language_name(code: str) -> str:
    if code == OTHER_LANGUAGE:
        return gettext("Another language")
    return str(LOCALES[active_language()].languages.get(code, code))


def sorted_countries() -> list[tuple[str, str]]:
    return _sorted_countries(active_language())


@cache
def _sorted_countries(language: str) -> list[tuple[str, str]]:
    named = [(code, country_name(code, language)) for code, _name in country_choices()]
    return sorted(named, key=lambda pair: sort_key(pair[1], language))


NONE_ASKED = (NO_VALUE, pgettext_lazy("requirement", "None asked for"))
FILTERS: tuple[Filter, ...] = (
    WhenChoice(name="when", label=pgettext_lazy("opportunity", "Deadline"), choices=When.choices),
    MultiChoice(name="kind", label=_("Kind"), choices=OpportunityKind.choices),
    Choice(name="country", label=_("Country or region"), choices=sorted_countries),
    BitChoice(
        name="field",
        label=pgettext_lazy("research", "Field"),
        lookup="field_bits",
        choices=field_choices,
        bit=field_bit,
    ),
    OrNone(name="degree", label=_("Least degree"), choices=[*DegreeLevel.choices, NONE_ASKED]),
    OrNone(
        name="stage",
        label=_("Career stage"),
        lookup="career_stage",
        choices=[*CareerStage.choices, NONE_ASKED],
    ),
    BitChoice(
        name="language",
        label=_("Language needed"),
        lookup="language_bits",
        choices=language_choices,
        bit=language_bit,
    ),
    Choice(name="reach", label=_("Who may apply"), choices=Reach.choices),
    Boolean(name="remote", label=_("May be done from elsewhere"), lookup="is_remote"),
    HostChoice(name="host", label=_("Host")),
)


def filters_for(reader: Any) -> tuple[Filter, ...]:
    """Registered students also find what their career office approved."""
    if not (universities := universities_of(reader)):
        return FILTERS
    label = _("Approved by my university")
    return (*FILTERS, Approved(name="approved", label=label, universities=universities))


def universities_of(reader: Any) -> tuple[UUID, ...]:
    if not getattr(reader, "is_authenticated", False):
        return ()
    confirmed = StudentRegistration.objects.confirmed().filter(university__in=offices())
    own = confirmed.filter(profile__user=reader).order_by("university")
    return tuple(own.values_list("university", flat=True))
