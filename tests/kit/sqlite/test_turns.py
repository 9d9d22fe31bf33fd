"""First come, first served."""

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.db import connection, transaction

from qiao.kit.sqlite import base
from qiao.kit.sqlite.turns import Turns
from qiao.rooms.accounts.models import User

WAITING = 8
sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite only")


def arrive(turns: Turns, served: list[int]) -> list[threading.Thread]:
    """One after another asks, while the turn is taken."""

    def ask(number: int) -> None:
        assert turns.take(10)
        served.append(number)
        turns.give()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(WAITING)]
    for number, thread in enumerate(threads, start=1):
        thread.start()
        while len(turns._waiting) < number:
            time.sleep(0.001)
    return threads


def test_who_came_first_is_served_first() -> None:
    turns, served = Turns(), []
    assert turns.take(0)

    threads = arrive(turns, served)
    turns.give()
    for thread in threads:
        thread.join()

    assert served == list(range(WAITING))


def test_who_gives_a_turn_back_and_asks_again_is_the_last() -> None:
    turns, served = Turns(), []
    turns.take(0)
    threads = arrive(turns, served)

    turns.give()
    assert turns.take(10)

    assert served == list(range(WAITING))
    for thread in threads:
        thread.join()


def test_who_waits_too_long_leaves_the_queue() -> None:
    turns = Turns()
    turns.take(0)

    assert not turns.take(0.01)
    turns.give()

    assert turns.take(0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_a_fork_waits_for_nobody_of_its_parent() -> None:
    turns = Turns()
    turns.take(0)

    child = os.fork()
    if not child:
        os._exit(0 if turns.take(0) else 1)

    assert os.waitpid(child, 0)[1] == 0


@sqlite
@pytest.mark.django_db(transaction=True)
def test_transactions_are_let_in_in_the_order_of_asking() -> None:
    """With twenty writers SQLite's own waiting passes some over."""
    turns = base._turns[str(connection.settings_dict["NAME"])]
    served = []

    def write(number: int) -> None:
        with closing(connection), transaction.atomic():
            served.append(number)

    threads = [threading.Thread(target=write, args=[number]) for number in range(20)]
    with transaction.atomic():
        for number, thread in enumerate(threads, 1):
            thread.start()
            while len(turns._waiting) < number:
                time.sleep(0.001)
    for thread in threads:
        thread.join(30)

    assert served == list(range(20))


@transaction.atomic
def fail() -> None:
    User.objects.create_user("ann@people.example")
    raise ZeroDivisionError


@sqlite
@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_or_is_closed_gives_its_turn() -> None:
    with pytest.raises(ZeroDivisionError):
        fail()
    with transaction.atomic():
        connection.close()

    def count() -> int:
        with closing(connection), transaction.atomic():
            return User.objects.count()

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(count).result(5) == 0


def test_whoever_is_interrupted_while_waiting_leaves_the_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted(BaseException):
        pass

    class Broken:
        def acquire(self, timeout: float = -1) -> bool:
            if timeout < 0:
                return True
            raise Interrupted

    turns = Turns()
    turns.take(0)
    monkeypatch.setattr("qiao.kit.sqlite.turns.Lock", Broken)
    with pytest.raises(Interrupted):
        turns.take(1)
    turns.give()

    assert turns.take(0)
