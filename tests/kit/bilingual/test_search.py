"""Search finds what a person means: every example of the issue, on the database the tests run on."""

import uuid
from collections.abc import Iterable

import pytest
from django.db import connection
from django.db.models import QuerySet
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from qiao.kit.bilingual import search
from qiao.kit.bilingual.models import SearchEntry
from qiao.kit.bilingual.search import Entry, best, index, index_many, matching, reindex, unindex
from qiao.rooms.accounts.models import User
from tests.support.cases import lines
from tests.support.tables import empty_of_dead_rows

pytestmark = pytest.mark.django_db

NAMES = {
    "icv": [
        "国家智能网联汽车创新中心",
        "National Innovation Center of Intelligent and Connected Vehicles",
        "CICV",
    ],
    "columbia": ["Columbia University", "哥伦比亚大学", "哥大"],
    "cornell": ["Cornell University", "康奈尔大学", "CU"],
    "chongqing": ["重庆大学", "Chongqing University"],
    "changan": ["长安汽车", "Changan Automobile"],
    "xian": ["西安交通大学", "Xi'an Jiaotong University"],
    "tsinghua": ["清华大学", "Tsinghua University"],
    "obrien": ["O'Brien Motor Laboratory"],
    "geneve": ["Université de Genève", "日内瓦大学"],
    "liming": ["李　明"],
    "maimaiti": ["阿卜杜拉·买买提"],
    "korea": ["서울대학교", "首尔大学"],
}
TEXTS = {
    "tsinghua": ["车辆与运载学院研究自动驾驶。", "Postdoctoral positions"],
    "obrien": ["Our R&D centre tests lidar for driverless vehicles."],
    "korea": ["Hydrogen energy"],
}


def users(names: Iterable[str]) -> dict[str, User]:
    return {name: User.objects.create(email=f"{name}@example.org") for name in names}


def found(query: str) -> set[str]:
    return {user.email.partition("@")[0] for user in matching(User.objects.all(), query)}


@pytest.fixture
def world() -> dict[str, User]:
    people = users(NAMES)
    for name, person in people.items():
        index(person, names=NAMES[name], texts=TEXTS.get(name, []))
    return people


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("汽车", {"icv", "changan", "tsinghua", "obrien"}),  # 车辆 and vehicles are the same term
        ("汽車", {"icv", "changan", "tsinghua", "obrien"}),
        ("qiche", {"icv", "changan"}),
        ("qich", {"icv", "changan"}),
        ("QC", {"icv", "changan"}),
        ("ＱＣ", {"icv", "changan"}),
        ("zhineng wanglian", {"icv"}),
        ("zhinengwanglianqiche", {"icv"}),
        ("哥大", {"columbia"}),
        ("Columbia", {"columbia"}),
        ("columb", {"columbia"}),
        ("CU", {"cornell", "columbia", "chongqing"}),  # an acronym that several share
        ("geda", {"columbia"}),
        ("chongqing", {"chongqing"}),
        ("zhongqing", {"chongqing"}),
        ("cqdx", {"chongqing"}),
        ("zhangan", {"changan"}),
        ("xian", {"xian"}),
        ("xi'an", {"xian"}),
        ("xi an", {"xian"}),
        ("西安", {"xian"}),
        ("重慶", {"chongqing"}),
        ("O'Brien", {"obrien"}),
        ("obrien", {"obrien"}),
        ("O’BRIEN", {"obrien"}),
        ("R&D", {"obrien"}),
        ("Geneve", {"geneve"}),
        ("UNIVERSITE de geneve", {"geneve"}),
        ("李明", {"liming"}),
        ("李 明", {"liming"}),
        ("liming", {"liming"}),
        ("买买提", {"maimaiti"}),
        ("阿卜杜拉买买提", {"maimaiti"}),
        ("서울", {"korea"}),
        ("氢能", {"korea"}),
        ("自动驾驶 postdoc", {"tsinghua"}),
        ("autonomous driving", {"tsinghua"}),
        ("激光雷达", {"obrien"}),
        ("driverless vehicle", {"obrien"}),
        ("藩", set()),
        ("Zebra", set()),
        ("'", set()),
    ],
)
def test_query_finds_what_is_meant(world: dict[str, User], query: str, expected: set[str]) -> None:
    assert found(query) == expected


