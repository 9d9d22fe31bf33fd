"""Hana owns the host; Sam looks for something; Tim is somebody else."""

import pytest

from qiao.rooms.accounts.models import User
from tests.rooms.opportunities.conftest import account, hana, host, sam  # noqa: F401 (fixtures)


@pytest.fixture
def tim(db: None) -> User:
    return account("tim")
