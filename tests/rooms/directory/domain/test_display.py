"""What a person means is found, and sorts as its readers expect."""

from typing import Any

import pytest

from qiao.kit.bilingual.search import best, matching, reindex
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.drafts import NameDraft, PersonNameDraft
from qiao.rooms.directory.domain.name import add_name
from qiao.rooms.directory.domain.organisation import change_organisation, create_organisation
from qiao.rooms.directory.domain.part import add_part, remove_part
from qiao.rooms.directory.domain.person import create_person
from qiao.rooms.directory.models import Organisation, OrganisationField, Person, Unit


@pytest.fixture
def vehicles(make: Any, operator: User) -> Organisation:
    """A fictitious centre whose entry speaks of cars in both languages."""
    centre = make(
        "Beiqing Intelligent Vehicle Centre", "北青智能汽车创新中心", kind="innovation_centre", country="CN"
    )
    values = {"positioning_en": "Automobile research for everyone.", "city_zh": "北京", "city_en": "Beijing"}
    return change_organisation(centre, actor=operator, values=values)


@pytest.fixture
def known(columbia: Organisation, operator: User) -> Organisation:
    add_name(
        columbia,
        actor=operator,
        draft=NameDraft(value="哥大", language="zh", kind="alias", is_preferred=False),
    )
    return columbia


@pytest.mark.parametrize(
    "query",
    ["汽车", "汽車", "qiche", "QC", "Automobile", "automobiles", "ＡＵＴＯＭＯＢＩＬＥ", "北京", "beijing"],
)
def test_a_search_for_cars_finds_the_centre(
    vehicles: Organisation, columbia: Organisation, query: str
) -> None:
    assert list(matching(Organisation.objects.all(), query)) == [vehicles]


@pytest.mark.parametrize(
    "query",
    [
        "哥大",
        "哥伦比亚",
        "哥倫比亞大學",
        "Columbia",
        "columb",
        "geda",
        "00hj8s172",
        "https://ror.org/00hj8s172",
        "美国 哥",
    ],
)
def test_a_search_for_columbia_finds_it(known: Organisation, vehicles: Organisation, query: str) -> None:
    assert list(matching(Organisation.objects.all(), query)) == [known]


def test_names_stand_before_texts(vehicles: Organisation, make: Any, operator: User) -> None:
    teller = make("Aardvark Press")
    change_organisation(
        teller, actor=operator, values={"positioning_en": "Writes of the Beiqing Intelligent Vehicle Centre."}
    )

    assert best(Organisation.objects.order_by("sort_en"), "Beiqing")[0] == vehicles


def test_units_and_fields_are_found_and_forgotten(columbia: Organisation, operator: User) -> None:
    unit = add_part(Unit(organisation=columbia, name_zh="机器人实验室", kind="laboratory"), actor=operator)
    add_part(OrganisationField(organisation=columbia, code="0716"), actor=operator)

    assert matching(Organisation.objects.all(), "机器人").exists()
    assert matching(Organisation.objects.all(), "机动车").exists()
    remove_part(unit, actor=operator)

    assert not matching(Organisation.objects.all(), "机器人").exists()


def test_chinese_sorts_by_pinyin_and_english_by_letters(make: Any) -> None:
    for name in ("约翰斯·霍普金斯大学", "北京大学", "哥伦比亚大学", "重庆大学"):
        make("", name, country="CN")
    for name in ("the Zebra School", "École normale", "eTown"):
        make(name)

    zh = [row.name_zh for row in Organisation.objects.exclude(name_zh="").order_by("sort_zh")]
    en = [row.name_en for row in Organisation.objects.exclude(name_en="").order_by("sort_en")]
    assert zh == ["北京大学", "重庆大学", "哥伦比亚大学", "约翰斯·霍普金斯大学"]
    assert en == ["École normale", "eTown", "the Zebra School"]


def test_a_name_in_a_third_language_stands_in(operator: User) -> None:
    made = create_organisation(
        actor=operator,
        names=[NameDraft(value="東京大学", language="ja")],
        values={"kind": "university", "country": "JP"},
    )

    assert str(made.name) == "東京大学"


def test_people_are_found_by_pinyin_and_surname_first(operator: User, lin: Person) -> None:
    other = create_person(actor=operator, names=[PersonNameDraft(value="单雄", language="zh")], values={})

    assert list(matching(Person.objects.all(), "linwen")) == [lin]
    assert list(matching(Person.objects.all(), "LW")) == [lin]
    assert [row.pk for row in Person.objects.order_by("sort_zh")] == [lin.pk, other.pk]


def test_the_index_is_made_again_as_it_was(known: Organisation, lin: Person) -> None:
    assert reindex("directory.organisation") == 1
    assert reindex("directory.person") == 1
    assert list(matching(Organisation.objects.all(), "哥大")) == [known]


def test_an_entry_holds_nothing_stale_after_it_was_refreshed(columbia: Organisation, operator: User) -> None:
    add_name(
        columbia,
        actor=operator,
        draft=NameDraft(value="哥大", language="zh", kind="alias", is_preferred=False),
    )
    columbia.names.filter(value="哥大").delete()

    assert columbia.names.count() == 2
