"""The lists cost the same however long they are, and show, sort, filter and export what they should."""

import csv
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.drafts import PersonNameDraft
from qiao.rooms.directory.domain.part import add_part
from qiao.rooms.directory.domain.person import create_person
from qiao.rooms.directory.models import Organisation, OrganisationDomain, OrganisationField, Unit, UnitField

COUNTS = [1, 3, 20, 200]


def names(client: Client, query: str = "", language: str = "en") -> list[str]:
    answer = client.get(f"/{language}/directory/organisations/{query}")
    assert answer.status_code == 200
    return [str(row.name) for row in answer.context["listing"].items]


def exported(client: Client, query: str) -> list[list[str]]:
    answer = client.get(reverse("directory:organisations") + query)
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def bulk(number: int) -> None:
    rows = [
        Organisation(
            kind="university", country="US", name_en=f"U {each}", sort_en=f"u {each}", publication="published"
        )
        for each in range(number)
    ]
    Organisation.objects.bulk_create(rows)


@pytest.mark.parametrize("number", COUNTS)
def test_the_list_takes_the_same_queries(
    client: Client, db: None, django_assert_num_queries: Any, number: int
) -> None:
    bulk(number)

    with django_assert_num_queries(3):  # the countries to filter by, the page, and its count
        client.get(reverse("directory:organisations"))


@pytest.mark.parametrize("number", COUNTS)
def test_a_search_takes_the_same_queries(
    client: Client, db: None, django_assert_num_queries: Any, number: int
) -> None:
    bulk(number)

    with django_assert_num_queries(4):  # the countries once more, for the words of the chip
        client.get(reverse("directory:organisations") + "?q=university&kind=university&field=07&country=US")


@pytest.mark.parametrize("number", COUNTS)
def test_the_export_takes_the_same_queries(
    client: Client, db: None, django_assert_num_queries: Any, number: int
) -> None:
    bulk(number)

    with django_assert_num_queries(2):
        rows = exported(client, "?export=csv")
    assert len(rows) == number + 1


@pytest.mark.parametrize("number", COUNTS)
def test_the_overview_and_the_home_page_take_the_same_queries(
    client: Client, db: None, django_assert_num_queries: Any, number: int
) -> None:
    bulk(number)

    with django_assert_num_queries(2):
        client.get(reverse("directory:overview"))


@pytest.mark.parametrize("number", [1, 3, 20])
def test_the_list_of_people_takes_the_same_queries(
    browser: Callable[..., Client],
    operator: User,
    columbia: Organisation,
    django_assert_max_num_queries: Any,
    number: int,
) -> None:
    for each in range(number):
        create_person(
            actor=operator,
            names=[PersonNameDraft(value=f"Person {each}", language="en")],
            values={},
            organisation=columbia,
        )
    client = browser(operator)

    with django_assert_max_num_queries(13):
        answer = client.get(reverse("directory:people"))
    assert len(answer.context["listing"].items) == number


@pytest.mark.parametrize("number", [1, 3, 20])
def test_the_page_of_an_organisation_takes_the_same_queries(
    client: Client, columbia: Organisation, operator: User, django_assert_max_num_queries: Any, number: int
) -> None:
    for each in range(number):
        unit = add_part(Unit(organisation=columbia, name_en=f"Laboratory {each}"), actor=operator)
        add_part(UnitField(unit=unit, code="0716"), actor=operator)
        person = create_person(
            actor=operator,
            names=[PersonNameDraft(value=f"Person {each}", language="en")],
            values={},
            organisation=columbia,
        )
        type(person).objects.filter(pk=person.pk).update(visibility="public", consented_at=person.created_at)

    with django_assert_max_num_queries(13):
        answer = client.get(reverse("directory:organisation", args=[columbia.pk]))
    assert len(answer.context["units"]) == number


def test_sorted_by_the_language_of_the_page(client: Client, make: Any) -> None:
    make("Zebra", "北京大学")
    make("Alpha", "清华大学")

    assert names(client) == ["Alpha", "Zebra"]
    assert names(client, language="zh-hans") == ["北京大学", "清华大学"]
    assert names(client, "?sort=-title") == ["Zebra", "Alpha"]