def test_automobile_finds_chinese_cars(world: dict[str, User]) -> None:
    assert {"icv", "changan"} <= found("Automobile")


def test_one_character_is_a_query(world: dict[str, User]) -> None:
    assert found("哥") == {"columbia"}


def test_every_word_must_be_there(world: dict[str, User]) -> None:
    assert found("Columbia University") == {"columbia"}
    assert found("Columbia Laboratory") == set()


@pytest.mark.parametrize("blank", ["", "   ", "\u3000"])
def test_blank_query_leaves_all(world: dict[str, User], blank: str) -> None:
    assert found(blank) == set(NAMES)


def test_matching_keeps_the_filters_of_the_queryset(world: dict[str, User]) -> None:
    mine: QuerySet[User] = User.objects.filter(pk=world["icv"].pk)

    assert list(matching(mine, "汽车")) == [world["icv"]]


def test_other_kinds_are_not_found(world: dict[str, User]) -> None:
    index_many([Entry("directory.organisation", world["liming"].pk, ["汽车协会"])])

    assert "liming" not in found("汽车协会")


def test_best_puts_whole_names_first_then_beginnings_then_names_then_text() -> None:
    people = users(["text", "middle", "start", "whole"])
    index(people["text"], names=["清华大学"], texts=["与长安共建。"])
    index(people["middle"], names=["北京长安街办公室"])
    index(people["start"], names=["长安汽车"])
    index(people["whole"], names=["长安"])

    in_order = [user.email.partition("@")[0] for user in best(User.objects.all(), "長安", 10)]

    assert in_order == ["whole", "start", "middle", "text"]


def test_best_keeps_to_its_limit_and_to_the_order_of_the_queryset() -> None:
    people = users(["c", "a", "b"])
    index_many(Entry.of(person, ["长安汽车"]) for person in people.values())

    in_order = best(User.objects.order_by("-email"), "长安", 2)

    assert in_order == [people["c"], people["b"]]


def test_best_counts_its_queries(world: dict[str, User], django_assert_num_queries: object) -> None:
    with django_assert_num_queries(4):  # type: ignore[operator]
        best(User.objects.all(), "汽车", 20)


def test_indexing_again_replaces(world: dict[str, User]) -> None:
    index(world["columbia"], names=["Barnard"])

    assert found("Columbia") == set()
    assert found("Barnard") == {"columbia"}
    assert SearchEntry.objects.count() == len(NAMES)


def test_unindexed_is_not_found(world: dict[str, User]) -> None:
    unindex(world["columbia"])

    assert found("Columbia") == set()


def test_index_many_takes_the_last_of_two_entries_for_one_object() -> None:
    person = users(["one"])["one"]

    written = index_many([Entry.of(person, ["长安"]), Entry.of(person, ["重庆"])])

    assert (written, found("长安"), found("重庆")) == (1, set(), {"one"})


def test_reindex_makes_all_entries_again_and_drops_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    people = users(["kept", "gone"])
    index_many(Entry.of(person, ["长安"]) for person in people.values())
    registry = type(search.searchable)("searchable model")
    registry.register("accounts.user", lambda: [Entry.of(people["kept"], ["重庆"])])
    monkeypatch.setattr("qiao.kit.bilingual.search.write.searchable", registry)

    written = reindex()

    assert (written, found("长安"), found("重庆")) == (1, set(), {"kept"})
    with pytest.raises(LookupError):
        reindex("accounts.unknown")


