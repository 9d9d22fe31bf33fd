"""What programs send and get."""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Schema
from pydantic import Field

from qiao.kit.api.paging import PageQuery
from qiao.kit.api.schemas import Input
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.opportunities.api.part_shapes import (
    DocumentRequirementOut,
    IntakeOut,
    LanguageRequirementOut,
    OpportunityFieldOut,
    PlannedMilestoneOut,
    StageOut,
    SupervisorOut,
)
from qiao.rooms.opportunities.enums import (
    Award,
    Employment,
    Filling,
    OpportunityEnd,
    OpportunityKind,
    OpportunityState,
    PayPeriod,
    ProgrammeLevel,
    Reach,
)
from qiao.rooms.opportunities.errors import NotOfThisKind
from qiao.rooms.opportunities.kinds import detail_of, kind_of
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.profiles.enums import CareerStage, DegreeLevel

ORGANISATIONS = ("station", "mobile", "partner")
MONEY = ("salary_from", "salary_to", "fee")
CHOICES = ("employment", "currency", "period", "award", "level")


class OpportunityOut(Schema):
    id: UUID
    host_id: UUID
    exchange_id: UUID | None
    kind: OpportunityKind
    state: OpportunityState
    reach: Reach
    filling: Filling
    title_zh: str
    title_en: str
    country: str
    city_zh: str
    city_en: str
    is_remote: bool
    time_zone: str
    degree: str
    career_stage: str
    opens_at: dt.datetime | None
    closes_at: dt.datetime | None
    places: int
    published_at: dt.datetime | None
    updated_at: dt.datetime


class OpportunityDetail(OpportunityOut):
    """`detail` holds what belongs to the kind alone."""

    description_zh: str
    description_en: str
    requirements_zh: str
    requirements_en: str
    visa_zh: str
    visa_en: str
    support_zh: str
    support_en: str
    website: str
    letters_wanted: int
    closed_because: str
    closing_note_zh: str
    closing_note_en: str
    detail: dict[str, Any]
    intakes: list[IntakeOut]
    stages: list[StageOut]
    supervisors: list[SupervisorOut]
    documents: list[DocumentRequirementOut]
    fields: list[OpportunityFieldOut]
    languages: list[LanguageRequirementOut]
    milestones: list[PlannedMilestoneOut]

    @staticmethod
    def resolve_detail(row: Opportunity) -> dict[str, Any]:
        detail = detail_of(row)
        columns = [detail._meta.get_field(name) for name in kind_of(row).detail_fields]
        return {column.name: _plain(getattr(detail, column.attname)) for column in columns}


class OpportunityQuery(PageQuery):
    kind: OpportunityKind | None = None
    country: str = Field("", max_length=2)
    host: UUID | None = None
    exchange: UUID | None = None
    is_own: bool = False


class Texts(Input):
    exchange_id: UUID | None = None
    reach: Reach = Reach.OPEN
    filling: Filling = Filling.OFFERS
    title_zh: str = Field("", max_length=200)
    title_en: str = Field("", max_length=200)
    description_zh: str = Field("", max_length=8000)
    description_en: str = Field("", max_length=8000)
    requirements_zh: str = Field("", max_length=4000)
    requirements_en: str = Field("", max_length=4000)
    visa_zh: str = Field("", max_length=2000)
    visa_en: str = Field("", max_length=2000)
    support_zh: str = Field("", max_length=2000)
    support_en: str = Field("", max_length=2000)
    country: str = Field("", max_length=2)
    city_zh: str = Field("", max_length=100)
    city_en: str = Field("", max_length=100)
    is_remote: bool = False
    time_zone: str = Field("Asia/Shanghai", max_length=64)
    degree: DegreeLevel | None = None
    career_stage: CareerStage | None = None
    website: str = Field("", max_length=300)
    letters_wanted: int = Field(0, ge=0, le=5)
    is_blind: bool = False

    def values(self) -> dict[str, Any]:
        """Only what was sent."""
        given = self.given()
        for name in ("degree", "career_stage"):
            if name in given:
                given[name] = given[name] or ""
        if "exchange_id" in given:
            wanted = given.pop("exchange_id")
            given["exchange"] = get_object_or_404(Exchange, pk=wanted) if wanted else None
        return given


class NewOpportunity(Texts):
    host_id: UUID
    kind: OpportunityKind

    def values(self) -> dict[str, Any]:
        own = ("host_id", "kind")
        return {name: value for name, value in super().values().items() if name not in own}


class DetailIn(Input):
    """The columns of the kind, as `detail` gives them; only those that are sent change."""

    employment: Employment | None = None
    salary_from: float | None = Field(None, ge=0, le=9_999_999_999)
    salary_to: float | None = Field(None, ge=0, le=9_999_999_999)
    fee: float | None = Field(None, ge=0, le=9_999_999_999)
    currency: str | None = Field(None, max_length=3)
    period: PayPeriod | None = None
    hours: int | None = Field(None, ge=1, le=168)
    months: int | None = Field(None, ge=1, le=600)
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    curriculum_zh: str = Field("", max_length=6000)
    curriculum_en: str = Field("", max_length=6000)
    travel_zh: str = Field("", max_length=2000)
    travel_en: str = Field("", max_length=2000)
    station: UUID | None = None
    station_name_zh: str = Field("", max_length=200)
    station_name_en: str = Field("", max_length=200)
    mobile: UUID | None = None
    mobile_name_zh: str = Field("", max_length=200)
    mobile_name_en: str = Field("", max_length=200)
    subsidy_zh: str = Field("", max_length=2000)
    subsidy_en: str = Field("", max_length=2000)
    partner: UUID | None = None
    partner_name_zh: str = Field("", max_length=200)
    partner_name_en: str = Field("", max_length=200)
    awarded_zh: str = Field("", max_length=200)
    awarded_en: str = Field("", max_length=200)
    award: Award | None = None
    level: ProgrammeLevel | None = None
    benefits_zh: str = Field("", max_length=6000)
    benefits_en: str = Field("", max_length=6000)

    def values(self, opportunity: Opportunity) -> dict[str, Any]:
        """Money to the two places that are kept; a column of another kind is refused."""
        given = self.given()
        known = kind_of(opportunity).detail_fields
        if foreign := [name for name in given if name not in known]:
            raise NotOfThisKind(foreign)
        return {name: _stored(name, value) for name, value in given.items()}


def _stored(name: str, value: Any) -> Any:
    if name in ORGANISATIONS and value:
        return get_object_or_404(Organisation.objects.published(), pk=value)
    if name in MONEY and value is not None:
        return Decimal(str(round(value, 2)))
    return "" if value is None and name in CHOICES else value


class ClosingIn(Input):
    reason: OpportunityEnd
    note_zh: str = Field("", max_length=500)
    note_en: str = Field("", max_length=500)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal | UUID) else value
