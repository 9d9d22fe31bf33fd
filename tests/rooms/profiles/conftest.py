"""Wen has a profile; Sam is a stranger, Hui reviews what Wen applied for, Opal runs the server."""

import pytest

from qiao.rooms.accounts.models import User
from qiao.rooms.profiles.models import Profile
from tests.rooms.exchanges.conftest import account, opal, sam  # noqa: F401 (fixtures)
from tests.rooms.profiles.factory import make_profile


@pytest.fixture
def wen(db: None) -> User:
    return account("wen")


@pytest.fixture
def profile(wen: User) -> Profile:
    return make_profile(wen)
