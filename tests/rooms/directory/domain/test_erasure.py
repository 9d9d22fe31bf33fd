from typing import Any

import pytest

from qiao.kit.bilingual.models import SearchEntry
from qiao.kit.classification import DataSubject, classified, resolve
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.claim import claim_affiliation
from qiao.rooms.directory.domain.drafts import PersonNameDraft
from qiao.rooms.directory.domain.part import add_part
from qiao.rooms.directory.domain.person import create_own_person
from qiao.rooms.directory.models import (
    Affiliation,
    AffiliationClaim,
    Contact,
    Membership,
    Organisation,
    Person,
    PersonName,
)

PERSONAL = [Affiliation, AffiliationClaim, Contact, Membership, PersonName, Person]


def counts() -> dict[str, int]:
    return {model.__name__: model._base_manager.count() for model in PERSONAL}


def erase(subject: DataSubject) -> None:
    resolved = resolve(subject)
    for model in PERSONAL:
        entry = classified.get(model._meta.label_lower)
        assert entry.find is not None
        assert entry.erase is not None
        entry.erase(entry.find(resolved))


def test_the_account_leads_to_its_person(member: User, lin: Person) -> None:
    own = create_own_person(
        actor=member, names=[PersonNameDraft(value="Mia", language="en")], values={"email": "mia@x.example"}
    )

    found = resolve(DataSubject(user_id=member.pk, emails=frozenset({member.email})))

    assert found.person_ids == {own.pk}


def test_entries_with_the_address_are_the_same_person(lin: Person, operator: User) -> None:
    Person.objects.filter(pk=lin.pk).update(email="lin@columbia.edu")

    assert resolve(DataSubject(emails=frozenset({"lin@columbia.edu"}))).person_ids == {lin.pk}


def test_an_address_typed_into_another_accounts_page_leads_nowhere(member: User, stranger: User) -> None:
    create_own_person(
        actor=member,
        names=[PersonNameDraft(value="Mia", language="en")],
        values={"email": stranger.email},
    )

    assert resolve(DataSubject(user_id=stranger.pk, emails=frozenset({stranger.email}))).person_ids == set()


def test_erasing_a_person_leaves_the_others(
    member: User, owner: User, lin: Person, columbia: Organisation, make: Any
) -> None:
    own = create_own_person(actor=member, names=[PersonNameDraft(value="Mia", language="en")], values={})
    Affiliation.objects.create(person=own, organisation=columbia)
    add_part(Contact(organisation=columbia, person=own, phone="+1 212 555 0100"), actor=owner)
    add_part(Contact(organisation=columbia, role_en="Office", email="office@columbia.edu"), actor=owner)
    claim_affiliation(make("Duke"), actor=member, claimed_name="Mia")

    erase(DataSubject(user_id=member.pk, emails=frozenset({member.email})))

    assert counts() == {
        "Affiliation": 1,
        "AffiliationClaim": 0,
        "Contact": 1,
        "Membership": 1,
        "PersonName": 2,
        "Person": 1,
    }
    assert not SearchEntry.objects.filter(object_id=own.pk).exists()
    assert SearchEntry.objects.filter(object_id=lin.pk).exists()


@pytest.mark.parametrize("model", PERSONAL)
def test_personal_models_say_how_they_are_found_and_erased(model: Any) -> None:
    entry = classified.get(model._meta.label_lower)

    assert entry.is_personal
    assert entry.find is not None
    assert entry.erase is not None
