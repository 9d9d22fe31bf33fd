"""The lists of the directory: what they search, filter, sort, show and export."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.localized import active_language, sort_field
from qiao.kit.bilingual.search import matching
from qiao.kit.bilingual.sorting import sort_key
from qiao.kit.ui.columns import Column, Sort
from qiao.kit.ui.filters import Choice, Filter, MultiChoice
from qiao.kit.ui.listing import Listing
from qiao.rooms.directory.countries import country_name
from qiao.rooms.directory.enums import FieldScheme, OrganisationKind, Provenance, Publication
from qiao.rooms.directory.isced import field_choices
from qiao.rooms.directory.models import Affiliation, Organisation, OrganisationField, Person, UnitField


def organisation_url(organisation: Organisation) -> str:
    return reverse("directory:organisation", args=[organisation.pk])


def person_url(person: Person) -> str:
    return reverse("directory:person", args=[person.pk])


def countries_present() -> list[tuple[str, str]]:
    codes = Organisation.objects.standing().order_by().values_list("country", flat=True).distinct()
    language = active_language()
    named = [(code, country_name(code)) for code in codes]
    return sorted(named, key=lambda pair: sort_key(pair[1], language))


@dataclass(frozen=True, kw_only=True)
class FieldChoice(Choice):
    """A field covers the finer ones below it, of the organisation and of its units."""

    def apply(self, queryset: QuerySet[Any], cleaned: dict[str, Any]) -> QuerySet[Any]:
        if not (code := cleaned.get(self.name)):
            return queryset
        same = Q(scheme=FieldScheme.ISCED_F, code__startswith=code)
        own = OrganisationField.objects.filter(same).values("organisation")
        of_units = UnitField.objects.filter(same).values("unit__organisation")
        return queryset.filter(Q(pk__in=own) | Q(pk__in=of_units))


@dataclass(frozen=True, kw_only=True)
class CountryOfWork(Choice):
    def apply(self, queryset: QuerySet[Any], cleaned: dict[str, Any]) -> QuerySet[Any]:
        if not (code := cleaned.get(self.name)):
            return queryset
        there = Affiliation.objects.current().filter(organisation__in=_published(country=code))
        return queryset.filter(pk__in=there.values("person"))


def _published(**wanted: Any) -> QuerySet[Organisation]:
    return Organisation.objects.published().filter(**wanted)


class _ByName(Listing[Any]):
    """Sorted by the names that the reader sees: the other language's order would look like none."""

    @cached_property
    def order(self) -> tuple[str, ...]:
        return tuple(name.replace("sort_en", sort_field()) for name in super().order)


class OrganisationList(_ByName):
    search_label = _("Name, acronym, pinyin, place or field")
    file_name = "organisations"
    filters: ClassVar[Sequence[Filter]] = (
        MultiChoice(name="kind", label=_("Kind"), choices=OrganisationKind.choices),
        Choice(name="country", label=_("Country or region"), choices=countries_present),
        FieldChoice(name="field", label=pgettext_lazy("research", "Field"), choices=field_choices),
        Choice(name="provenance", label=_("Origin of the entry"), choices=Provenance.choices),
    )
    sorts = (
        Sort("title", _("Name"), ("sort_en",)),
        Sort("country", _("Country or region"), ("country", "sort_en")),
        Sort("newest", _("Newest first"), ("-id",)),
    )
    columns = (
        Column("id", _("Id"), lambda row: str(row.pk), shown=False),
        Column(
            "name",
            _("Name"),
            template="directory/cells/organisation.html",
            link=organisation_url,
            sort="title",
            exported=False,
        ),
        Column("name_zh", _("Name (Chinese)"), shown=False),
        Column("name_en", _("Name (English)"), shown=False),
        Column("kind", _("Kind"), "get_kind_display"),
        Column("country", _("Country or region"), "country_name", sort="country"),
        Column("country_code", _("Country or region code"), "country", shown=False),
        Column("city", _("City"), template="directory/cells/city.html", exported=False),
        Column("city_zh", _("City (Chinese)"), shown=False),
        Column("city_en", _("City (English)"), shown=False),
        Column("ror_url", _("ROR id"), shown=False),
        Column(
            "credit_code", _("Unified social credit code"), lambda row: row.credit_code or "", shown=False
        ),
        Column("website", _("Website"), shown=False),
        Column("provenance", _("Origin of the entry"), "get_provenance_display", shown=False),
    )

    def search(self, queryset: QuerySet[Any], text: str) -> QuerySet[Any]:
        return matching(queryset, text)


class OperatorOrganisationList(OrganisationList):
    filters: ClassVar[Sequence[Filter]] = (
        *OrganisationList.filters,
        Choice(name="publication", label=_("Publication"), choices=Publication.choices),
    )


def _affiliations(person: Any) -> str:
    return "; ".join(
        ", ".join(part for part in (str(row.position), str(row.organisation)) if part)
        for row in person.current_affiliations
    )


class PersonList(_ByName):
    search_label = _("Name, position or organisation")
    file_name = "people"
    filters = (CountryOfWork(name="country", label=_("Country or region"), choices=countries_present),)
    sorts = (
        Sort("title", pgettext_lazy("person", "Name"), ("sort_en",)),
        Sort("newest", _("Newest first"), ("-id",)),
    )
    columns = (
        Column("id", _("Id"), lambda row: str(row.pk), shown=False),
        Column(
            "name",
            pgettext_lazy("person", "Name"),
            template="directory/cells/person.html",
            link=person_url,
            sort="title",
            exported=False,
        ),
        Column("name_zh", pgettext_lazy("person", "Name (Chinese)"), shown=False),
        Column("name_en", pgettext_lazy("person", "Name (English)"), shown=False),
        Column("position", _("Position"), template="directory/cells/position.html", exported=False),
        Column(
            "organisation", _("Organisation"), template="directory/cells/affiliation.html", exported=False
        ),
        Column("affiliations", _("Affiliations"), _affiliations, shown=False),
    )

    def search(self, queryset: QuerySet[Any], text: str) -> QuerySet[Any]:
        """Also everyone who now works at an organisation of that name."""
        by_organisation = Affiliation.objects.current().filter(organisation__in=matching(_published(), text))
        own = matching(Person.objects.all(), text)
        return queryset.filter(Q(pk__in=own.values("pk")) | Q(pk__in=by_organisation.values("person")))
