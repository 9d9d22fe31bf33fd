"""The public programme and its exports at 36, 400 and 2,000 sessions: CPU, queries, rows and bytes, beside a
pretalx event of equal size where one runs.

QIAO_BENCHMARK_SESSIONS names other sizes, the smallest first. QIAO_BENCHMARK_PRETALX names a JSON file of
figures of pretalx, `{"version": "2026.2.1", "cpu_ms": {"JSON:400": 1155.0}}`, taken in the same hour; without
it figures that were measured earlier stand there, and the table says so.
"""

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.asking import asking
from benchmarks.programme_seed import released
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.models import RenderedCopy

SIZES = tuple(map(int, os.environ.get("QIAO_BENCHMARK_SESSIONS", "36,400,2000").split(",")))
PAGES = {
    "public programme": "public/",
    "JSON": "public/programme.json",
    "XML": "public/schedule.xml",
    "iCalendar": "public/programme.ics",
}
PEER = {  # CPU milliseconds of pretalx 2026.2.1 with 400 sessions, the lower end of what was measured
    "public programme": 566,
    "JSON": 1155,
    "XML": 1215,
    "iCalendar": 545,
}
WARM = 30


@dataclass(frozen=True)
class Figures:
    queries: int
    rows: int
    cpu: float  # milliseconds
    size: int

    @property
    def told(self) -> str:
        return f"{self.queries} | {self.rows} | {self.cpu:.1f} | {self.size:,}"


def run(say: Callable[[str], None]) -> None:
    peer, source = peer_figures()
    say("| page | sessions | | queries | rows | CPU ms | bytes | pretalx CPU ms | ratio |")
    say("|---|---|---|---|---|---|---|---|---|")
    for size in SIZES:
        exchange = released(size)
        for name, path in PAGES.items():
            theirs = peer.get(f"{name}:{size}")
            for state, figures in measured(exchange, f"/en/programme/{exchange.pk}/{path}"):
                against = f"{theirs:.0f} | {figures.cpu / theirs:.3f}" if theirs else "– | –"
                say(f"| {name} | {size:,} | {state} | {figures.told} | {against} |")
    say(f"\npretalx: {source}")


def measured(exchange: Exchange, path: str) -> list[tuple[str, Figures]]:
    """First with nothing kept, the templates loaded and the code warm; then from the copy."""
    ask = asking(path)
    ask()
    RenderedCopy.objects.filter(exchange=exchange).delete()
    cold = _once(ask)
    warm = _once(ask)
    before = time.process_time()
    for _number in range(WARM):
        ask()
    cpu = (time.process_time() - before) * 1000 / WARM
    return [("rendered", cold), ("from the copy", Figures(warm.queries, warm.rows, cpu, warm.size))]


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


def peer_figures() -> tuple[dict[str, float], str]:
    if given := os.environ.get("QIAO_BENCHMARK_PRETALX"):
        told = json.loads(Path(given).read_text())
        return told["cpu_ms"], f"{told['version']}, asked in this run"
    stated = {f"{name}:400": float(cpu) for name, cpu in PEER.items()}
    return (
        stated,
        "2026.2.1 was not here; figures of 400 sessions that were measured on another machine",
    )
