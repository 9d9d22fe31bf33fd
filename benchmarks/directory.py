"""The directory at 1,000 and 100,000 organisations: queries, milliseconds, and the ratio to a plain view."""

from collections.abc import Callable

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from benchmarks import seed
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
SIZES = (1_000, 100_000)


def run(say: Callable[[str], None]) -> None:
    client = Client(headers={"host": "localhost"})
    say("| page | organisations | queries | milliseconds | against 1,000 |\n|---|---|---|---|---|")
    first: dict[str, float] = {}
    for size in SIZES:
        seed.organisations(size - Organisation.objects.count())
        for name, path in {**PAGES, "list, page 10": deep_page(client)}.items():
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(path).status_code == 200, path
            took = median(lambda path=path: client.get(path))  # type: ignore[misc]
            first.setdefault(name, took)
            say(f"| {name} | {size:,} | {len(queries)} | {took:.1f} | {took / first[name]:.2f} × |")
    say(against_plain_view(client))


def deep_page(client: Client) -> str:
    """The path of the tenth page, reached by following the links as a reader does."""
    path = LIST
    for _page in range(9):
        listing = client.get(path).context["listing"]
        path = listing.next_url or path
    return path


def against_plain_view(client: Client) -> str:
    def plain() -> None:
        with override_settings(ROOT_URLCONF="benchmarks.plain", MIDDLEWARE=[]):
            client.get("/plain/")

    ours, theirs, times = ratio(lambda: client.get(LIST), plain)
    return (
        f"\nThe list page of 50 rows: {ours:.1f} ms, a plain view of the same rows {theirs:.1f} ms: "
        f"{1 / times:.2f} of its requests a second."
    )
