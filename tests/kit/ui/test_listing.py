import io
from pathlib import Path

import pytest
from django.test import RequestFactory
from django.utils.translation import gettext_lazy as _
from django_htmx.middleware import HtmxDetails
from openpyxl import load_workbook

from qiao.kit.ui import listing as listing_module
from qiao.kit.ui.listing import Boolean, Choice, Column, DateRange, Listing, MultiChoice, Sort
from qiao.kit.ui.paging import InvalidCursor
from qiao.rooms.accounts.models import User

pytestmark = pytest.mark.django_db

ZONES = [("Asia/Shanghai", "Shanghai"), ("Europe/Paris", "Paris"), ("UTC", "UTC")]


class UserListing(Listing[User]):
    columns = (
        Column("email", "E-mail", link=lambda user: f"/accounts/{user.email}", sort="email"),
        Column("language", "Language"),
        Column("active", "Active", value="is_active"),
        Column("secret", "Secret", value=lambda user: "shown", exported=False),
        Column("only_file", "Only in files", value=lambda user: 7, shown=False, numeric=True),
    )
    sorts = (Sort("email", "E-mail", ("email",)), Sort("language", "Language", ("language",)))
    filters = (
        Choice(name="language", label=_("Language"), choices=[("en", "English"), ("zh-hans", "Chinese")]),
        MultiChoice(name="zone", lookup="time_zone", label="Zone", choices=ZONES),
        Boolean(name="is_active", label="Active"),
        DateRange(name="joined", lookup="created_at", label="Joined"),
    )
    page_size = 3
    file_name = "accounts"

    def search(self, queryset, text):
        return queryset.filter(email__icontains=text)


@pytest.fixture(autouse=True)
def _templates_of_tests(settings) -> None:
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [Path(__file__).parent / "templates"]}]


@pytest.fixture
def users() -> None:
    User.objects.bulk_create(
        User(
            email=f"{name}@example.org",
            language="en" if number % 2 else "zh-hans",
            time_zone=ZONES[number % 3][0],
            is_active=number != 2,
        )
        for number, name in enumerate(["ann", "bo", "cy", "dan", "eve"])
    )


def listed(query: str = "", **headers: str) -> UserListing:
    return UserListing(RequestFactory().get(f"/en/people/{query}", headers=headers), User.objects.all())


def names(listing: UserListing) -> list[str]:
    return [user.email.partition("@")[0] for user in listing.items]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["ann", "bo", "cy"]),
        ("?q=An", ["ann", "dan"]),
        ("?q=%20an%20", ["ann", "dan"]),
        ("?language=en", ["bo", "dan"]),
        ("?zone=UTC&zone=Europe/Paris", ["bo", "cy", "eve"]),
        ("?is_active=0", ["cy"]),
        ("?is_active=1&language=zh-hans", ["ann", "eve"]),
        ("?joined_from=2000-01-01&joined_to=2199-12-31", ["ann", "bo", "cy"]),
        ("?joined_to=2000-01-01", []),
        ("?sort=-email", ["eve", "dan", "cy"]),
        ("?sort=language&q=n", ["dan", "ann"]),
    ],
)
def test_address_narrows_and_orders_the_list(users, query: str, found: list[str]):
    assert names(listed(query)) == found


@pytest.mark.parametrize(
    "query",
    [
        "?language=klingon",
        "?zone=Mars&zone=",
        "?is_active=perhaps",
        "?joined_from=yesterday",
        "?joined_from=0001-01-01",
        "?joined_to=9999-12-31",
        "?sort=password",
        "?sort=--email",
        "?q=%00",
        "?q=" + "x" * 201,
        "?q=%E2%80%AE",
        "?unknown=1",
        "?export=exe",
    ],
)
def test_what_the_address_cannot_mean_is_left_out(users, query: str):
    listing = listed(query)

    assert names(listing) == ["ann", "bo", "cy"]
    assert listing.chips == []


@pytest.mark.parametrize("name", ["q", "sort", "cursor", "form", "action", "id"])
def test_filter_with_a_reserved_name_is_refused(name: str):
    with pytest.raises(ValueError, match=repr(name)):
        type("Bad", (Listing,), {"filters": (Boolean(name=name, label="x"),)})


def test_pages_keep_search_and_filters(users):
    first = listed("?sort=-email&is_active=1&language=")

    second = UserListing(RequestFactory().get(first.next_url), User.objects.all())

    assert (names(first), names(second)) == (["eve", "dan", "bo"], ["ann"])
    assert second.parameters.dict() == {"sort": "-email", "is_active": "1"}
    assert names(UserListing(RequestFactory().get(second.previous_url), User.objects.all())) == names(first)
    assert second.next_url == ""


