from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema
from pydantic import Field

from qiao.kit.access import require
from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.kit.api.schemas import Input
from qiao.kit.bilingual.localized import sort_field
from qiao.kit.bilingual.search import matching
from qiao.rooms.directory.api.shared import READ, WRITE, user_of
from qiao.rooms.directory.domain.person import change_person
from qiao.rooms.directory.domain.visibility import visible_details
from qiao.rooms.directory.enums import Visibility
from qiao.rooms.directory.models import Person
from qiao.rooms.directory.pages.person import listed_people

router = Router()


class AffiliationOut(Schema):
    organisation_id: UUID
    organisation_zh: str
    organisation_en: str
    position_zh: str
    position_en: str

    @staticmethod
    def resolve_organisation_zh(affiliation: Any) -> str:
        return str(affiliation.organisation.name_zh)

    @staticmethod
    def resolve_organisation_en(affiliation: Any) -> str:
        return str(affiliation.organisation.name_en)


class PersonOut(Schema):
    id: UUID
    name_zh: str
    name_en: str
    orcid: str | None
    languages: list[str]
    affiliations: list[AffiliationOut]

    @staticmethod
    def resolve_affiliations(person: Any) -> list[Any]:
        return list(person.current_affiliations)


class PersonDetail(PersonOut):
    """`email` and `phone` are empty where the person does not show them to you."""

    about_zh: str
    about_en: str
    email: str
    phone: str


class PersonQuery(PageQuery):
    q: str = Field("", max_length=200)


class PersonIn(Input):
    orcid: str | None = Field(None, max_length=300)
    about_zh: str = Field("", max_length=2000)
    about_en: str = Field("", max_length=2000)
    languages: list[str] = Field(default_factory=list, max_length=20)
    email: str = Field("", max_length=254)
    email_visibility: Visibility = Visibility.PRIVATE
    phone: str = Field("", max_length=40)
    phone_visibility: Visibility = Visibility.PRIVATE


@router.get("", response=Page[PersonOut], auth=READ, summary=gettext_noop("List people"))
def list_people(request: HttpRequest, query: Query[PersonQuery]) -> dict[str, Any]:
    """Those whose page you may see, by name."""
    return page_of(matching(listed_people(request.user), query.q), [sort_field()], query)


@router.get("/{uuid:person_id}", response=PersonDetail, auth=READ, summary=gettext_noop("Read a person"))
def read_person(request: HttpRequest, person_id: UUID) -> Any:
    person = get_object_or_404(listed_people(request.user), pk=person_id)
    return _shown(person, request)


@router.patch("/{uuid:person_id}", response=PersonDetail, auth=WRITE, summary=gettext_noop("Change a person"))
def edit_person(request: HttpRequest, person_id: UUID, given: PersonIn) -> Any:
    """Yourself, or people without an account of an organisation that you edit. Only what is sent changes."""
    person = get_object_or_404(listed_people(request.user), pk=person_id)
    require(request.user, "directory.change_person", person)
    change_person(person, actor=user_of(request), values=given.given())
    return _shown(get_object_or_404(listed_people(request.user), pk=person_id), request)


def _shown(person: Person, request: HttpRequest) -> Person:
    """Never saved: what the reader may not see is taken out of this copy."""
    for name, value in visible_details(person, request.user).items():
        setattr(person, name, value)
    return person