def test_filters_by_kind_country_field_and_origin(client: Client, make: Any, operator: User) -> None:
    company = make("Company", kind="company", country="CN")
    sample = make("Sample", provenance="sample", country="SG")
    unit = add_part(Unit(organisation=sample, name_en="Lab"), actor=operator)
    add_part(UnitField(unit=unit, code="0716"), actor=operator)
    add_part(OrganisationField(organisation=company, code="0714"), actor=operator)
    add_part(OrganisationField(organisation=company, scheme="cn-discipline", code="0716"), actor=operator)

    assert names(client, "?kind=company") == ["Company"]
    assert names(client, "?country=SG") == ["Sample"]
    assert names(client, "?field=071") == ["Company", "Sample"]
    assert names(client, "?field=0716") == ["Sample"]
    assert names(client, "?provenance=sample") == ["Sample"]
    assert names(client, "?country=XX&kind=circus") == ["Company", "Sample"]


def test_search_in_both_languages_and_by_identifier(
    client: Client, columbia: Organisation, make: Any
) -> None:
    make("Duke University", "杜克大学")
    OrganisationDomain.objects.create(organisation=columbia, suffix="columbia.edu")

    for query in ("哥伦比亚", "gelunbiya", "columbia", "00hj8s172"):
        assert names(client, f"?q={query}") == ["Columbia University"]
        assert names(client, f"?q={query}", "zh-hans") == ["哥伦比亚大学"]


def test_drafts_and_archived_ones_are_for_operators(
    client: Client, browser: Callable[..., Client], operator: User, make: Any
) -> None:
    make("Draft", state="draft")
    make("Old", state="archived")
    make("Open")

    assert names(client) == ["Open"]
    assert names(client, "?publication=draft") == ["Open"]
    assert names(browser(operator), "?publication=draft") == ["Draft"]


def test_exports_hold_both_languages_and_no_formula(client: Client, make: Any) -> None:
    make("=HYPERLINK(1)", "哥伦比亚大学", ror_id="00hj8s172")

    header, row = exported(client, "?export=csv")
    found = dict(zip(header, row, strict=True))
    assert found["Name (Chinese)"] == "哥伦比亚大学"
    assert found["ROR id"] == "https://ror.org/00hj8s172"
    assert not found["Name (English)"].startswith("=")
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(reverse("directory:organisations") + "?export=xlsx").getvalue())
    )
    assert all(cell.data_type != "f" for cells in book.active.iter_rows() for cell in cells)


@pytest.mark.parametrize(
    "query",
    [
        "?cursor=x",
        "?cursor=%00",
        "?q=%00",
        "?q=" + "a" * 3000,
        "?sort=__class__",
        "?country=%27",
        "?field=0' OR 1",
    ],
)
def test_a_hostile_address_is_no_server_error(client: Client, columbia: Organisation, query: str) -> None:
    assert client.get(reverse("directory:organisations") + query).status_code < 500
    assert client.get(reverse("directory:people") + query).status_code < 500
    assert client.get(reverse("directory:suggestions") + query).status_code < 500


def test_people_are_found_by_name_and_by_organisation(
    browser: Callable[..., Client], member: User, lin: Any, make: Any
) -> None:
    make("Technical University of Munich", country="DE")
    client = browser(member)

    for query in ("林文", "linwen", "Columbia", "哥伦比亚", "adviser"):
        listing = client.get(reverse("directory:people") + f"?q={query}").context["listing"]
        assert [row.pk for row in listing.items] == [lin.pk]
    assert client.get(reverse("directory:people") + "?country=US").context["listing"].count == 1
    assert client.get(reverse("directory:people") + "?country=DE").context["listing"].count == 0


def test_the_export_of_people_holds_no_contact_detail(
    browser: Callable[..., Client], operator: User, lin: Any
) -> None:
    type(lin).objects.filter(pk=lin.pk).update(email="lin@columbia.edu", phone="+1 212 555 0100")

    content = browser(operator).get(reverse("directory:people") + "?export=csv").getvalue().decode()

    assert "林文" in content
    assert "lin@columbia.edu" not in content
    assert "555" not in content