def test_cursor_of_another_sorting_is_refused(users):
    cursor = listed("?sort=email").page.next

    with pytest.raises(InvalidCursor):
        _ = listed(f"?sort=-email&cursor={cursor}").items


def test_each_chip_removes_what_it_names(users):
    chips = listed("?q=n&zone=UTC&zone=Europe/Paris&is_active=1&joined_from=2020-01-02").chips

    assert [chip.words for chip in chips] == [
        "“n”",
        "Zone: UTC",
        "Zone: Paris",
        "Active: Yes",
        "Joined from Jan. 2, 2020",
    ]
    without = {chip.words: chip.url for chip in chips}
    assert "zone=UTC" in without["Zone: Paris"]
    assert "zone=Europe" not in without["Zone: Paris"]
    assert "q=n" not in without["“n”"]
    assert "is_active=1" in without["“n”"]


def test_headings_tell_and_turn_the_sorting(users):
    headings = {str(heading.label): heading for heading in listed("?sort=email&q=a").headings}

    assert headings["E-mail"].aria_sort == "ascending"
    assert headings["E-mail"].url == "/en/people/?q=a&sort=-email"
    assert headings["Language"].aria_sort == ""
    assert listed("?sort=-email").headings[0].aria_sort == "descending"
    assert listed("?sort=language").headings[0].aria_sort == "none"


def test_count_stops_at_its_limit(users, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries):
    monkeypatch.setattr(listing_module, "COUNTED", 4)
    listing = listed()

    with django_assert_num_queries(1) as queries:
        assert (listing.counted, listing.is_counted) == (4, False)

    assert "LIMIT 5" in queries[0]["sql"]


def test_count_below_the_limit_is_exact(users):
    assert (listed().counted, listed().is_counted) == (5, True)


@pytest.mark.parametrize("rows", [1, 3, 20, 200])
def test_page_takes_the_same_queries_however_long_the_list(rows: int, client, django_assert_num_queries):
    User.objects.bulk_create(User(email=f"u{number:03}@example.org") for number in range(rows))
    request = RequestFactory().get("/en/people/?q=u&is_active=1")

    with django_assert_num_queries(2):  # the page and its count
        text = UserListing(request, User.objects.all()).respond("tests/list.html").content.decode()

    assert text.count("<tr") == min(rows, 3) + 1


def test_csv_holds_every_row_and_only_exported_columns(users):
    response = listed("?export=csv&is_active=1&sort=-email").respond("tests/list.html")

    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines == [
        '"E-mail","Language","Active","Only in files"',
        '"eve@example.org","zh-hans","yes","7"',
        '"dan@example.org","en","yes","7"',
        '"bo@example.org","en","yes","7"',
        '"ann@example.org","zh-hans","yes","7"',
    ]
    assert response["Content-Disposition"].startswith('attachment; filename="accounts-')
    assert response["Content-Type"] == "text/csv; charset=utf-8"


def test_xlsx_holds_the_same_rows(users):
    response = listed("?export=xlsx&q=bo").respond("tests/list.html")

    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    assert [list(row) for row in book.worksheets[0].values] == [
        ["E-mail", "Language", "Active", "Only in files"],
        ["bo@example.org", "en", "yes", 7],
    ]


def test_htmx_gets_the_partial_and_a_clean_address(users):
    listing = listed("?q=ann&language=&sort=", **{"HX-Request": "true"})
    listing.request.htmx = HtmxDetails(listing.request)

    response = listing.respond("tests/list.html")

    assert response["HX-Push-Url"] == "/en/people/?q=ann"
    assert "<html" not in response.content.decode()
    assert "ann@example.org" in response.content.decode()
    assert response["Vary"] == "HX-Request"


def test_htmx_that_restores_history_gets_the_page(users):
    listing = listed("?q=ann", **{"HX-Request": "true", "HX-History-Restore-Request": "true"})
    listing.request.htmx = HtmxDetails(listing.request)

    response = listing.respond("tests/list.html")

    assert "<html" in response.content.decode()
    assert "HX-Push-Url" not in response


def test_htmx_gets_the_page_of_a_template_without_the_partial(users):
    listing = listed("?q=ann", **{"HX-Request": "true"})
    listing.request.htmx = HtmxDetails(listing.request)

    response = listing.respond("tests/whole.html")

    assert "<html" in response.content.decode()
    assert 'id="listing-rows"' in response.content.decode()


def test_empty_list_says_what_to_do_next(users):
    filtered = listed("?q=nobody").respond("tests/list.html").content.decode()
    User.objects.all().delete()
    empty = listed().respond("tests/list.html").content.decode()

    assert "Remove all filters" in filtered
    assert "As soon as there are entries" in empty
