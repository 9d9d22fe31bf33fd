from pathlib import Path
from typing import Any

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from qiao.rooms.accounts.models import Operatorship, User
from qiao.rooms.directory.models import Person
from tests.rooms.privacy.factory import Maker


@pytest.fixture(autouse=True)
def _files_of_this_test(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def owner(db: None) -> User:
    return User.objects.create_user("owner@example.org", "a long password", language="en")


@pytest.fixture
def stranger(db: None) -> User:
    return User.objects.create_user("stranger@example.org", "a long password", language="en")


@pytest.fixture
def operator(db: None) -> User:
    user = User.objects.create_user("operator@example.org", "a long password", language="en")
    Operatorship.objects.create(user=user, granted_at=timezone.now())
    return user


@pytest.fixture
def maker(db: None) -> Maker:
    marked = Maker(User(), Person())
    marked.user = User.objects.create_user(f"{marked.marker()}@example.org", "a long password", language="en")
    marked.person = Person.objects.create(user=marked.user, name_en=marked.marker(), name_zh=marked.marker())
    marked.made = {"accounts.user": marked.user, "directory.person": marked.person}
    return marked


def enter(client: Client, user: User) -> Client:
    """Signed in, and has proved it again a moment ago."""
    client.force_login(user)
    session = client.session
    request = HttpRequest()
    request.session = session
    record_authentication(request, user, method="password", reauthenticated=True)
    session.save()
    return client
