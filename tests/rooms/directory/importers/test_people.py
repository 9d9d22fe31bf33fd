"""How rows of people are read, and which organisation they mean."""

from typing import Any

import pytest

from qiao.kit.imports.importer import Candidate, SourceRow
from qiao.kit.imports.problems import Problems
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.part import add_part
from qiao.rooms.directory.domain.person import change_person
from qiao.rooms.directory.importers.people.importer import PersonImporter
from qiao.rooms.directory.models import Organisation, OrganisationDomain, Person
from tests.rooms.directory.conftest import MakeOrganisation


def _read(**values: str) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    problems = Problems()
    _title, draft = PersonImporter().clean(SourceRow(2, values), problems)
    return draft, [(problem.field, problem.sentence) for problem in problems.kept]


def _compare(
    *rows: dict[str, str],
) -> tuple[dict[int, list[Candidate]], list[tuple[int, str, str]], list[Any]]:
    problems, importer = Problems(), PersonImporter()
    drafts = {
        number: importer.clean(SourceRow(number, row), problems)[1] for number, row in enumerate(rows, 2)
    }
    found = importer.compare(drafts, problems)
    told = [(each.row, each.field, each.sentence % each.values) for each in problems.kept]
    return found, told, list(drafts.values())


def test_names_are_read_in_each_script() -> None:
    draft, problems = _read(
        name="张伟",
        name_en="Wei Zhang",
        family="Zhang",
        given="Wei",
        pinyin="Zhang Wei",
        aliases="David Zhang",
    )

    assert problems == []
    assert [(name["value"], name["language"], name["kind"], name["order"]) for name in draft["names"]] == [
        ("Wei Zhang", "en", "official", "given_first"),
        ("张伟", "zh", "official", "family_first"),
        ("Zhang Wei", "zh", "pinyin", "family_first"),
        ("David Zhang", "en", "alias", "family_first"),
    ]
    assert (draft["names"][0]["family"], draft["names"][0]["given"]) == ("Zhang", "Wei")


def test_name_is_put_together_from_its_parts() -> None:
    draft, problems = _read(family="Lovelace", given="Ada")

    assert (problems, draft["names"][0]["value"]) == ([], "Ada Lovelace")


def test_values_are_cleaned_as_the_model_does() -> None:
    draft, problems = _read(
        name="A",
        email="Li@Example.ORG",
        orcid="https://orcid.org/0000-0002-1825-0097",
        languages="zh、EN",
        about="简介",
    )

    assert problems == []
    assert draft["values"] == {
        "orcid": "0000000218250097",
        "email": "li@example.org",
        "languages": ["zh", "en"],
        "about_zh": "简介",
    }


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-09-01", "2024-09-01"),
        ("2024/9/1", "2024-09-01"),
        ("2024年9月", "2024-09-01"),
        ("2024", "2024-01-01"),
        ("2024-09-01 00:00:00", "2024-09-01"),
    ],
)
def test_days_are_read_as_people_write_them(text: str, day: str) -> None:
    draft, problems = _read(name="A", organisation="X", position="Head", starts_on=text)

    assert (problems, draft["terms"]) == ([], {"position_en": "Head", "starts_on": day})


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "A", "email": "a@b\r\nBcc: x@y.example"}, "email"),
        ({"name": "A", "email": "nobody"}, "email"),
        ({"name": "A", "phone": "call me"}, "phone"),
        ({"name": "A", "orcid": "0000-0002-1825-0098"}, "orcid"),
        ({"name": "A", "languages": "Chinese"}, "languages"),
        ({"name": "A", "position": "Head"}, "organisation"),
        ({"name": "A", "organisation": "X", "starts_on": "next week"}, "starts_on"),
        ({"name": "A", "organisation": "X", "starts_on": "0001-01-01"}, "starts_on"),
    ],
)
def test_bad_values_are_told_at_their_column(values: dict[str, str], field: str) -> None:
    _draft, problems = _read(**values)

    assert {name for name, _sentence in problems} == {field}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "Columbia University",
        "哥伦比亚大学",
        "00hj8s172",
        "https://ror.org/00hj8s172",
        "columbia.edu",
        "@COLUMBIA.edu",
    ],
)
def test_organisation_is_known_by_name_id_and_domain(
    columbia: Organisation, operator: User, text: str
) -> None:
    add_part(OrganisationDomain(organisation=columbia, suffix="columbia.edu"), actor=operator)

    _found, told, (draft,) = _compare({"name": "A", "organisation": text})

    assert (told, draft["organisation"]) == ([], str(columbia.pk))


@pytest.mark.django_db
def test_id_of_the_organisation_goes_before_its_name(columbia: Organisation) -> None:
    row = {"name": "A", "organisation": "Nonsense", "organisation_id": str(columbia.pk)}

    assert _compare(row)[2][0]["organisation"] == str(columbia.pk)


@pytest.mark.django_db
def test_name_of_several_universities_is_told_with_each(make: MakeOrganisation) -> None:
    make("Durham University", country="GB", city_en="Durham")
    make("Durham University", country="US")

    _found, told, _drafts = _compare({"name": "A", "organisation": "Durham University"})

    assert told == [
        (
            2,
            "organisation",
            (
                "Several organisations are known by this: "
                "Durham University (Durham, GB); Durham University (US)."
            ),
        )
    ] or told == [
        (
            2,
            "organisation",
            (
                "Several organisations are known by this: "
                "Durham University (US); Durham University (Durham, GB)."
            ),
        )
    ]


@pytest.mark.django_db
def test_unknown_organisation_is_told() -> None:
    _found, told, _drafts = _compare({"name": "A", "organisation_id": "nowhere.example"})

    assert told == [(2, "organisation_id", "No organisation in the directory is known by this.")]


@pytest.mark.django_db
def test_person_is_proposed_by_address_id_and_name_at_one_place(
    lin: Person, columbia: Organisation, operator: User
) -> None:
    change_person(lin, actor=operator, values={"email": "lin@columbia.edu", "orcid": "0000000218250097"})

    by_mail, _, _ = _compare({"name": "Somebody", "email": "LIN@columbia.edu"})
    by_id, _, _ = _compare({"name": "Somebody", "orcid": "0000-0002-1825-0097"})
    by_name, _, _ = _compare({"name": "wen lin", "organisation": "Columbia University"})
    elsewhere, _, _ = _compare({"name": "Wen Lin"})

    assert [str(candidate.reason) for candidate in by_mail[2]] == ["same e-mail"]
    assert [(str(each.reason), each.is_certain) for each in by_id[2]] == [("same ORCID iD", True)]
    assert [str(candidate.reason) for candidate in by_name[2]] == ["same name at the same organisation"]
    assert elsewhere == {}
    assert "@" not in by_mail[2][0].label


@pytest.mark.django_db
def test_rows_of_the_table_are_compared_with_each_other() -> None:
    same, _, _ = _compare({"name": "A", "email": "a@b.example"}, {"name": "A", "email": "A@b.example"})
    other, _, _ = _compare({"name": "A", "email": "a@b.example"}, {"name": "B", "email": "a@b.example"})
    _, told, _ = _compare(
        {"name": "A", "orcid": "0000000218250097"}, {"name": "B", "orcid": "0000-0002-1825-0097"}
    )

    assert [candidate.is_same for candidate in same[3]] == [True]
    assert [(candidate.row, candidate.is_same) for candidate in other[3]] == [(2, False)]
    assert told == [(3, "orcid", "The same id stands in row 2 already.")]
