from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from qiao.kit.activity.timeline import activity_of
from qiao.kit.errors import Invalid, NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.drafts import NameDraft
from qiao.rooms.directory.domain.organisation import change_organisation, create_organisation
from qiao.rooms.directory.domain.publication import set_publication
from qiao.rooms.directory.enums import Publication
from qiao.rooms.directory.errors import WrongStep
from qiao.rooms.directory.models import Organisation

NAMES = [NameDraft(value="杜克大学", language="zh"), NameDraft(value="Duke University", language="en")]


def test_whoever_enters_an_organisation_owns_its_draft(stranger: User) -> None:
    made = create_organisation(actor=stranger, names=NAMES, values={"kind": "university", "country": "US"})

    made.refresh_from_db()
    assert (made.name_zh, made.name_en, made.publication) == ("杜克大学", "Duke University", "draft")
    assert [(row.user, row.role) for row in made.memberships.all()] == [(stranger, "owner")]
    row = activity_of(made).get()
    assert (row.action, row.actor) == ("directory.organisation.created", stranger)


def test_an_operator_enters_it_for_others(operator: User, stranger: User) -> None:
    values = {"kind": "university", "country": "US"}

    made = create_organisation(actor=operator, names=NAMES, values=values)
    given = create_organisation(actor=operator, names=NAMES, values=values, owner=stranger)

    assert made.memberships.count() == 0
    assert given.memberships.get().user == stranger


def test_nobody_names_another_owner_or_state(stranger: User, member: User) -> None:
    values = {"kind": "university", "country": "US", "publication": "published", "provenance": "story"}

    made = create_organisation(actor=stranger, names=NAMES, values=values, owner=member)

    assert made.memberships.get().user == stranger
    assert (made.publication, made.provenance) == ("draft", "registered")


def test_an_organisation_without_a_name_is_refused(stranger: User) -> None:
    with pytest.raises(Invalid):
        create_organisation(actor=stranger, names=[], values={"kind": "university", "country": "US"})

    assert Organisation.objects.count() == 0


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"ror_id": "00hj8s173"}, "ror_id"),
        ({"credit_code": "91110000600037341M"}, "credit_code"),
        ({"country": "XX"}, "country"),
        ({"kind": "circus"}, "kind"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"website": "https://user:secret@x.example/"}, "website"),
        ({"time_zone": "../etc/passwd"}, "time_zone"),
        ({"latitude": 40, "longitude": None}, "latitude"),
        ({"positioning_en": "a\u202eb"}, "positioning_en"),
        ({"positioning_en": "x" * 601}, "positioning_en"),
        ({"city_en": "New\nYork"}, "city_en"),
    ],
)
def test_a_wrong_value_is_named_by_its_place(
    owner: User, columbia: Organisation, values: dict, place: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        change_organisation(columbia, actor=owner, values=values)

    assert list(refusal.value.error_dict) == [place]


def test_identifiers_are_unique_and_may_be_missing(
    make: Callable[..., Organisation], columbia: Organisation, operator: User
) -> None:
    other, third = make("Duke University"), make("Durham University")

    with pytest.raises(ValidationError):
        change_organisation(other, actor=operator, values={"ror_id": "https://ror.org/00hj8s172"})
    change_organisation(third, actor=operator, values={"ror_id": " ", "credit_code": ""})

    third.refresh_from_db()
    assert (third.ror_id, third.credit_code) == (None, None)


@pytest.mark.parametrize("who", ["member", "stranger"])
def test_only_owners_and_managers_change_the_profile(
    request: pytest.FixtureRequest, columbia: Organisation, who: str
) -> None:
    with pytest.raises(NotPermitted):
        change_organisation(columbia, actor=request.getfixturevalue(who), values={"city_en": "Paris"})


@pytest.mark.parametrize("who", ["owner", "manager", "operator"])
def test_a_change_is_recorded_with_old_and_new(
    request: pytest.FixtureRequest, columbia: Organisation, who: str
) -> None:
    actor = request.getfixturevalue(who)

    change_organisation(columbia, actor=actor, values={"city_en": "Manhattan", "city_zh": "纽约"})

    row = activity_of(columbia).filter(action="directory.organisation.changed").get()
    assert (row.actor, row.changes) == (actor, {"city_en": ["New York", "Manhattan"]})


def test_saving_without_a_change_writes_no_activity(owner: User, columbia: Organisation) -> None:
    before = activity_of(columbia).count()

    change_organisation(columbia, actor=owner, values={"city_en": "New York"})

    assert activity_of(columbia).count() == before


def test_only_an_operator_publishes(owner: User, operator: User, make: Callable[..., Organisation]) -> None:
    draft = make("Duke University", state="draft")

    with pytest.raises(NotPermitted):
        set_publication(draft, actor=owner, state=Publication.PUBLISHED)
    set_publication(draft, actor=operator, state=Publication.PUBLISHED)

    draft.refresh_from_db()
    assert (draft.is_published, draft.publication_changed_by) == (True, operator)
    assert draft.publication_changed_at is not None


def test_an_owner_withdraws_but_a_manager_does_not(
    owner: User, manager: User, columbia: Organisation
) -> None:
    with pytest.raises(NotPermitted):
        set_publication(columbia, actor=manager, state=Publication.ARCHIVED)
    set_publication(columbia, actor=owner, state=Publication.ARCHIVED)

    assert not columbia.is_published


def test_the_same_state_twice_is_refused(owner: User, columbia: Organisation) -> None:
    set_publication(columbia, actor=owner, state=Publication.DRAFT)

    with pytest.raises(WrongStep):
        set_publication(columbia, actor=owner, state=Publication.DRAFT)


def test_of_two_that_change_the_state_at_once_one_wins(owner: User, columbia: Organisation) -> None:
    stale = Organisation.objects.get(pk=columbia.pk)
    set_publication(columbia, actor=owner, state=Publication.DRAFT)

    with pytest.raises(WrongStep):
        set_publication(stale, actor=owner, state=Publication.ARCHIVED)
