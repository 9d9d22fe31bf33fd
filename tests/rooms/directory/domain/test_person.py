from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from qiao.kit.activity.timeline import activity_of
from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain import affiliation as affiliations
from qiao.rooms.directory.domain import person as domain
from qiao.rooms.directory.domain.drafts import PersonNameDraft
from qiao.rooms.directory.domain.visibility import visible_details
from qiao.rooms.directory.enums import Visibility
from qiao.rooms.directory.errors import ConsentNeeded, PersonHasAccount
from qiao.rooms.directory.models import Membership, Organisation, Person

MEI = [PersonNameDraft(value="梅兰", language="zh")]


def seen_by(actor: Any) -> list[Person]:
    return list(Person.objects.visible_to(actor))


def test_managers_enter_people_of_their_organisation(manager: User, columbia: Organisation) -> None:
    person = domain.create_person(actor=manager, names=MEI, values={}, organisation=columbia)

    assert (person.user, person.name_zh, person.visibility) == (None, "梅兰", "members")
    assert person.affiliations.get().organisation == columbia


def test_managers_enter_nobody_elsewhere(manager: User, columbia: Organisation, make: Any) -> None:
    with pytest.raises(NotPermitted):
        domain.create_person(actor=manager, names=MEI, values={}, organisation=make("Duke"))
    with pytest.raises(NotPermitted):
        domain.create_person(actor=manager, names=MEI, values={})


@pytest.mark.parametrize("who", ["member", "stranger"])
def test_others_enter_nobody(request: pytest.FixtureRequest, columbia: Organisation, who: str) -> None:
    with pytest.raises(NotPermitted):
        domain.create_person(actor=request.getfixturevalue(who), names=MEI, values={}, organisation=columbia)


def test_everyone_makes_one_page_of_their_own(stranger: User) -> None:
    own = domain.create_own_person(actor=stranger, names=MEI, values={"languages": ["zh", "en"]})

    assert (own.user, own.languages) == (stranger, ["zh", "en"])
    with pytest.raises(PersonHasAccount):
        domain.create_own_person(actor=stranger, names=MEI, values={})


def test_only_the_person_changes_a_page_with_an_account(
    stranger: User, owner: User, columbia: Organisation, operator: User
) -> None:
    own = domain.create_own_person(actor=stranger, names=MEI, values={})
    affiliations.add_affiliation(own, actor=operator, organisation=columbia, values={})

    with pytest.raises(NotPermitted):
        domain.change_person(own, actor=owner, values={"about_en": "x"})
    domain.change_person(own, actor=stranger, values={"about_en": "Engineer"})

    assert activity_of(own).latest("id").changes == {"about_en": None}


@pytest.mark.parametrize("who", ["owner", "manager", "operator"])
def test_editors_change_people_without_an_account(
    request: pytest.FixtureRequest, lin: Person, who: str
) -> None:
    domain.change_person(lin, actor=request.getfixturevalue(who), values={"orcid": "0000-0002-1825-0097"})

    lin.refresh_from_db()
    assert lin.orcid == "0000000218250097"


