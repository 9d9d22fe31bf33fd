"""Every page opens, for those who may open it, with the right answer for the others."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.claim import claim_affiliation
from qiao.rooms.directory.domain.part import add_part
from qiao.rooms.directory.models import AffiliationClaim, Contact, Equipment, Fact, Organisation, Person, Unit

Browser = Callable[[User | None], Client]


@pytest.fixture
def addresses(columbia: Organisation, lin: Person, owner: User, stranger: User, make: Any) -> dict[str, str]:
    unit = add_part(Unit(organisation=columbia, name_en="Lab"), actor=owner)
    piece = add_part(Equipment(unit=unit, name_en="Arm"), actor=owner)
    fact = add_part(Fact(organisation=columbia, label_en="Students", value="36,000"), actor=owner)
    contact = add_part(Contact(organisation=columbia, role_en="Office", phone="+1 212 555 0100"), actor=owner)
    claim = claim_affiliation(columbia, actor=stranger, claimed_name="Sam")
    other, own = make("Columbia University"), columbia.names.get(language="en")
    found = {
        "overview": reverse("directory:overview"),
        "organisations": reverse("directory:organisations"),
        "suggestions": reverse("directory:suggestions") + "?q=colum",
        "organisation": reverse("directory:organisation", args=[columbia.pk]),
        "people": reverse("directory:people"),
        "mine": reverse("directory:mine"),
        "new": reverse("directory:organisation_new"),
        "own_person": reverse("directory:own_person"),
        "claim_new": reverse("directory:claim_new", args=[columbia.pk]),
        "members": reverse("directory:members", args=[columbia.pk]),
        "edit": reverse("directory:organisation_edit", args=[columbia.pk]),
        "unit": reverse("directory:part_edit", args=["units", unit.pk]),
        "piece": reverse("directory:part_edit", args=["equipment", piece.pk]),
        "fact": reverse("directory:part_edit", args=["facts", fact.pk]),
        "contact": reverse("directory:part_edit", args=["contacts", contact.pk]),
        "name": reverse("directory:name_edit", args=["organisations", own.pk]),
        "name_new": reverse("directory:name_new", args=["organisations", columbia.pk]),
        "refusal": reverse("directory:claim_refusal", args=[claim.pk]),
        "person": reverse("directory:person", args=[lin.pk]),
        "person_new": reverse("directory:person_new"),
        "person_edit": reverse("directory:person_edit", args=[lin.pk]),
        "person_name": reverse("directory:name_new", args=["people", lin.pk]),
        "affiliation": reverse("directory:affiliation_edit", args=[lin.affiliations.get().pk]),
        "affiliation_new": reverse("directory:affiliation_new", args=[lin.pk]),
        "duplicates": reverse("directory:duplicates"),
        "partners": reverse("directory:merge_partners", args=[columbia.pk]),
        "merge": reverse("directory:merge", args=[columbia.pk, other.pk]),
    }
    nouns = ("contacts", "domains", "facts", "fields", "films", "pictures", "units")
    new = {f"new {noun}": reverse("directory:part_new", args=[noun, columbia.pk]) for noun in nouns}
    of_unit = {
        f"new {noun}": reverse("directory:part_new", args=[noun, unit.pk])
        for noun in ("equipment", "unit-fields")
    }
    return found | new | of_unit


PUBLIC = {"overview", "organisations", "suggestions", "organisation", "people"}
SIGNED_IN = {"mine", "new", "own_person", "claim_new"}
OPERATORS = {"duplicates", "partners", "merge"}
MEMBERS = {"members", "person"}


def opened(client: Client, addresses: dict[str, str]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for name, address in addresses.items():
        found.setdefault(client.get(address).status_code, set()).add(name)
    return found


def test_a_visitor_opens_public_pages(browser: Browser, addresses: dict[str, str]) -> None:
    found = opened(browser(None), addresses)

    assert found[200] == PUBLIC
    assert found[302] == set(addresses) - PUBLIC - {"person"}
    assert found[404] == {"person"}


def test_a_stranger_opens_what_is_for_every_account(
    browser: Browser, stranger: User, addresses: dict[str, str]
) -> None:
    found = opened(browser(stranger), addresses)

    assert found[200] == PUBLIC | SIGNED_IN
    assert found[404] == set(addresses) - PUBLIC - SIGNED_IN


def test_a_member_sees_members_and_people(browser: Browser, member: User, addresses: dict[str, str]) -> None:
    found = opened(browser(member), addresses)

    assert found[200] == PUBLIC | SIGNED_IN | MEMBERS


@pytest.mark.parametrize("who", ["owner", "manager"])
def test_an_editor_opens_all_but_merging(
    request: pytest.FixtureRequest, browser: Browser, addresses: dict[str, str], who: str
) -> None:
    found = opened(browser(request.getfixturevalue(who)), addresses)

    assert found[404] == OPERATORS


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_an_operator_opens_everything_in_both_languages(
    browser: Browser, operator: User, addresses: dict[str, str], language: str
) -> None:
    translated = {name: address.replace("/en/", f"/{language}/") for name, address in addresses.items()}

    assert set(opened(browser(operator), translated)) == {200}


def test_a_draft_is_hidden_from_all_but_its_members(
    browser: Browser, make: Any, owner: User, columbia: Organisation, stranger: User
) -> None:
    address = reverse("directory:organisation", args=[columbia.pk])
    browser(owner).post(reverse("directory:organisation_publication", args=[columbia.pk, "draft"]))

    assert [browser(user).get(address).status_code for user in (None, stranger, owner)] == [404, 404, 200]
    assert b"Columbia" not in browser(None).get(reverse("directory:organisations")).content


def test_the_address_of_a_merged_entry_leads_to_the_other(
    browser: Browser, operator: User, columbia: Organisation, make: Any
) -> None:
    other = make("Columbia University")
    browser(operator).post(
        reverse("directory:merge", args=[columbia.pk, other.pk]),
        {"city_en": "survivor", "name_zh": "survivor", "ror_id": "survivor", "city_zh": "survivor"},
    )

    answer = browser(None).get(reverse("directory:organisation", args=[other.pk]))

    assert (answer.status_code, answer["Location"]) == (
        301,
        reverse("directory:organisation", args=[columbia.pk]),
    )


def test_a_claim_is_made_and_answered_on_pages(
    browser: Browser, stranger: User, owner: User, columbia: Organisation
) -> None:
    browser(stranger).post(reverse("directory:claim_new", args=[columbia.pk]), {"claimed_name": "Sam Lee"})
    claim = AffiliationClaim.objects.get()
    refused = browser(owner).post(reverse("directory:claim_refusal", args=[claim.pk]), {"reason": ""})

    assert (refused.status_code, claim.claimed_name) == (422, "Sam Lee")
    browser(owner).post(reverse("directory:claim_approval", args=[claim.pk]))
    assert stranger.memberships.get().role == "member"


def test_the_last_owner_reads_why(browser: Browser, owner: User) -> None:
    answer = browser(owner).post(reverse("directory:member_departure", args=[owner.memberships.get().pk]))

    assert answer.status_code == 409
    assert "at least one owner" in answer.content.decode()


def test_an_unknown_part_is_not_found(browser: Browser, owner: User, columbia: Organisation) -> None:
    for noun in ("secrets", "memberships"):
        assert browser(owner).get(reverse("directory:part_new", args=[noun, columbia.pk])).status_code == 404
