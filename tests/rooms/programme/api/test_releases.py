"""Releases and one's own itineraries for programs."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from qiao.rooms.accounts.domain.token import create_token
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner
from qiao.rooms.programme.models import ProgrammeItem
from tests.rooms.programme.conftest import MakeItem
from tests.rooms.programme.releasing import release, seat


@pytest.fixture
def two(item: ProgrammeItem, make_item: MakeItem, organiser: Partner, fay: User) -> Exchange:
    release(organiser, fay)
    make_item("Lunch", at="12:00")
    release(organiser, fay)
    return item.exchange


def ask(user: User, path: str, scopes: tuple[str, ...] = ("programme.read",)) -> Any:
    until = timezone.now() + dt.timedelta(days=1)
    token = create_token(user, name="x", scope_names=list(scopes), expires_at=until)[1]
    headers = {"Authorization": f"Bearer {token}", "Accept-Language": "en"}
    return Client().get(f"/api/v1/programme/exchanges/{path}", headers=headers)


def test_releases_are_listed_and_read(two: Exchange, fay: User) -> None:
    listed = ask(fay, f"{two.pk}/releases").json()["items"]
    read = ask(fay, f"{two.pk}/releases/1").json()

    assert [each["number"] for each in listed] == [2, 1]
    assert [entry["title"] for entry in read["entries"]] == [{"en": "Welcome"}]
    assert read["digest"] == listed[1]["digest"]


def test_difference_is_told_since_the_release_before_or_another(two: Exchange, fay: User) -> None:
    last = ask(fay, f"{two.pk}/releases/2/difference").json()
    whole = ask(fay, f"{two.pk}/releases/2/difference?since=0").json()

    assert [(each["what"], each["sentence"]) for each in last["changes"]] == [
        (["new"], "New: Lunch, 10 May 12:00–13:00.")
    ]
    assert len(whole["changes"]) == 2


def test_own_itineraries_are_read(
    two: Exchange, delegation: Delegation, organiser: Partner, fay: User
) -> None:
    ann = seat(delegation, "Ann")
    release(organiser, fay)

    (found,) = ask(ann.user, f"{two.pk}/itineraries/mine").json()  # type: ignore[arg-type]

    assert (found["kind"], found["id"], found["release"]) == ("member", str(ann.pk), 3)
    assert [entry["title"]["en"] for entry in found["entries"]] == ["Welcome", "Lunch"]


@pytest.mark.parametrize("path", ["releases", "releases/1", "releases/2/difference"])
def test_releases_are_for_the_owners(two: Exchange, path: str, ari: User, hui: User, sam: User) -> None:
    answers = {user.email: ask(user, f"{two.pk}/{path}").status_code for user in (ari, hui, sam)}

    assert answers == {ari.email: 200, hui.email: 404, sam.email: 404}


def test_release_that_is_not_there_is_not_found(two: Exchange, fay: User) -> None:
    assert ask(fay, f"{two.pk}/releases/3").status_code == 404
    assert ask(fay, f"{two.pk}/releases/2/difference?since=9").status_code == 404


def test_token_without_the_scope_is_refused(two: Exchange, fay: User) -> None:
    assert ask(fay, f"{two.pk}/releases", ("directory.read",)).status_code == 403
