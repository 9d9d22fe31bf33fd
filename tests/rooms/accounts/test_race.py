"""Bursts, each with a positive control: the same verb without its guard must go wrong on PostgreSQL."""

import secrets
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from qiao.kit.errors import QiaoError
from qiao.rooms.accounts.domain import operatorship
from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.accounts.domain.invitation import accept, invite
from qiao.rooms.accounts.domain.token import LIMIT, create_token
from qiao.rooms.accounts.errors import InvitationUnusable, LastOperator
from qiao.rooms.accounts.models import ApiToken, Invitation, Operatorship, User
from qiao.rooms.accounts.purposes import Purpose, invitation_purposes

pytestmark = pytest.mark.django_db(transaction=True)
BURST, ROUNDS = 8, 6


def at_once(*verbs: Callable[[], Any]) -> int:
    """Runs the verbs at the same moment; how many were carried out."""
    barrier = Barrier(len(verbs))

    def run(verb: Callable[[], Any]) -> int:
        barrier.wait()
        try:
            verb()
        except QiaoError:
            return 0
        finally:
            connections.close_all()
        return 1

    with ThreadPoolExecutor(len(verbs)) as pool:
        return sum(pool.map(run, verbs))


def needs_postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time: the race does not exist there")


@pytest.fixture
def _purpose() -> Iterator[None]:
    purpose = Purpose("a race", lambda user, invitation: None, lambda invitation: "to race")
    invitation_purposes.register("tests.race", purpose)
    yield
    invitation_purposes._entries.pop("tests.race")


# One invitation, many clicks


@transaction.atomic
def accept_without_guard(user: User, invitation: Invitation) -> None:
    found = Invitation.objects.get(pk=invitation.pk)
    if not found.is_open:
        raise InvitationUnusable
    time.sleep(0.01)
    found.accepted_at, found.accepted_by = timezone.now(), user
    found.save()


def rounds_with_two_acceptances(verb: Callable[[User, Invitation], Any]) -> int:
    operator = create_account("olga@server.example")
    operatorship.appoint(operator, None)
    violations = 0
    for number in range(ROUNDS):
        user = create_account(f"person{number}@uni.example")
        invitation = invite(operator, user.email, purpose="tests.race")
        accepted = at_once(*[lambda: verb(user, Invitation.objects.get(pk=invitation.pk))] * BURST)  # noqa: B023 (runs now)
        assert accepted >= 1
        violations += accepted != 1
    return violations


@pytest.mark.usefixtures("_purpose")
def test_invitation_is_accepted_once() -> None:
    assert rounds_with_two_acceptances(accept) == 0


@pytest.mark.postgres
@pytest.mark.usefixtures("_purpose")
def test_invitation_without_the_guard_is_accepted_twice() -> None:
    needs_postgres()

    assert rounds_with_two_acceptances(accept_without_guard) >= ROUNDS / 2


# Two operators dismiss each other


@transaction.atomic
def end_without_lock(actor: User, user: User) -> None:
    if Operatorship.objects.filter(ended_at=None).count() == 1:
        raise LastOperator
    time.sleep(0.01)
    Operatorship.objects.filter(user=user, ended_at=None).update(ended_at=timezone.now(), ended_by=actor)


def rounds_without_operator(verb: Callable[[User, User], Any]) -> int:
    violations = 0
    for number in range(ROUNDS):
        Operatorship.objects.all().delete()
        pair = [create_account(f"{name}{number}@server.example") for name in ("a", "b")]
        for user in pair:
            operatorship.appoint(user, None)
        first, second = (User.objects.get(pk=user.pk) for user in pair)
        at_once(lambda: verb(first, second), lambda: verb(second, first))  # noqa: B023 (runs now)
        violations += not Operatorship.objects.filter(ended_at=None).exists()
    return violations


def test_one_operator_stays() -> None:
    assert rounds_without_operator(operatorship.end) == 0


@pytest.mark.postgres
def test_without_the_lock_no_operator_stays() -> None:
    needs_postgres()

    assert rounds_without_operator(end_without_lock) >= ROUNDS / 2


# The bound on tokens


@transaction.atomic
def create_without_lock(user: User) -> None:
    if ApiToken.objects.usable().filter(user=user).count() >= LIMIT:
        raise LastOperator
    time.sleep(0.01)
    stored(user, secrets.token_hex(4))


def stored(user: User, prefix: str) -> None:
    expires_at = timezone.now() + timedelta(days=1)
    ApiToken.objects.create(
        user=user, name="x", prefix=prefix, token_hash="x", scopes=[], expires_at=expires_at
    )


def rounds_beyond_the_bound(verb: Callable[[User], Any]) -> int:
    violations = 0
    for number in range(ROUNDS):
        user = create_account(f"person{number}@uni.example")
        ApiToken.objects.all().delete()
        for each in range(LIMIT - 1):
            stored(user, f"{each:08d}")
        at_once(*[lambda: verb(User.objects.get(pk=user.pk))] * BURST)  # noqa: B023 (runs now)
        violations += ApiToken.objects.usable().filter(user=user).count() > LIMIT
    return violations


def make(user: User) -> None:
    expires_at = timezone.now() + timedelta(days=9)
    create_token(user, name="x", scope_names=["account.read"], expires_at=expires_at)


def test_tokens_keep_their_bound() -> None:
    assert rounds_beyond_the_bound(make) == 0


@pytest.mark.postgres
def test_without_the_lock_tokens_pass_their_bound() -> None:
    needs_postgres()

    assert rounds_beyond_the_bound(create_without_lock) >= ROUNDS / 2
