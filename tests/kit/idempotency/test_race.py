"""Twins in a burst, with a positive control: without the constraint the same burst must go wrong."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

import pytest
from django.db import connection, connections
from django.test import Client

from qiao.kit.idempotency.models import KeyedRequest
from qiao.rooms.accounts.models import User

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.kit.idempotency.urls")]
TWINS, ROUNDS = 8, 6


def burst(key: str) -> list[int]:
    barrier = Barrier(TWINS)

    def send(_: int) -> int:
        client = Client(REMOTE_ADDR="192.0.2.1")
        barrier.wait()
        try:
            return client.post(
                "/make/", "{}", "application/json", headers={"idempotency-key": key}
            ).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TWINS) as pool:
        return list(pool.map(send, range(TWINS)))


def violating_rounds(name: str) -> int:
    violations = 0
    for number in range(ROUNDS):
        before = User.objects.count()
        statuses = burst(f"{name}-{number:04}")
        assert set(statuses) <= {201, 409}
        assert 201 in statuses
        violations += User.objects.count() - before != 1
    return violations


@contextmanager
def without_constraint() -> Iterator[None]:
    constraint = KeyedRequest._meta.constraints[0]
    with connection.schema_editor() as editor:
        editor.remove_constraint(KeyedRequest, constraint)
    try:
        yield
    finally:
        KeyedRequest.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(KeyedRequest, constraint)


def test_twins_change_once() -> None:
    assert violating_rounds("guarded") == 0


@pytest.mark.postgres
def test_twins_without_the_constraint_change_twice() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time: the race does not exist there")
    with without_constraint():
        assert violating_rounds("naked") >= ROUNDS / 2
