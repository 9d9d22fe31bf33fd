"""A person's own profile for their programs, and what a public page shows."""

from typing import Any, Literal, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema
from pydantic import Field

from qiao.kit.access import require
from qiao.kit.api.schemas import Input
from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.accounts.tokens import auth
from qiao.rooms.profiles.domain.importing import import_at_once
from qiao.rooms.profiles.domain.profile import change_profile, own_profile, profile_of
from qiao.rooms.profiles.enums import Audience, CareerStage, FileFormat
from qiao.rooms.profiles.formats import json_resume
from qiao.rooms.profiles.models import Profile
from qiao.rooms.profiles.showing import shown

router = Router(tags=["profiles"])
READ = auth("profiles.read")
WRITE = auth("profiles.write")
Language = Literal["zh", "en"]


class OwnProfileOut(Schema):
    id: UUID
    has_page: bool
    audiences: dict[str, str]
    content: dict[str, Any]


class PublicProfileOut(Schema):
    id: UUID
    content: dict[str, Any]


class ProfileBasicsIn(Input):
    name_zh: str = Field("", max_length=200)
    name_en: str = Field("", max_length=200)
    headline_zh: str = Field("", max_length=200)
    headline_en: str = Field("", max_length=200)
    summary_zh: str = Field("", max_length=4000)
    summary_en: str = Field("", max_length=4000)
    email: str = Field("", max_length=254)
    phone: str = Field("", max_length=40)
    website: str = Field("", max_length=300)
    country: str = Field("", max_length=2)
    city_zh: str = Field("", max_length=100)
    city_en: str = Field("", max_length=100)
    orcid: str | None = Field(None, max_length=300)
    career_stage: CareerStage | None = None


class ResumeQuery(Schema):
    language: Language = "en"


class ImportQuery(ResumeQuery):
    replaces: bool = False


class ResumeIn(Schema):
    """The parts that a profile takes; the whole body is read and judged by the domain."""

    basics: dict[str, Any] = Field(default_factory=dict)
    work: list[dict[str, Any]] = Field(default_factory=list)
    volunteer: list[dict[str, Any]] = Field(default_factory=list)
    education: list[dict[str, Any]] = Field(default_factory=list)
    awards: list[dict[str, Any]] = Field(default_factory=list)
    certificates: list[dict[str, Any]] = Field(default_factory=list)
    publications: list[dict[str, Any]] = Field(default_factory=list)
    skills: list[dict[str, Any]] = Field(default_factory=list)
    languages: list[dict[str, Any]] = Field(default_factory=list)


class ResumeImportOut(Schema):
    added: int
    filled: int
    differing: int


@router.get("/own", response=OwnProfileOut, auth=READ, summary=gettext_noop("Read my profile"))
def read_own_profile(request: HttpRequest) -> dict[str, Any]:
    """All of it, with who sees what. Files are listed; fetch them with a browser."""
    return _out(_own(request))


@router.patch("/own", response=OwnProfileOut, auth=WRITE, summary=gettext_noop("Change my profile"))
def change_own_profile(request: HttpRequest, given: ProfileBasicsIn) -> dict[str, Any]:
    """What is not named stays; a profile is begun if there is none."""
    actor = cast(User, request.user)
    values = {name: "" if value is None else value for name, value in given.given().items()}
    return _out(change_profile(own_profile(actor), actor=actor, values=values))


@router.get(
    "/own/resume", response=dict[str, Any], auth=READ, summary=gettext_noop("Read my profile as JSON Resume")
)
def read_own_resume(request: HttpRequest, query: Query[ResumeQuery]) -> HttpResponse:
    """In one language, with the other where a text is missing."""
    text = json_resume.written(_own(request), query.language)
    return HttpResponse(text, content_type="application/json")


@router.post(
    "/own/resume",
    response=ResumeImportOut,
    auth=WRITE,
    summary=gettext_noop("Bring a JSON Resume into my profile"),
)
def import_own_resume(request: HttpRequest, given: ResumeIn, query: Query[ImportQuery]) -> dict[str, int]:
    """Of JSON Resume v1.0.0. The same twice adds nothing; with any problem it is refused as a whole."""
    actor = cast(User, request.user)
    plan = import_at_once(
        own_profile(actor), actor=actor, body=request.body, file_format=FileFormat.JSON_RESUME,
        language=query.language, replaces=query.replaces,
    )  # fmt: skip
    return {"added": len(plan.added), "filled": len(plan.filled), "differing": len(plan.differing)}


@router.get("/{uuid:profile_id}", response=PublicProfileOut, summary=gettext_noop("Read a public profile"))
def read_public_profile(request: HttpRequest, profile_id: UUID) -> dict[str, Any]:
    """What its person opened to everyone."""
    profile = get_object_or_404(Profile, pk=profile_id)
    require(request.user, "profiles.view_page", profile)
    return {"id": profile.pk, "content": shown(profile, Audience.PUBLIC)}


def _own(request: HttpRequest) -> Profile:
    profile = profile_of(request.user)
    if profile is None:
        raise NotPermitted
    return profile


def _out(profile: Profile) -> dict[str, Any]:
    content = shown(profile, Audience.NOBODY)
    return {
        "id": profile.pk,
        "has_page": profile.has_page,
        "audiences": profile.audiences,
        "content": content,
    }
