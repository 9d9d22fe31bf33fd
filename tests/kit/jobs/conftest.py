import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qiao.kit.jobs.backport import Task
from qiao.kit.jobs.models import Job
from qiao.kit.jobs.start import start_job
from qiao.rooms.accounts.models import User
from tests.kit.jobs.processes import Nursery


@pytest.fixture(scope="session")
def shared_nursery(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    if not hasattr(os, "fork"):
        pytest.skip("workers fork")
    nursery = Nursery(tmp_path_factory.mktemp("workers"))
    yield nursery
    nursery.close()


@pytest.fixture
def nursery(shared_nursery: Nursery, transactional_db: None) -> Iterator[Nursery]:
    yield shared_nursery
    shared_nursery.clear()


@pytest.fixture
def alice(db: None) -> User:
    """Asks for jobs."""
    return User.objects.create_user("alice@example.org")


@pytest.fixture
def charlie(db: None) -> User:
    """A stranger."""
    return User.objects.create_user("charlie@example.org")


@pytest.fixture
def operator(db: None) -> User:
    from qiao.rooms.accounts.domain.operatorship import appoint

    user = User.objects.create_user("operator@example.org")
    appoint(user, None)
    return user


@pytest.fixture
def gate(tmp_path: Path) -> Path:
    """A file that bodies wait for."""
    return tmp_path / "gate"


class Ask:
    def __init__(self, actor: Any) -> None:
        self.actor = actor

    def __call__(self, task: Task[..., Any], **options: Any) -> Job:
        return start_job(self.actor, task, title=options.pop("title", "Work"), **options)


@pytest.fixture
def ask(alice: User) -> Ask:
    return Ask(alice)


def again(job: Job) -> Job:
    """The job as the database has it now."""
    return Job.objects.select_related("task").get(pk=job.pk)
