"""What programs send and get of the things that an opportunity is made of."""

import datetime as dt
from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, Field

from qiao.kit.api.schemas import Input
from qiao.rooms.directory.enums import FieldScheme
from qiao.rooms.opportunities.enums import DocumentKind, LanguageScale, Phase, SupervisorSide

MOST_PLACES = 100_000
LARGEST = 32_767  # of a small number in either database
Level = Literal["A1", "A2", "B1", "B2", "C1", "C2", "1", "2", "3", "4", "5", "6", "7", "8", "9"]


class IntakeOut(Schema):
    id: UUID
    number: int
    label_zh: str
    label_en: str
    opens_at: dt.datetime
    closes_at: dt.datetime
    letters_until: dt.datetime | None
    decided_by: dt.date | None
    starts_on: dt.date | None
    places: int


class StageOut(Schema):
    id: UUID
    number: int
    phase: Phase
    name_zh: str
    name_en: str


class SupervisorOut(Schema):
    id: UUID
    side: SupervisorSide
    organisation_id: UUID | None
    name_zh: str
    name_en: str
    topic_zh: str
    topic_en: str
    capacity: int


class DocumentRequirementOut(Schema):
    id: UUID
    kind: DocumentKind
    note_zh: str
    note_en: str
    is_required: bool


class OpportunityFieldOut(Schema):
    id: UUID
    scheme: FieldScheme
    code: str
    clarification_zh: str
    clarification_en: str


class LanguageRequirementOut(Schema):
    id: UUID
    language: str
    scale: LanguageScale
    level: str


class PlannedMilestoneOut(Schema):
    id: UUID
    number: int
    name_zh: str
    name_en: str
    month: int


class _Intake(Input):
    label_zh: str = Field("", max_length=100)
    label_en: str = Field("", max_length=100)
    letters_until: AwareDatetime | None = None
    decided_by: dt.date | None = None
    starts_on: dt.date | None = None


class NewIntake(_Intake):
    opens_at: AwareDatetime
    closes_at: AwareDatetime
    places: int = Field(ge=0, le=MOST_PLACES)


class IntakeChange(_Intake):
    opens_at: AwareDatetime | None = None
    closes_at: AwareDatetime | None = None
    places: int = Field(0, ge=0, le=MOST_PLACES)


class StageChange(Input):
    phase: Phase = Phase.UNDER_REVIEW
    name_zh: str = Field("", max_length=100)
    name_en: str = Field("", max_length=100)


class NewStage(StageChange):
    phase: Phase


class SupervisorIn(Input):
    """`person_id` is somebody at the host whose entry you can see; the name is then theirs unless you write
    one."""

    side: SupervisorSide = SupervisorSide.HOST
    organisation_id: UUID | None = None
    person_id: UUID | None = None
    name_zh: str = Field("", max_length=200)
    name_en: str = Field("", max_length=200)
    topic_zh: str = Field("", max_length=300)
    topic_en: str = Field("", max_length=300)
    capacity: int = Field(1, ge=1, le=LARGEST)


class DocumentChange(Input):
    kind: DocumentKind = DocumentKind.OTHER
    note_zh: str = Field("", max_length=300)
    note_en: str = Field("", max_length=300)
    is_required: bool = True


class NewDocument(DocumentChange):
    kind: DocumentKind


class FieldChange(Input):
    """ISCED-F: two to four digits; China's discipline catalogue: two to six."""

    scheme: FieldScheme = FieldScheme.ISCED_F
    code: str = Field("", max_length=6)
    clarification_zh: str = Field("", max_length=120)
    clarification_en: str = Field("", max_length=120)


class NewField(FieldChange):
    scheme: FieldScheme
    code: str = Field(max_length=6)


class LanguageChange(Input):
    """`level` is one of its scale: A1 to C2 of CEFR, 1 to 9 of HSK."""

    language: str = Field("", max_length=3)
    scale: LanguageScale = LanguageScale.CEFR
    level: Level = "A1"


class NewLanguage(LanguageChange):
    language: str = Field(max_length=3)
    scale: LanguageScale
    level: Level


class MilestoneIn(Input):
    """`month` counts from the start of the training."""

    name_zh: str = Field("", max_length=150)
    name_en: str = Field("", max_length=150)
    month: int = Field(0, ge=0, le=LARGEST)


class NumberIn(Input):
    """Counted from 1; the others close up."""

    number: int = Field(ge=1, le=LARGEST)