OWN_HOSTILE = [
    "'", '"', '"unclosed', "AND", "OR", "NOT", "NEAR(", "NEAR(a b, 3)", "(((((", "%", "_", "\\", "a\\",
    "'a'", ":*", "names : a", "{names texts}: a", "-a", "+a", "a*", "*", "^a", "a NOT b", "a & b",
    "a | !b", "a <-> b", "<2>", "''", "a:*B", "a\x00b", "\ud800", "\udfff汽车", "1) UNION SELECT",
    "^(a|a)*$", "\u3000", "\ufeff", "𠀋", "🚗", "\u0301", "a b " * 4000, "侨" * 3000, "(" * 500 + ")" * 500,
    "a.b.c.d.e.f.g", "'" * 300, " ".join("abcdefghij" * 30), "-",
]  # fmt: skip


@pytest.mark.parametrize("query", OWN_HOSTILE, ids=range(len(OWN_HOSTILE)))
def test_hostile_query_is_no_syntax_error(world: dict[str, User], query: str) -> None:
    assert len(best(User.objects.all(), query, 5)) <= 5
    assert found(query) <= set(NAMES)


@pytest.mark.cases
def test_shared_queries_end_as_their_list_says(world: dict[str, User]) -> None:
    for row in lines("search_queries"):
        names = found(row["v"])

        assert names <= set(NAMES)
        assert names or not row["ok"], row


@pytest.mark.parametrize(
    "hostile", ["a\x00b", "\ud800 汽车", "'; DROP TABLE x; --", "a\\'b", "👩\u200d🔬 Lab"]
)
def test_hostile_text_can_be_indexed(hostile: str) -> None:
    person = users(["one"])["one"]

    index(person, names=[hostile], texts=[hostile * 100])

    assert SearchEntry.objects.count() == 1


def test_a_long_text_can_be_indexed_and_found() -> None:
    person = users(["one"])["one"]
    text = "".join(chr(0x4E00 + i % 20_900) for i in range(45_000))

    index(person, names=["长安"], texts=[text, "w" * 5000, " ".join(f"word{i}" for i in range(9000))])

    assert found(text[20_000:20_004]) == {"one"}


def test_the_index_is_used() -> None:
    """No scan of all entries, not even for a list in its order: the full-text index answers first."""
    empty_of_dead_rows("bilingual_searchentry")
    people = users(f"person{i}" for i in range(300))
    index_many(Entry.of(person, [f"长安{name}"]) for name, person in people.items())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    plan = matching(User.objects.order_by("email"), "汽车 Columbia")[:50].explain()

    if connection.vendor == "sqlite":
        assert "SCAN bilingual_searchindex VIRTUAL TABLE INDEX" in plan
        assert "SCAN U0" not in plan
    else:
        assert "Bitmap Index Scan on bilingual_searchentry_all" in plan, plan


HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)


class Substrings(TestCase):
    """Brute force: a stretch of a name's characters always finds it."""

    @settings(max_examples=60, deadline=None)
    @given(st.text(HAN, min_size=1, max_size=30), st.data())
    def test_any_stretch_of_characters_finds_its_name(self, name: str, data: st.DataObject) -> None:
        person = User.objects.create(email=f"{uuid.uuid4()}@example.org")
        index(person, names=[name])
        start = data.draw(st.integers(0, len(name) - 1))
        stretch = name[start : data.draw(st.integers(start + 1, len(name)))]

        assert list(matching(User.objects.filter(pk=person.pk), stretch)) == [person]
        assert best(User.objects.filter(pk=person.pk), stretch, 1) == [person]

    @settings(max_examples=60, deadline=None)
    @given(st.text(st.characters(), max_size=60))
    def test_any_text_can_be_asked_and_indexed(self, text: str) -> None:
        person = User.objects.create(email=f"{uuid.uuid4()}@example.org")
        index(person, names=[text], texts=[text])

        assert set(best(User.objects.filter(pk=person.pk), text, 1)) <= {person}
