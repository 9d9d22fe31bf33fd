import csv
import time
from collections import Counter
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from qiao.kit.activity.models import Activity
from qiao.kit.bilingual.search import best
from qiao.kit.files.models import StoredFile
from qiao.kit.imports.models import Import
from qiao.rooms.accounts.domain.account import find_account
from qiao.rooms.directory.models import Equipment, Membership, Organisation, Person, Unit
from qiao.site.demo.accounts import ROLES
from qiao.site.demo.load import load_demo
from qiao.site.demo.tables import FOLDER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def _counts() -> list[int]:
    models = (Organisation, Person, Unit, Equipment, Membership, StoredFile, Import, Activity)
    return [model._base_manager.count() for model in models]


def test_demo_is_loaded_once_however_often_it_is_asked_for() -> None:
    started = time.monotonic()
    sign_ins = load_demo()
    assert time.monotonic() - started < 40
    before = _counts()

    assert load_demo() == sign_ins
    assert _counts() == before


def test_demo_holds_the_facts_of_the_story() -> None:
    load_demo()

    by_origin = Counter(Organisation.objects.filter(kind="university").values_list("provenance", flat=True))
    assert by_origin == {"story": 7, "sample": 33}
    assert Organisation.objects.filter(provenance="fictitious").count() == 12
    assert Organisation.objects.filter(kind="association", provenance="story").count() == 3
    assert Unit.objects.filter(kind="laboratory").count() == 6
    assert not Organisation.objects.exclude(publication="published").exists()
    universities = Organisation.objects.filter(kind="university", affiliations__isnull=False)
    assert universities.distinct().count() == 40
    assert set(Person.objects.values_list("provenance", flat=True)) == {"fictitious", "registered"}
    assert {each.importer for each in Import.objects.all()} == {"directory.organisations", "directory.people"}


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("哥大", "Columbia University"),
        ("NUS", "National University of Singapore"),
        ("东京", "The University of Tokyo"),
    ],
)
def test_demo_is_found_by_what_people_type(query: str, name: str) -> None:
    load_demo()

    assert best(Organisation.objects.all(), query)[0].name_en == name


def test_each_role_signs_in_and_holds_its_organisations(client: Client) -> None:
    sign_ins = load_demo()

    assert [role for role, _email, _password in sign_ins] == [role.name for role in ROLES]
    for role, email, password in sign_ins:
        user = find_account(email)
        assert user is not None
        assert user.check_password(password)
        assert user.is_operator == (role == "operator")
    held = Counter(Membership.objects.values_list("user__email", "role"))
    assert held == {
        ("organiser@qiao.example", "owner"): 3,
        ("host@qiao.example", "owner"): 1,
        ("delegate@qiao.example", "manager"): 1,
    }


def test_visitors_find_the_participants_and_a_picture(client: Client) -> None:
    load_demo()
    centre = Organisation.objects.get(kind="innovation_centre")

    assert client.get(reverse("directory:organisation", args=[centre.pk])).status_code == 200
    assert centre.logo is not None
    assert client.get(centre.logo.get_absolute_url()).status_code == 200
    assert centre.gallery.count() == 3
    assert "Jianing Zheng" in client.get(reverse("directory:people"), {"q": "Jianing"}).text


def test_entries_that_are_there_already_are_not_doubled(operator_made: Organisation) -> None:
    load_demo()

    operator_made.refresh_from_db()
    assert operator_made.ror_id == "00hj8s172"
    assert Organisation.objects.filter(name_en="Columbia University").count() == 1


@pytest.fixture
def operator_made() -> Organisation:
    from qiao.rooms.directory.domain.drafts import NameDraft
    from qiao.rooms.directory.domain.organisation import create_organisation
    from qiao.rooms.directory.domain.part import add_part
    from qiao.rooms.directory.models import OrganisationDomain
    from qiao.site.demo.accounts import operator

    actor = operator()
    made: Organisation = create_organisation(
        actor=actor,
        names=[NameDraft(value="Columbia University", language="en")],
        values={"kind": "university", "country": "US", "city_en": "Somewhere"},
    )
    add_part(OrganisationDomain(organisation=made, suffix="columbia.edu"), actor=actor)
    return made


def test_tables_are_clean_utf_8_with_one_length_of_rows() -> None:
    for name in ("organisations.csv", "people.csv"):
        with (FOLDER / name).open(encoding="utf-8", newline="") as table:
            assert len({len(row) for row in csv.reader(table)}) == 1
