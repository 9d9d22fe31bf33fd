"""The search against a filter in plain Python, on small sets."""

import datetime as dt
from collections import Counter
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qiao.kit.bilingual.search import Entry, index_many
from qiao.kit.ui.paging import InvalidCursor
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.merge import merge_organisations
from qiao.rooms.directory.domain.publication import set_publication
from qiao.rooms.directory.enums import Publication
from qiao.rooms.directory.models import Organisation
from qiao.rooms.finding.domain import search as search_module
from qiao.rooms.finding.domain import text
from qiao.rooms.finding.domain.coded import CODED
from qiao.rooms.finding.domain.facets import facets
from qiao.rooms.finding.domain.search import Search, canonical, read
from qiao.rooms.opportunities.codes import all_bits, codes_of, field_bit, language_bit
from qiao.rooms.opportunities.domain.part import add_part
from qiao.rooms.opportunities.models import LanguageRequirement, Opportunity, OpportunityField
from tests.rooms.opportunities.conftest import opal  # noqa: F401 (fixture)
from tests.rooms.opportunities.factory import make_host, make_opportunity

TITLES = {"汽车工程师": "Automobile engineer", "电池博士后": "Battery postdoc", "新能源": "New energy"}
WORDS = {"": "", "汽车": "汽车", "電池": "电池", "qiche": "汽车", "automobile": "汽车", "postdoc": "电池"}
CHOICES: dict[str, list[Any]] = {
    "kind": ["job", "postdoc"],
    "country": ["CN", "SG"],
    "degree": ["", "master"],
    "career_stage": ["", "r2"],
    "reach": ["open", "universities"],
    "is_remote": [True, False],
    "field": ["0716", "0613"],
    "language": ["zh", "de"],
}
made = st.lists(
    st.fixed_dictionaries(
        {name: st.sampled_from(values) for name, values in CHOICES.items()}
        | {"title": st.sampled_from(sorted(TITLES)), "closes": st.sampled_from([-3, 4, 20, 200])}
        | {"state": st.sampled_from(["published", "published", "published", "draft", "archived"])}
    ),
    max_size=9,
)
asked = st.fixed_dictionaries(
    {"q": st.sampled_from(sorted(WORDS))},
    optional={
        "kind": st.sampled_from(["job", "postdoc"]),
        "country": st.sampled_from(["CN", "SG"]),
        "degree": st.sampled_from(["none", "master"]),
        "stage": st.just("r2"),
        "reach": st.just("open"),
        "remote": st.sampled_from(["1", "0"]),
        "field": st.sampled_from(["07", "06"]),
        "language": st.sampled_from(["zh", "de"]),
        "when": st.sampled_from(["open", "7", "30", "past"]),
    },
)


def rows_of(host: Organisation, drawn: list[dict[str, Any]]) -> list[Opportunity]:
    now = timezone.now()
    rows = []
    for number, values in enumerate(drawn):
        rest = {name: values[name] for name in CHOICES if name not in ("field", "language")}
        rows.append(
            Opportunity(
                host=host, state=values.get("state", "published"),
                published_at=now - dt.timedelta(minutes=number),
                opens_at=now - dt.timedelta(days=5), closes_at=now + dt.timedelta(days=values["closes"]),
                title_zh=values["title"], field_bits=field_bit(values["field"]),
                language_bits=all_bits([language_bit(values["language"])]), **rest,
            )
        )  # fmt: skip
    Opportunity.objects.bulk_create(rows)
    index_many(Entry.of(row, [row.title_zh], [], codes_of(row)) for row in rows)
    return rows


def is_meant(drawn: dict[str, Any], query: dict[str, str]) -> bool:
    pairs = values_of(drawn)
    equal = drawn.get("state", "published") == "published" and all(
        pairs[name] == value for name, value in query.items() if name in pairs
    )
    limit = {"7": 7, "30": 30}.get(query.get("when", ""), 1000)
    in_time = drawn["closes"] < 0 if query.get("when") == "past" else 0 < drawn["closes"] <= limit
    return equal and in_time and WORDS[query["q"]] in drawn["title"]


def values_of(drawn: dict[str, Any]) -> dict[str, str]:
    """By the name of the filter."""
    return {
        "kind": drawn["kind"],
        "country": drawn["country"],
        "degree": drawn["degree"] or "none",
        "stage": drawn["career_stage"] or "none",
        "reach": drawn["reach"],
        "remote": "1" if drawn["is_remote"] else "0",
        "field": drawn["field"][:2],
        "language": drawn["language"],
    }


def counted_by(name: str, drawn: list[dict[str, Any]], query: dict[str, str]) -> dict[str, int]:
    """One filter in use is counted as if it were not."""
    in_use = [given for given in query if given != "q"]
    asked = {given: value for given, value in query.items() if given != name or in_use != [name]}
    return dict(Counter(values_of(row)[name] for row in drawn if is_meant(row, asked)))


