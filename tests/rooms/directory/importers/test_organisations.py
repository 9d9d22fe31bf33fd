"""How rows of organisations are read and compared."""

from typing import Any

import pytest

from qiao.kit.imports.importer import Candidate, SourceRow
from qiao.kit.imports.problems import Problems
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.drafts import NameDraft
from qiao.rooms.directory.domain.name import add_name
from qiao.rooms.directory.domain.part import add_part
from qiao.rooms.directory.enums import NameKind
from qiao.rooms.directory.importers.organisations.importer import OrganisationImporter
from qiao.rooms.directory.importers.words import country_of, kind_of, origin_of
from qiao.rooms.directory.models import Organisation, OrganisationDomain
from tests.rooms.directory.conftest import MakeOrganisation

BASE = {"name_en": "Columbia University", "kind": "university", "country": "US"}


def _read(**values: str) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    problems = Problems()
    _title, draft = OrganisationImporter().clean(SourceRow(2, BASE | values), problems)
    return draft, [(problem.field, problem.sentence) for problem in problems.kept]


def _compare(*rows: dict[str, str]) -> tuple[dict[int, list[Candidate]], Problems]:
    problems, importer = Problems(), OrganisationImporter()
    drafts = {
        number: importer.clean(SourceRow(number, BASE | row), problems)[1]
        for number, row in enumerate(rows, 2)
    }
    return importer.compare(drafts, problems), problems


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("US", "US"),
        ("usa", "US"),
        ("美国", "US"),
        ("United States", "US"),
        ("英国", "GB"),
        ("U.K.", "GB"),
        ("中国香港", "HK"),
        ("香港", "HK"),
        ("Hong Kong SAR", "HK"),
        ("新加坡", "SG"),
        ("SGP", "SG"),
        ("德国", "DE"),
        ("韓國", "KR"),
        ("Atlantis", ""),
        ("", ""),
    ],
)
def test_countries_are_known_by_code_and_name(word: str, code: str) -> None:
    assert country_of(word) == code


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("大学", "university"),
        ("University", "university"),
        ("企业", "company"),
        ("创新中心", "innovation_centre"),
        ("Research Institute", "research_institute"),
        ("实验室", "laboratory"),
        ("dragon", ""),
    ],
)
def test_kinds_are_known_in_both_languages(word: str, kind: str) -> None:
    assert kind_of(word) == kind


def test_origins_are_known_in_both_languages() -> None:
    assert [origin_of(word) for word in ("Sample", "虚构", "story", "x")] == [
        "sample",
        "fictitious",
        "story",
        "",
    ]


def test_names_go_to_their_language_and_kind() -> None:
    draft, problems = _read(
        name="哥伦比亚大学", aliases="哥大；Columbia", acronym="CU", former_names="King's College"
    )

    assert problems == []
    assert [
        (name["value"], name["language"], name["kind"], name["is_preferred"]) for name in draft["names"]
    ] == [
        ("Columbia University", "en", "official", True),
        ("哥伦比亚大学", "zh", "official", True),
        ("哥大", "zh", "alias", False),
        ("Columbia", "en", "alias", False),
        ("King's College", "en", "former", False),
        ("CU", "en", "acronym", False),
    ]


