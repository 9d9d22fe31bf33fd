"""The programme at 36, 400 and 2,000 sessions and 40 and 400 delegations: CPU, queries, rows and bytes of its
public pages, its exports, the organiser's lists and the editor, beside a pretalx event of equal size; then
what a new site takes, and how long a release holds the lock.

QIAO_BENCHMARK_SESSIONS names other sizes, the smallest first; pretalx has an event of each that is not above
QIAO_BENCHMARK_PRETALX (400; 0 leaves it out).
"""

import os
from collections.abc import Callable

from benchmarks import programme_release, programme_start
from benchmarks.programme_pages import measured, organised
from benchmarks.programme_peer import EDITOR, LIST, Peer, peer
from benchmarks.programme_seed import released

SIZES = tuple(map(int, os.environ.get("QIAO_BENCHMARK_SESSIONS", "36,400,2000").split(",")))
DELEGATIONS = (40, 400)
PAGES = {
    "public programme": "public/",
    "JSON": "public/programme.json",
    "XML": "public/schedule.xml",
    "iCalendar": "public/programme.ics",
}
LISTS = {
    LIST: "/en/programme/of/{pk}/sessions/",
    "editor, by place": "/en/programme/of/{pk}/editor/",
    "editor, by track": "/en/programme/of/{pk}/editor/?by=tracks",
}
THEIRS = {"editor, by place": EDITOR, "editor, by track": EDITOR}
COLUMNS = "| page | sessions | | queries | rows | CPU ms | bytes | pretalx CPU ms | ratio |"
HEADING = f"{COLUMNS}\n|{'---|' * 9}"


def run(say: Callable[[str], None]) -> None:
    theirs = peer(SIZES)
    exchanges = [released(size) for size in SIZES]
    say(HEADING)
    for size, exchange in zip(SIZES, exchanges, strict=True):
        for name, path in PAGES.items():
            for state, figures in measured(exchange, f"/en/programme/{exchange.pk}/{path}"):
                ratio = against(theirs, name, size, figures.cpu)
                say(f"| {name} | {size:,} | {state} | {figures.told} | {ratio} |")
    say(f"\n{HEADING}")
    for size, exchange in zip(SIZES, exchanges, strict=True):
        for name, path in LISTS.items():
            figures = organised(exchange, path.format(pk=exchange.pk))
            ratio = against(theirs, THEIRS.get(name, name), size, figures.cpu)
            say(f"| {name} | {size:,} | organiser | {figures.told} | {ratio} |")
    say("\n| page | delegations | | queries | rows | CPU ms | bytes |\n|---|---|---|---|---|---|---|")
    for count in DELEGATIONS:
        exchange = released(SIZES[0], count)
        figures = organised(exchange, f"/en/exchanges/{exchange.pk}/delegations/")
        say(f"| delegations, list of 50 | {count} | organiser | {figures.told} |")
    say(f"\npretalx: {theirs.source}\n")
    programme_start.run(say)
    programme_release.run(say)


def against(theirs: Peer, name: str, size: int, cpu: float) -> str:
    took = theirs.cpu.get(f"{name}:{size}")
    return f"{took:.0f} | {cpu / took:.3f}" if took else "– | –"