@pytest.mark.parametrize(("few", "near"), [(9, 400), (1, 400), (1, 2)])
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=made, query=asked)
def test_search_finds_what_a_plain_filter_finds(
    few: int,
    near: int,
    drawn: list[dict[str, Any]],
    query: dict[str, str],
    host: Organisation,
    monkeypatch: Any,
) -> None:
    """Words that few have and words that many have are looked up in different ways."""
    Opportunity.objects.all().delete()
    monkeypatch.setattr(text, "FEW", few)
    monkeypatch.setattr(search_module, "NEAR", near)
    rows = rows_of(host, drawn)

    search = Search(read("&".join(f"{name}={value}" for name, value in query.items())))

    deadlines = {row.pk: row.closes_at for row in rows}
    meant = {row.pk for row, values in zip(rows, drawn, strict=True) if is_meant(values, query)}
    for order in ("relevance", "deadline", "newest"):
        assert paged(search, order, size=3) == (meant, len(meant))
    assert search.count == len(meant)
    by_deadline = sorted(meant, key=lambda pk: (deadlines[pk], pk))
    assert [row.pk for row in search.page("deadline", size=9).items] == by_deadline
    for each in facets(search):
        if each.name in CODED:
            assert dict(each.numbers) == counted_by(each.name, drawn, query), each.name


def paged(search: Search, order: str, size: int) -> tuple[set[Any], int]:
    """All keys over all pages, and how many rows there were: none may come twice."""
    found, cursor = [], ""
    while True:
        page = search.page(order, cursor, size)
        found += [row.pk for row in page.items]
        if not (cursor := page.next):
            return set(found), len(found)


def test_orders_are_kept_over_pages(host: Organisation) -> None:
    base = {name: values[0] for name, values in CHOICES.items()} | {"title": "新能源"}
    rows = rows_of(host, [base | {"closes": days} for days in (9, 3, 6, 1, 8)])
    by_deadline = sorted(rows, key=lambda row: row.closes_at or row.created_at)
    search = Search(read(""))

    first = search.page("deadline", size=2)
    second = search.page("deadline", first.next, 2)
    back = search.page("deadline", second.previous, 2)

    assert [*first.items, *second.items] == by_deadline[:4]
    assert back.items == first.items
    assert search.page("newest", size=5).items == rows


def test_whole_names_come_first(host: Organisation) -> None:
    base = {name: values[0] for name, values in CHOICES.items()} | {"closes": 5}
    titles = ["关于汽车的研究", "汽车工程师", "汽车", "新能源"]
    rows = rows_of(host, [base | {"title": title} for title in titles])
    Opportunity.objects.filter(pk=rows[3].pk).update(description_zh="与汽车有关")
    index_many([Entry.of(rows[3], ["新能源"], ["与汽车有关"], codes_of(rows[3]))])

    found = Search(read("q=汽车")).page(size=10).items

    assert [row.title_zh for row in found] == ["汽车", "汽车工程师", "关于汽车的研究", "新能源"]


@pytest.mark.parametrize("first", [1, 2, 9])
def test_counting_stops_where_there_are_many(host: Organisation, monkeypatch: Any, first: int) -> None:
    """Also where the first rows that hold the text are past their deadline."""
    monkeypatch.setattr(text, "FEW", first)
    monkeypatch.setattr(search_module, "COUNTED", 2)
    base = {name: values[0] for name, values in CHOICES.items()} | {"title": "汽车工程师"}
    rows_of(host, [base | {"closes": days} for days in (-3, -2, 5, 6, 7, 8)])

    assert Search(read("q=汽车")).count == 3
    assert Search(read("q=汽车&kind=job")).count == 3
    assert Search(read("q=汽车&kind=camp")).count == 0


@pytest.mark.parametrize("cursor", ["9.x", "2.nonsense", "x"])
def test_a_forged_cursor_is_refused(host: Organisation, cursor: str) -> None:
    rows_of(host, [{name: values[0] for name, values in CHOICES.items()} | {"title": "新能源", "closes": 5}])

    with pytest.raises(InvalidCursor):
        Search(read("q=能源")).page(cursor=cursor)


def test_fields_and_languages_are_found_as_the_host_enters_them(host: Organisation, hana: User) -> None:
    opportunity = make_opportunity(host, hana)
    add_part(OpportunityField(opportunity=opportunity, code="0716"), actor=hana)
    add_part(LanguageRequirement(opportunity=opportunity, language="de", level="B2"), actor=hana)

    for query, number in {"field=07": 1, "field=06": 0, "language=de": 1, "language=zh": 0}.items():
        assert Search(read(query)).count == number


def test_counts_of_a_filter_in_use_show_its_other_values(host: Organisation) -> None:
    base = {name: values[0] for name, values in CHOICES.items()} | {"title": "新能源", "closes": 5}
    rows_of(host, [base, base | {"kind": "postdoc"}, base | {"kind": "postdoc", "country": "SG"}])

    counts = {each.name: dict(each.numbers) for each in facets(Search(read("kind=job")))}

    assert counts["kind"] == {"postdoc": 2, "job": 1}
    assert counts["country"] == {"CN": 1}


def test_an_address_has_one_form() -> None:
    assert canonical("kind=job&q=+汽车 &kind=camp&x=1&country=XX") == canonical("kind=camp&kind=job&q=汽车")
    assert canonical("cursor=1&sort=newest") == ""


def test_a_search_for_a_host_goes_on_with_the_entry_it_was_merged_into(
    host: Organisation,
    hana: User,
    opal: User,  # noqa: F811
) -> None:
    made = make_opportunity(host, hana)

    merge_organisations(make_host(hana), absorbed=host, actor=opal)

    assert Search(read(f"host={host.pk}")).page().items == [made]
    assert Search(read("host=0199a0c0-0000-7000-8000-000000000000")).page().items == []


def test_what_a_hidden_host_offers_is_not_found(host: Organisation, hana: User) -> None:
    made = make_opportunity(host, hana)

    def found() -> list[Opportunity]:
        return Search(read("q=汽车")).page().items

    before = found()
    set_publication(host, actor=hana, state=Publication.DRAFT)

    assert (before, found()) == ([made], [])
