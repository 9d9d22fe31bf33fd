"""What a page takes: CPU, queries, the rows that they give back, bytes."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.asking import asking
from benchmarks.programme_seed import organiser_of
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.models import RenderedCopy

WARM, WARM_PAGES = 30, 8


@dataclass(frozen=True)
class Figures:
    queries: int
    rows: int
    cpu: float  # milliseconds
    size: int

    @property
    def told(self) -> str:
        return f"{self.queries} | {self.rows} | {self.cpu:.1f} | {self.size:,}"


def measured(exchange: Exchange, path: str) -> list[tuple[str, Figures]]:
    """First with nothing kept, the templates loaded and the code warm; then from the copy."""
    ask = asking(path)
    ask()
    RenderedCopy.objects.filter(exchange=exchange).delete()
    cold = _once(ask)
    warm = _once(ask)
    copied = Figures(warm.queries, warm.rows, _median(ask, WARM), warm.size)
    return [("rendered", cold), ("from the copy", copied)]


def _once(ask: Callable[[], str]) -> Figures:
    with CaptureQueriesContext(connection) as queries:
        before = time.process_time()
        page = ask()
        cpu = (time.process_time() - before) * 1000
    return Figures(len(queries), rows_of(queries.captured_queries), cpu, len(page.encode()))


def rows_of(statements: list[dict[str, str]]) -> int:
    """What the statements gave back, by asking each once more for its number of rows."""
    asked = [each["sql"] for each in statements if each["sql"].lstrip().upper().startswith("SELECT")]
    number = 0
    with connection.cursor() as cursor:
        for sql in asked:
            cursor.execute(f"SELECT COUNT(*) FROM ({sql}) AS counted")
            number += cursor.fetchone()[0]
    return number


def organised(exchange: Exchange, path: str) -> Figures:
    """As the organiser sees it, the templates loaded and the code warm; nothing of it is kept."""
    client = Client()
    client.force_login(organiser_of(exchange))
    ask = asking(path, cookie=f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}")
    ask()
    once = _once(ask)
    return Figures(once.queries, once.rows, _median(ask, WARM_PAGES), once.size)


def _median(ask: Callable[[], str], times: int) -> float:
    return statistics.median(_cpu(ask) for _ in range(times))


def _cpu(ask: Callable[[], str]) -> float:
    before = time.process_time()
    ask()
    return (time.process_time() - before) * 1000
