"""The directory at 1,000 and 100,000 organisations: queries, milliseconds, and the ratio to a plain view.

QIAO_BENCHMARK_SIZES names other sizes, the smallest first: 1000,10000.
"""

import os
import re
from collections.abc import Callable
from html import unescape

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks import seed
from benchmarks.asking import asking
from benchmarks.measure import median, ratio
from qiao.rooms.directory.models import Organisation

LIST = "/en/directory/organisations/"
PAGES = {
    "list, first page": LIST,
    "list, one kind and country": LIST + "?kind=university&country=CN",
    "search 汽车": LIST + "?q=汽车",
    "search qiche": LIST + "?q=qiche",
    "search Automobile": LIST + "?q=Automobile",
}
DEEP = 10
SIZES = tuple(map(int, os.environ.get("QIAO_BENCHMARK_SIZES", "1000,100000").split(",")))
_NEXT = re.compile(r'<a[^>]* rel="next"[^>]* href="([^"]+)"')


def run(say: Callable[[str], None]) -> None:
    say(f"| page | organisations | queries | milliseconds | against {SIZES[0]:,} |\n|---|---|---|---|---|")
    first: dict[str, float] = {}
    for size in SIZES:
        seed.organisations(size - Organisation.objects.count())
        for name, path in {**PAGES, f"list, page {DEEP}": deep_page()}.items():
            ask = asking(path)
            queries, took = queries_of(ask), median(ask)
            first.setdefault(name, took)
            say(f"| {name} | {size:,} | {queries} | {took:.1f} | {took / first[name]:.2f} × |")
    say(against_plain_view())


def queries_of(ask: Callable[[], str]) -> int:
    """Counted at once: the next request empties the log."""
    with CaptureQueriesContext(connection) as queries:
        ask()
    return len(queries)


def deep_page() -> str:
    """The path of the tenth page, reached by following the links as a reader does."""
    path = LIST
    for _page in range(DEEP - 1):
        if link := _NEXT.search(asking(path)()):
            path = unescape(link[1])
    return path


def against_plain_view() -> str:
    plain = asking("/plain/", urlconf="benchmarks.plain", middleware=[])
    ours, theirs, times = ratio(asking(LIST), plain)
    return (
        f"\nThe list page of 50 rows: {ours:.1f} ms, a plain view of the same rows {theirs:.1f} ms: "
        f"{1 / times:.2f} of its requests a second."
    )
