import csv
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from qiao.kit.activity.models import Activity
from qiao.kit.bilingual.search import best
from qiao.kit.files.models import StoredFile
from qiao.kit.imports.models import Import
from qiao.rooms.accounts.domain.account import find_account
from qiao.rooms.directory.models import Equipment, Membership, Organisation, Person, Unit
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange
from qiao.site.demo.accounts import ROLES
from qiao.site.demo.load import load_demo
from qiao.site.demo.tables import FOLDER

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def sign_ins(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[list[tuple[str, str, str]]]:
    """Loaded once for all tests of this file; each takes back what it writes."""
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files"))
    with files, django_db_blocker.unblock(), transaction.atomic():
        yield load_demo()
        transaction.set_rollback(True)


def _counts() -> list[int]:
    models = (Organisation, Person, Unit, Equipment, Membership, StoredFile, Import, Activity, Delegation)
    return [model._base_manager.count() for model in models]


def test_demo_is_loaded_once_however_often_it_is_asked_for(sign_ins: Any) -> None:
    before = _counts()

    assert load_demo() == sign_ins
    assert _counts() == before


@pytest.mark.usefixtures("sign_ins")
def test_demo_holds_the_facts_of_the_story() -> None:
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
@pytest.mark.usefixtures("sign_ins")
def test_demo_is_found_by_what_people_type(query: str, name: str) -> None:
    assert best(Organisation.objects.all(), query)[0].name_en == name


def test_each_role_signs_in_and_holds_its_organisations(client: Client, sign_ins: Any) -> None:
    assert [role for role, _email, _password in sign_ins] == [role.name for role in ROLES]
    for role, email, password in sign_ins:
        user = find_account(email)
        assert user is not None
        assert user.check_password(password)
        assert user.is_operator == (role == "operator")
    held = Counter(Membership.objects.values_list("user__email", "role"))
    assert held == {
        ("organiser@qiao.example", "owner"): 2,
        ("co-organiser@qiao.example", "owner"): 1,
        ("host@qiao.example", "owner"): 1,
        ("delegate@qiao.example", "manager"): 1,
    }


@pytest.mark.usefixtures("sign_ins")
def test_visitors_find_the_participants_and_a_picture(client: Client) -> None:
    centre = Organisation.objects.get(kind="innovation_centre")

    assert client.get(reverse("directory:organisation", args=[centre.pk])).status_code == 200
    assert centre.logo is not None
    assert client.get(centre.logo.get_absolute_url()).status_code == 200
    assert centre.gallery.count() == 3
    assert "Jianing Zheng" in client.get(reverse("directory:people"), {"q": "Jianing"}).text


def test_tables_are_clean_utf_8_with_one_length_of_rows() -> None:
    for name in ("organisations.csv", "people.csv"):
        with (FOLDER / name).open(encoding="utf-8", newline="") as table:
            assert len({len(row) for row in csv.reader(table)}) == 1


@pytest.mark.usefixtures("sign_ins")
def test_forty_delegations_come_to_three_organisers_and_thirteen_hosts() -> None:
    exchange = Exchange.objects.get()

    states = Counter(exchange.delegations.values_list("state", flat=True))
    roles = Counter(exchange.partners.values_list("role", flat=True))

    assert exchange.state == "published"
    assert states == {"approved": 38, "submitted": 1, "registering": 1}
    assert roles == {"organiser": 1, "co_organiser": 2, "host": 13}
    assert exchange.seats_held == DelegationMember.objects.filter(state="confirmed").count()
