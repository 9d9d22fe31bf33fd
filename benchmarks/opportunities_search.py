"""The search over 100,000 opportunities end to end: page, count and counts by filter, beside bare words.

QIAO_BENCHMARK_OPPORTUNITIES names another number.
"""

import os
import statistics
import time
from collections.abc import Callable
from typing import Any

from django.db import connection

from benchmarks import opportunities_seed
from qiao.kit.bilingual.search.find import fts5, tsquery
from qiao.kit.bilingual.search.query import Node, parse
from qiao.rooms.finding.domain.facets import facets, host_names
from qiao.rooms.finding.domain.search import Search, read

NUMBER = int(os.environ.get("QIAO_BENCHMARK_OPPORTUNITIES", "100000"))
TIMES = 11
LIMIT = 50  # milliseconds, at the 95th percentile
QUERIES = (
    *("", "when=open", "country=SG&kind=postdoc", "field=02", "degree=doctorate&remote=1"),
    *("q=汽车", "q=电池", "q=考古", "q=智能", "q=qiche", "q=jiqiren", "q=機器人", "q=智能網聯汽車"),
    *("q=博士后", "q=汽车 博士", "q=AI 北京", "q=新加坡 量子", "q=automobile", "q=robotics engineer"),
    *("q=汽车&country=SG", "q=电池&kind=postdoc", "q=人工智能&degree=doctorate&stage=r2", "q=实验室12345"),
)
ORDERS = ("", "deadline")  # the first is the best match first where there is text
_BARE = {
    "sqlite": "SELECT rowid FROM bilingual_searchindex WHERE bilingual_searchindex MATCH %s",
    "postgresql": (
        "SELECT id FROM bilingual_searchentry"
        " WHERE bilingual_vector(names || ' ' || texts || ' ' || codes) @@ %s::tsquery"
    ),
}


def run(say: Callable[[str], None]) -> None:
    opportunities_seed.opportunities(NUMBER)
    _analyse()
    say(f"{NUMBER:,} opportunities, {TIMES} times each.\n")
    say("| search | order | found | milliseconds | CPU ms | bare words, ms | ratio |")
    say("|---|---|---|---|---|---|---|")
    taken: list[float] = []
    spent: list[float] = []
    for query in QUERIES:
        for order in ORDERS:
            times, cpu, found = _measured(query, order)
            taken += times
            spent += cpu
            say(_line(query, order, found, times, cpu))
    say(
        f"\np50 {_percentile(taken, 50):.1f} ms, p95 {_percentile(taken, 95):.1f} ms; of CPU of this process"
        f" p50 {_percentile(spent, 50):.1f} ms, p95 {_percentile(spent, 95):.1f} ms; limit {LIMIT} ms."
    )


def find(query: str, order: str) -> str:
    """As the page asks: how many there are, in words."""
    search = Search(read(query))
    search.page(order)
    host_names(facets(search))
    return "1,000+" if search.count > 1000 else f"{search.count:,}"


def _measured(query: str, order: str) -> tuple[list[float], list[float], str]:
    found = find(query, order)
    times, cpu = [], []
    for _number in range(TIMES):
        start, spent = time.perf_counter(), time.process_time()
        find(query, order)
        times.append((time.perf_counter() - start) * 1000)
        cpu.append((time.process_time() - spent) * 1000)
    return times, cpu, found


def _line(query: str, order: str, found: str, times: list[float], cpu: list[float]) -> str:
    took, bare = statistics.median(times), _bare(query)
    beside = f"{bare:.1f} | {took / bare:.1f} ×" if bare else "– | –"
    return (
        f"| {query or 'everything'} | {order or 'best'} | {found} | {took:.1f} |"
        f" {statistics.median(cpu):.1f} | {beside} |"
    )


def _bare(query: str) -> float:
    """The words alone, all of their rows, with nothing else asked."""
    node = parse(read(query).get("q") or "")
    if node is None:
        return 0.0
    words = _in_words(node)
    return statistics.median(_fetched(_BARE[connection.vendor], words) for _number in range(TIMES))


def _in_words(node: Node) -> str:
    return fts5(node) if connection.vendor == "sqlite" else tsquery(node)


def _fetched(statement: str, words: str) -> float:
    start = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(statement, [words])
        rows: list[Any] = cursor.fetchall()
    assert rows is not None
    return (time.perf_counter() - start) * 1000


def _percentile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def _analyse() -> None:
    """As the database does by itself after a while."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
