"""The real web server killed with -9 while two hundred universities answer: nothing acknowledged is lost."""

import http.client
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from threading import Lock

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Sum
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts import invited as remembering
from qiao.rooms.accounts.domain.invitation import hash_of
from qiao.rooms.accounts.models import Invitation, User
from qiao.rooms.exchanges.models import Delegation, Exchange
from qiao.rooms.exchanges.purpose_names import DELEGATION
from tests.kit.jobs.processes import database_url, until
from tests.rooms.exchanges.conftest import account
from tests.rooms.exchanges.domain.test_race import invited, published

ANSWERS, SEATS, AT_ONCE = 200, 40, 40
SECRET = "a" * 32
pytestmark = [pytest.mark.chaos, pytest.mark.django_db(transaction=True)]


class Server:
    """`qiao serve` in a process group of its own, on the database of the test."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._log = folder / "serve.log"
        self._environment = os.environ | {
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "qiao.site.settings",
            "QIAO_HOME": str(folder),
            "QIAO_SECRET_KEY": settings.SECRET_KEY,
            "QIAO_BASE_URL": f"http://127.0.0.1:{self.port}",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "qiao.site.command.root", "serve"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--port", str(self.port), "--threads", "8"],
                env=self._environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        until(self._answers, 120, pause=0.1)

    def kill(self) -> None:
        assert self._process is not None
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, self._log.read_text()
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            return True
        return False


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path)
    yield server
    if server._process:
        server.kill()


@dataclass(frozen=True)
class Answer:
    """What one university sends: its browser has opened the link of the invitation."""

    delegation: Delegation
    session: str

    def send(self, port: int) -> int | None:
        """The status, or None where none came: what the server did then nobody knows."""
        cookies = {settings.SESSION_COOKIE_NAME: self.session, settings.CSRF_COOKIE_NAME: SECRET}
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "X-CSRFToken": SECRET,
            "Content-Length": "0",
        }
        path = reverse("accounts:invitation_acceptance")
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=120)) as line:
            try:
                line.request("POST", path, headers=headers)
                return line.getresponse().status
            except (OSError, http.client.HTTPException):
                return None


def answers(una: User, seats: int) -> tuple[Exchange, list[Answer]]:
    partner, fay = published(seats)
    rows = invited(partner, ANSWERS)
    Delegation.objects.update(head_email=una.email)
    links = Invitation.objects.bulk_create(
        Invitation(
            email=una.email, purpose=DELEGATION, target_id=row.pk, invited_by=fay, language="en",
            token_hash=hash_of(str(row.pk)), expires_at=timezone.now() + timedelta(days=1),
        )
        for row in rows
    )  # fmt: skip
    client = Client()
    client.force_login(una)
    signed_in = dict(client.session.items())
    sessions = [_session(signed_in | {remembering.KEY: str(link.pk)}) for link in links]
    return partner.exchange, [Answer(*pair) for pair in zip(rows, sessions, strict=True)]


def _session(values: dict[str, object]) -> str:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store.update(values)
    store.create()
    return str(store.session_key)


def send_all(
    server: Server, waiting: list[Answer], enough: float, then: Callable[[], None]
) -> dict[Answer, int]:
    """What was answered; after so many answers something happens, in the middle of the others."""
    given: dict[Answer, int] = {}
    guard = Lock()

    def send(answer: Answer) -> None:
        status = answer.send(server.port)
        with guard:
            if status is None:
                return
            given[answer] = status
            if len(given) == enough:
                then()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(send, waiting))
    return given


def storm(server: Server, kills: int) -> None:
    """Whoever got no answer sends again to the next server, as people do."""
    una = account("una")
    exchange, waiting = answers(una, SEATS)
    given: dict[Answer, int] = {}
    for _ in range(kills):
        server.start()
        given |= send_all(server, waiting, random.randint(2, max(2, ANSWERS // kills // 2)), server.kill)
        waiting = [answer for answer in waiting if answer not in given]
        check_nothing_lost(given)
    server.start()
    given |= send_all(server, waiting, float("inf"), server.kill)

    check_nothing_lost(given)
    check_whole(exchange)
    assert len(given) == ANSWERS
    assert waiting  # the last kill hit somebody


def check_nothing_lost(given: dict[Answer, int]) -> None:
    """Another status than 302 is a link that was used: by the same answer, of which nobody heard."""
    assert set(given.values()) <= {302, 409, 410, 422}
    stored = dict(Delegation.objects.values_list("pk", "state"))
    assert {stored[answer.delegation.pk] for answer in given} <= {"accepted", "waiting"}
    assert list(stored.values()).count("accepted") <= SEATS


def check_whole(exchange: Exchange) -> None:
    """Forty and no more, and each with all that belongs to it."""
    states = list(Delegation.objects.values_list("state", flat=True))
    assert (states.count("accepted"), states.count("waiting")) == (SEATS, ANSWERS - SEATS)
    exchange.refresh_from_db()
    assert exchange.seats_held == exchange.common_held == SEATS
    assert Delegation.objects.aggregate(held=Sum("seats_held"))["held"] == SEATS
    assert Invitation.objects.filter(purpose=DELEGATION, accepted_at__isnull=False).count() == ANSWERS
    assert OutboxMail.objects.filter(template="exchanges.delegation_news").count() == ANSWERS - SEATS
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(connection.settings_dict["NAME"])) as file:
            assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert file.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.timeout(900)
def test_a_killed_server_loses_no_answer_that_it_gave(server: Server) -> None:
    storm(server, kills=2)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_server_killed_many_times_loses_no_answer_that_it_gave(server: Server) -> None:
    storm(server, kills=15)
