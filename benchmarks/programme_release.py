"""How long a release and its mails hold the one write lock of SQLite: from the beginning of each transaction
to its end, in seconds of CPU. Everybody's day changes: heads of 400 delegations, and the organiser.
"""

import datetime as dt
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from benchmarks.programme_seed import organiser_of, released
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.domain.release import Candidate, propose_release
from qiao.rooms.programme.models import ProgrammeItem
from qiao.rooms.programme.releases.feasible import digest_of

SESSIONS, DELEGATIONS = 36, 400


def run(say: Callable[[str], None]) -> None:
    exchange = released(SESSIONS, DELEGATIONS)
    say("\n| release 2 | CPU s | the lock at most, CPU s | mails |\n|---|---|---|---|")
    for name, act in (
        ("the release", _release),
        ("its mails", lambda _exchange: run_ready_jobs(["default"])),
    ):
        before = OutboxMail.objects.count()
        with holding() as holds:
            start = time.process_time()
            act(exchange)
            took = time.process_time() - start
        say(f"| {name} | {took:.2f} | {max(holds):.2f} | {OutboxMail.objects.count() - before} |")


def _release(exchange: Exchange) -> None:
    actor = organiser_of(exchange)
    moved = list(ProgrammeItem.objects.filter(exchange=exchange)[:3])
    for item in moved:
        item.ends_at += dt.timedelta(minutes=5)
    ProgrammeItem.objects.bulk_update(moved, ["ends_at"])
    candidate = Candidate(exchange)
    known = digest_of(candidate.faults)
    propose_release(exchange.partners.get(), actor=actor, shown=candidate.digest, known_faults=known)


@contextmanager
def holding() -> Iterator[list[float]]:
    """Of every transaction, from what comes after BEGIN to COMMIT."""
    holds: list[float] = []
    began: list[float] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        if sql.startswith("BEGIN"):
            began.append(time.process_time())
        return answer

    def commit() -> None:
        committed()
        if began:
            holds.append(time.process_time() - began.pop())

    committed, connection.commit = connection.commit, commit
    try:
        with connection.execute_wrapper(watch):
            yield holds
    finally:
        connection.commit = committed