def test_values_are_cleaned_as_the_model_does() -> None:
    draft, problems = _read(
        ror_id="https://ror.org/00hj8s172",
        latitude="40.80754",
        longitude="-73.96257",
        city="纽约",
        website="https://www.columbia.edu",
        domains="@Columbia.edu; www.cu.example",
        fields="0613; 091",
        provenance="sample",
    )

    assert problems == []
    assert draft["values"]["ror_id"] == "00hj8s172"
    assert draft["values"]["city_zh"] == "纽约"
    assert draft["values"]["latitude"] == "40.80754"
    assert draft["domains"] == ["columbia.edu", "cu.example"]
    assert draft["fields"] == ["0613", "091"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"ror_id": "00hj8s173"}, "ror_id"),
        ({"credit_code": "91110000600037341M"}, "credit_code"),
        ({"latitude": "40.1"}, "latitude"),
        ({"latitude": "91", "longitude": "0"}, "latitude"),
        ({"latitude": "north", "longitude": "0"}, "latitude"),
        ({"time_zone": "../../etc/passwd"}, "time_zone"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"domains": "not a domain"}, "domains"),
        ({"domains": ";".join(f"d{n}.example" for n in range(40))}, "domains"),
        ({"fields": "9999"}, "fields"),
        ({"provenance": "legend"}, "provenance"),
        ({"kind": ""}, "kind"),
        ({"country": ""}, "country"),
        ({"name_en": ""}, "name_en"),
        ({"name_en": "a\u202eb"}, "name_en"),
        ({"positioning": "x" * 601}, "positioning"),
    ],
)
def test_bad_values_are_told_at_their_column(values: dict[str, str], field: str) -> None:
    _draft, problems = _read(**values)

    assert {name for name, _sentence in problems} == {field}


@pytest.mark.django_db
def test_same_id_is_certain_and_hides_weaker_proposals(
    columbia: Organisation, make: MakeOrganisation
) -> None:
    make("Columbia University")

    found, problems = _compare({"ror_id": "00hj8s172"})

    (candidate,) = found[2]
    assert (candidate.object_id, candidate.is_certain, str(candidate.reason)) == (
        columbia.pk,
        True,
        "same ROR id",
    )
    assert problems.count == 0


@pytest.mark.django_db
def test_same_name_counts_in_the_same_country_only(make: MakeOrganisation) -> None:
    here = make("Durham University", country="GB")
    make("Durham University", country="US")

    found, _problems = _compare({"name_en": "DURHAM  university", "country": "GB"})

    assert [candidate.object_id for candidate in found[2]] == [here.pk]
    assert str(found[2][0].reason) == "same name in the same country or region"


@pytest.mark.django_db
def test_acronyms_alone_propose_nothing(columbia: Organisation, operator: User) -> None:
    draft = NameDraft(value="CU", language="en", kind=NameKind.ACRONYM, is_preferred=False)
    add_name(columbia, actor=operator, draft=draft)

    assert _compare({"name_en": "Cornell University", "acronym": "CU"})[0] == {}


@pytest.mark.django_db
def test_one_name_of_several_universities_proposes_each(make: MakeOrganisation) -> None:
    first, second = make("Northwest University", country="CN"), make("Northwest University", country="CN")

    found, _problems = _compare({"name_en": "Northwest University", "country": "CN"})

    assert {candidate.object_id for candidate in found[2]} == {first.pk, second.pk}


@pytest.mark.django_db
def test_same_domain_is_proposed_across_countries(columbia: Organisation, operator: User) -> None:
    add_part(OrganisationDomain(organisation=columbia, suffix="columbia.edu"), actor=operator)

    found, _problems = _compare({"name_en": "Something Else", "country": "SG", "domains": "columbia.edu"})

    assert str(found[2][0].reason) == "same domain"


@pytest.mark.django_db
def test_id_that_stands_twice_in_the_table_is_a_problem() -> None:
    _found, problems = _compare({"ror_id": "00hj8s172"}, {"ror_id": "00hj8s172", "name_en": "Another"})

    assert [(problem.row, problem.field, problem.values) for problem in problems.kept] == [
        (3, "ror_id", {"other": 2})
    ]


@pytest.mark.django_db
def test_ids_of_two_entries_in_one_row_are_a_problem(columbia: Organisation, make: MakeOrganisation) -> None:
    make("Peking Something", credit_code="91110000600037341L", country="CN")

    _found, problems = _compare({"ror_id": "00hj8s172", "credit_code": "91110000600037341L"})

    assert [problem.field for problem in problems.kept] == ["ror_id"]
