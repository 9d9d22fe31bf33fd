"""A small API of the tests' own, built with make_api and seen through the product's middlewares."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.urls import path
from ninja import Query, Router, Schema
from ninja.security import HttpBearer
from pydantic import Field

from qiao.kit.api.build import make_api
from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.kit.api.schemas import Input
from qiao.kit.errors import Invalid, NotPermitted
from qiao.kit.records import new_id
from qiao.rooms.accounts.models import User


class Bearer(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> str | None:
        return token if token.startswith("good") else None


class Thing(Input):
    name: str = Field(max_length=10)
    count: int = Field(0, ge=0, le=100)
    is_open: bool = False
    note: str | None = None
    tags: list[str] = Field(default_factory=list, max_length=3)


class Out(Schema):
    id: uuid.UUID
    email: str


router = Router(tags=["things"])


@router.post("/things", response={201: dict[str, Any]})
def make_thing(request: HttpRequest, thing: Thing) -> Any:
    from ninja.responses import Status

    user = User.objects.create(email=f"{new_id()}@example.org")
    return Status(201, {"id": str(user.pk), **thing.model_dump()})


@router.get("/things", response=Page[Out])
def list_things(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    return page_of(User.objects.all(), ["email"], query)


@router.get("/things/{thing_id}", response=dict[str, str])
def read_thing(request: HttpRequest, thing_id: uuid.UUID) -> dict[str, str]:
    raise Http404


@router.get("/secret", response=dict[str, str], auth=Bearer())
def read_secret(request: HttpRequest) -> dict[str, str]:
    return {"secret": "yes"}


@router.get("/open", response=dict[str, str])
def read_open(request: HttpRequest) -> dict[str, str]:
    return {"open": "yes"}


@router.post("/fail/{how}", response=dict[str, str])
def fail(request: HttpRequest, how: str) -> dict[str, str]:
    errors: dict[str, Exception] = {
        "invalid": Invalid([{"place": "name", "problem": "too short"}]),
        "hidden": NotPermitted(),
        "model": ValidationError({"name": ["wrong"]}),
        "crash": ZeroDivisionError(),
    }
    raise errors[how]


api = make_api(title="Things")
api.add_router("", router)
urlpatterns = [path("api/v1/", api.urls)]