def test_a_former_employer_has_no_say(owner: User, lin: Person) -> None:
    lin.affiliations.update(ends_on=timezone.localdate() - timedelta(days=1))

    with pytest.raises(NotPermitted):
        domain.change_person(lin, actor=owner, values={"about_en": "x"})


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"orcid": "0000-0002-1825-0098"}, "orcid"),
        ({"email": "a@b\r\nBcc: c@d.example"}, "email"),
        ({"phone": "javascript:1"}, "phone"),
        ({"languages": ["zh", "zh"]}, "languages"),
        ({"languages": "zh"}, "languages"),
        ({"languages": [{"a": 1}]}, "languages"),
        ({"email_visibility": "all"}, "email_visibility"),
        ({"about_zh": "\u202ex"}, "about_zh"),
    ],
)
def test_a_wrong_value_is_named_by_its_place(operator: User, lin: Person, values: Any, place: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        domain.change_person(lin, actor=operator, values=values)

    assert list(refusal.value.error_dict) == [place]


def test_pages_are_for_members_unless_opened(
    lin: Person, member: User, stranger: User, operator: User, make: Any
) -> None:
    elsewhere = make("Duke")
    Membership.objects.create(organisation=elsewhere, user=stranger, role="member")

    assert seen_by(None) == []
    assert seen_by(member) == [lin]
    assert seen_by(stranger) == [lin]
    assert seen_by(operator) == [lin]


@pytest.mark.parametrize(
    ("visibility", "readers"),
    [
        (Visibility.MEMBERS, ["other", "member", "manager", "operator"]),
        (Visibility.ORGANISATION, ["member", "manager", "operator"]),
        (Visibility.PRIVATE, ["manager", "operator"]),
    ],
)
def test_who_sees_a_page(
    lin: Person,
    member: User,
    manager: User,
    operator: User,
    stranger: User,
    make: Any,
    visibility: Any,
    readers: Any,
) -> None:
    other = Membership.objects.create(organisation=make("Duke"), user=stranger, role="owner").user
    domain.set_visibility(lin, actor=operator, visibility=visibility)
    people = {"other": other, "member": member, "manager": manager, "operator": operator, "nobody": None}

    assert [name for name, reader in people.items() if seen_by(reader)] == readers


def test_an_account_without_a_membership_sees_public_pages_only(lin: Person, stranger: User) -> None:
    assert seen_by(stranger) == []


def test_others_need_the_consent_to_open_a_page(lin: Person, manager: User) -> None:
    with pytest.raises(ConsentNeeded):
        domain.set_visibility(lin, actor=manager, visibility=Visibility.PUBLIC)
    domain.set_visibility(lin, actor=manager, visibility=Visibility.PUBLIC, consent_basis="e-mail of 2 March")

    lin.refresh_from_db()
    assert (lin.consent_basis, lin.consented_at is not None, seen_by(None)) == (
        "e-mail of 2 March",
        True,
        [lin],
    )


def test_the_database_keeps_pages_closed_without_consent(lin: Person) -> None:
    with pytest.raises(IntegrityError):
        Person.objects.filter(pk=lin.pk).update(visibility="public")


def test_a_person_opens_the_own_page_by_choosing_so(stranger: User) -> None:
    own = domain.create_own_person(actor=stranger, names=MEI, values={})

    domain.set_visibility(own, actor=stranger, visibility=Visibility.PUBLIC)

    assert seen_by(None) == [own]


def test_contact_details_have_a_visibility_each(lin: Person, member: User, operator: User) -> None:
    values = {"email": "lin@columbia.edu", "email_visibility": "organisation", "phone": "+1 212 555 0100"}
    domain.change_person(lin, actor=operator, values=values)

    assert visible_details(lin, None) == {"email": "", "phone": ""}
    assert visible_details(lin, member) == {"email": "lin@columbia.edu", "phone": ""}
    assert visible_details(lin, operator) == {"email": "lin@columbia.edu", "phone": "+1 212 555 0100"}


def test_only_the_organisation_says_who_works_there(stranger: User, columbia: Organisation) -> None:
    own = domain.create_own_person(actor=stranger, names=MEI, values={})

    with pytest.raises(NotPermitted):
        affiliations.add_affiliation(own, actor=stranger, organisation=columbia, values={})


def test_an_affiliation_ends_and_its_unit_is_of_the_house(
    owner: User, lin: Person, columbia: Organisation, make: Any
) -> None:
    row = lin.affiliations.get()
    foreign = make("Duke").units.create(name_en="Pratt School")

    with pytest.raises(ValidationError):
        affiliations.change_affiliation(row, actor=owner, values={"unit": foreign})
    row.refresh_from_db()
    with pytest.raises(ValidationError):
        affiliations.change_affiliation(
            row,
            actor=owner,
            values={"starts_on": timezone.localdate(), "ends_on": timezone.localdate() - timedelta(1)},
        )
    row.refresh_from_db()
    affiliations.change_affiliation(row, actor=owner, values={"ends_on": timezone.localdate() - timedelta(1)})

    assert not lin.affiliations.current().exists()


def test_a_removed_person_leaves_nothing(operator: User, lin: Person) -> None:
    domain.remove_person(lin, actor=operator)

    assert not Person.objects.exists()
