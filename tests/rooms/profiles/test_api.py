"""Programs read and write the profile of whoever gave them the token."""

import json
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from qiao.rooms.accounts.domain.token import create_token
from qiao.rooms.accounts.models import User
from qiao.rooms.profiles.domain.profile import set_audiences, set_page
from qiao.rooms.profiles.models import Profile, Skill
from tests.rooms.profiles.test_importing import RESUME

ROOT = "/api/v1/profiles"


def ask(user: User, method: str, path: str, body: Any = None, scopes: str = "read write") -> Any:
    later = timezone.now() + timedelta(days=1)
    names = [f"profiles.{scope}" for scope in scopes.split()]
    token = create_token(user, name="x", scope_names=names, expires_at=later)[1]
    return Client().generic(
        method, ROOT + path, "" if body is None else json.dumps(body),
        content_type="application/json", headers={"Authorization": f"Bearer {token}"},
    )  # fmt: skip


def test_the_own_profile_is_read_and_changed(wen: User) -> None:
    assert ask(wen, "GET", "/own").status_code == 404

    changed = ask(wen, "PATCH", "/own", {"name_zh": "林文", "orcid": "0000-0002-1825-0097"})
    assert changed.status_code == 200, changed.content
    assert ask(wen, "GET", "/own").json()["content"]["name"] == {"zh": "林文"}
    assert ask(wen, "PATCH", "/own", {"country": "XX"}).status_code == 422
    assert ask(wen, "PATCH", "/own", {"name_zh": "X"}, scopes="read").status_code == 403
    assert Profile.objects.get().name_zh == "林文"


def test_a_resume_goes_in_and_comes_out(wen: User) -> None:
    first = ask(wen, "POST", "/own/resume?language=en", RESUME)
    assert (first.status_code, first.json()["added"]) == (200, 9)
    assert ask(wen, "POST", "/own/resume?language=en", RESUME).json()["added"] == 0

    written = ask(wen, "GET", "/own/resume?language=en").json()
    assert written["skills"] == RESUME["skills"]
    assert written["basics"]["name"] == "Wen Lin"


def test_a_resume_with_a_fault_is_refused_as_a_whole(profile: Profile, wen: User) -> None:
    answer = ask(wen, "POST", "/own/resume", {"skills": [{"name": "A"}, {"name": "x" * 200}]})

    assert (answer.status_code, answer.json()["problems"][0]["place"]) == (422, "skills[1].name")
    assert ask(wen, "POST", "/own/resume", {"work": 1}).status_code == 422
    assert ask(wen, "POST", "/own/resume", {}).json() == {"added": 0, "filled": 0, "differing": 0}
    assert not Skill.objects.exists()


def test_a_public_profile_shows_what_is_public(profile: Profile, wen: User) -> None:
    path = f"{ROOT}/{profile.pk}"
    assert Client().get(path).status_code == 404

    set_audiences(profile, actor=wen, audiences={"name": "public"})
    set_page(profile, actor=wen, has_page=True)
    assert Client().get(path).json()["content"] == {"name": {"zh": "林文", "en": "Wen Lin"}}
