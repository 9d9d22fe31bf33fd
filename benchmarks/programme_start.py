"""What a site takes from nothing: a new database, and an exchange of 600 sessions by the room's own verb."""

import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

from benchmarks.measure import Spent
from benchmarks.programme_seed import organiser_of, released
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.domain.bulk import ItemDraft, add_items
from qiao.rooms.programme.models import Place, Track

SESSIONS, LIMIT = 600, 10


def run(say: Callable[[str], None]) -> None:
    say("| from nothing | seconds | CPU seconds | limit |\n|---|---|---|---|")
    for name, spent in (("migrate", migrated()), (f"seed {SESSIONS} sessions", seeded())):
        say(f"| {name} | {spent.seconds:.1f} | {spent.cpu_seconds:.1f} | {LIMIT} |")


def migrated() -> Spent:
    """`qiao migrate` on SQLite, the start of its process included."""
    with tempfile.TemporaryDirectory(prefix="qiao-benchmark-") as home:
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        start = time.perf_counter()
        child = subprocess.Popen(
            [sys.executable, "-m", "qiao.site.command.root", "migrate"],
            env=environment | {"QIAO_HOME": home},
            stdout=subprocess.DEVNULL,
        )
        _pid, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if status:
            raise ChildProcessError(f"migrate failed ({status})")
        return Spent(time.perf_counter() - start, used.ru_utime + used.ru_stime)


def seeded() -> Spent:
    before, start = time.process_time(), time.perf_counter()
    exchange = released(0)
    places = list(Place.objects.filter(exchange=exchange))
    tracks = list(Track.objects.filter(exchange=exchange))
    drafts = [
        ItemDraft(_values(exchange, number, places, tracks), speakers=_speakers(number))
        for number in range(SESSIONS)
    ]
    add_items(exchange, actor=organiser_of(exchange), drafts=drafts)
    return Spent(time.perf_counter() - start, time.process_time() - before)


def _values(exchange: Exchange, number: int, places: list[Place], tracks: list[Track]) -> dict[str, Any]:
    turn = number // len(places)
    starts_at = exchange.starts_at + dt.timedelta(days=turn % 4, hours=8, minutes=20 * (turn // 4))
    return {
        "kind": "panel",
        "title_zh": f"第 {number} 场",
        "title_en": f"Joint laboratories for smart vehicles, part {number}",
        "starts_at": starts_at,
        "ends_at": starts_at + dt.timedelta(minutes=20),
        "place": places[number % len(places)],
        "track": tracks[number % len(tracks)],
        "languages": ["zh", "en"],
    }


def _speakers(number: int) -> list[dict[str, Any]]:
    return [{"name_zh": "", "name_en": f"Speaker {number}"}]
