import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema, Status
from pydantic import Field

from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.kit.api.schemas import Input
from qiao.kit.bilingual.localized import sort_field
from qiao.kit.bilingual.search import matching
from qiao.rooms.directory.api.shared import READ, WRITE, organisation_for, user_of
from qiao.rooms.directory.domain.drafts import NameDraft
from qiao.rooms.directory.domain.organisation import change_organisation, create_organisation
from qiao.rooms.directory.domain.publication import set_publication
from qiao.rooms.directory.enums import NameKind, OrganisationKind, Provenance, Publication
from qiao.rooms.directory.models import Organisation

router = Router()


class OrganisationOut(Schema):
    id: UUID
    kind: OrganisationKind
    name_zh: str
    name_en: str
    ror_id: str | None
    credit_code: str | None
    country: str
    city_zh: str
    city_en: str
    latitude: Decimal | None
    longitude: Decimal | None
    time_zone: str
    website: str
    provenance: Provenance
    source_note: str
    publication: Publication
    updated_at: dt.datetime


class OrganisationDetail(OrganisationOut):
    positioning_zh: str
    positioning_en: str
    core_business_zh: str
    core_business_en: str
    domains: list[str]
    fields: list[dict[str, str]]

    @staticmethod
    def resolve_domains(organisation: Organisation) -> list[str]:
        return [domain.suffix for domain in organisation.domains.all()]

    @staticmethod
    def resolve_fields(organisation: Organisation) -> list[dict[str, str]]:
        return [{"scheme": field.scheme, "code": field.code} for field in organisation.fields.all()]


class OrganisationQuery(PageQuery):
    q: str = Field("", max_length=200)
    kind: OrganisationKind | None = None
    country: str = Field("", max_length=2)
    provenance: Provenance | None = None


class Profile(Input):
    kind: OrganisationKind | None = None
    ror_id: str | None = Field(None, max_length=300)
    credit_code: str | None = Field(None, max_length=300)
    country: str | None = Field(None, max_length=2)
    city_zh: str = Field("", max_length=100)
    city_en: str = Field("", max_length=100)
    latitude: float | None = Field(None, ge=-90, le=90)
    longitude: float | None = Field(None, ge=-180, le=180)
    time_zone: str = Field("", max_length=64)
    website: str = Field("", max_length=300)
    positioning_zh: str = Field("", max_length=600)
    positioning_en: str = Field("", max_length=600)
    core_business_zh: str = Field("", max_length=4000)
    core_business_en: str = Field("", max_length=4000)

    def values(self) -> dict[str, Any]:
        """Only what was sent; degrees to the five places that are kept, about a metre."""
        given = self.given()
        for name in ("latitude", "longitude"):
            if given.get(name) is not None:
                given[name] = Decimal(str(round(given[name], 5)))
        return given


class NameIn(Input):
    value: str = Field(min_length=1, max_length=300)
    language: str = Field(min_length=2, max_length=3)
    kind: NameKind = NameKind.OFFICIAL
    source: str = Field("", max_length=200)
    is_preferred: bool = True

    def draft(self) -> NameDraft:
        return NameDraft(**self.model_dump())


class NewOrganisation(Profile):
    names: list[NameIn] = Field(min_length=1, max_length=50)

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name != "names"}


class PublicationIn(Input):
    state: Publication


@router.get("", response=Page[OrganisationOut], auth=READ, summary=gettext_noop("List organisations"))
def list_organisations(request: HttpRequest, query: Query[OrganisationQuery]) -> dict[str, Any]:
    """By name. `q` finds names in any language, pinyin, acronyms, identifiers, places and fields."""
    return page_of(_found(request, query), [sort_field()], query)


@router.post(
    "",
    response={201: OrganisationDetail},
    auth=WRITE,
    summary=gettext_noop("Enter an organisation"),
)
def add_organisation(request: HttpRequest, given: NewOrganisation) -> Status[Organisation]:
    """It is a draft, and you are its owner."""
    names = [name.draft() for name in given.names]
    made = create_organisation(actor=user_of(request), names=names, values=given.values())
    return Status(201, made)


@router.get(
    "/{uuid:organisation_id}",
    response=OrganisationDetail,
    auth=READ,
    summary=gettext_noop("Read an organisation"),
)
def read_organisation(request: HttpRequest, organisation_id: UUID) -> Organisation:
    """The id of an entry that was merged away gives the one that was kept, with its own id."""
    return organisation_for(request, organisation_id)


@router.patch(
    "/{uuid:organisation_id}",
    response=OrganisationDetail,
    auth=WRITE,
    summary=gettext_noop("Change the profile of an organisation"),
)
def edit_organisation(request: HttpRequest, organisation_id: UUID, given: Profile) -> Organisation:
    """Only the fields that are sent change."""
    organisation = organisation_for(request, organisation_id, "change_organisation")
    return change_organisation(organisation, actor=user_of(request), values=given.values())


@router.put(
    "/{uuid:organisation_id}/publication",
    response=OrganisationDetail,
    auth=WRITE,
    summary=gettext_noop("Publish an organisation, or withdraw it"),
)
def publish_organisation(request: HttpRequest, organisation_id: UUID, given: PublicationIn) -> Organisation:
    """An operator publishes; owners may take their entry back."""
    organisation = organisation_for(request, organisation_id)
    return set_publication(organisation, actor=user_of(request), state=given.state)


def _found(request: HttpRequest, query: OrganisationQuery) -> QuerySet[Organisation]:
    wanted = {name: value for name in ("kind", "country", "provenance") if (value := getattr(query, name))}
    return matching(Organisation.objects.visible_to(request.user).filter(**wanted), query.q)
