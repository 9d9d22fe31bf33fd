from typing import Any

import pytest

from qiao.kit.bilingual.models import SearchEntry
from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.directory import models
from qiao.rooms.directory.domain.drafts import NameDraft
from qiao.rooms.directory.domain.merge import compare, merge_organisations, undo_merge
from qiao.rooms.directory.domain.name import add_name, change_name
from qiao.rooms.directory.domain.organisation import change_organisation
from qiao.rooms.directory.domain.part import add_part, remove_part
from qiao.rooms.directory.errors import CannotMerge, CannotUndo
from qiao.rooms.directory.models import (
    Affiliation,
    Contact,
    Equipment,
    Fact,
    Membership,
    MergeRecord,
    Organisation,
    OrganisationDomain,
    OrganisationField,
    OrganisationName,
    Person,
    Unit,
)


def dump() -> dict[str, list[dict[str, Any]]]:
    """Every row of the room but the notes of merges, and what the search knows."""
    kept = [getattr(models, name) for name in models.__all__ if name != "MergeRecord"]
    rows = {model.__name__: list(model._base_manager.order_by("pk").values()) for model in kept}
    entries = SearchEntry.objects.order_by("kind", "object_id").values("kind", "object_id", "names", "texts")
    return rows | {"SearchEntry": list(entries)}


@pytest.fixture
def twin(
    columbia: Organisation, make: Any, operator: User, owner: User, member: User, lin: Person
) -> Organisation:
    """The same university entered twice, each knowing something that the other does not."""
    twin = make(
        "Columbia University",
        "哥大",
        city_en="New York City",
        latitude="40.80750",
        longitude="-73.96250",
        website="https://www.columbia.edu",
        credit_code="91110000600037341L",
        positioning_en="In the city of New York.",
    )
    for organisation in (columbia, twin):
        OrganisationDomain.objects.create(organisation=organisation, suffix="columbia.edu")
        add_part(OrganisationField(organisation=organisation, code="0613"), actor=operator)
    OrganisationDomain.objects.create(organisation=twin, suffix="cs.columbia.edu")
    add_name(twin, actor=operator, draft=NameDraft(value="コロンビア大学", language="ja"))
    unit = add_part(Unit(organisation=twin, name_en="Robotics laboratory", kind="laboratory"), actor=operator)
    add_part(Equipment(unit=unit, name_en="Arm", quantity=2), actor=operator)
    add_part(Fact(organisation=twin, label_en="Students", value="36,000"), actor=operator)
    add_part(Contact(organisation=twin, role_en="Office", email="office@columbia.edu"), actor=operator)
    Membership.objects.create(organisation=twin, user=member, role="owner")
    Membership.objects.create(organisation=twin, user=owner, role="member")
    Membership.objects.create(organisation=twin, user=operator, role="manager")
    Affiliation.objects.create(person=lin, organisation=twin, unit=unit, position_en="Guest")
    return twin


def test_everything_goes_to_the_surviving_entry(
    columbia: Organisation, twin: Organisation, operator: User
) -> None:
    merge_organisations(columbia, absorbed=twin, actor=operator)

    columbia.refresh_from_db()
    twin.refresh_from_db()
    assert twin.merged_into == columbia
    assert sorted(columbia.names.values_list("value", flat=True)) == sorted(
        ["Columbia University", "哥伦比亚大学", "哥大", "コロンビア大学"]
    )
    assert set(columbia.domains.values_list("suffix", flat=True)) == {"columbia.edu", "cs.columbia.edu"}
    assert [unit.name_en for unit in columbia.units.all()] == ["Robotics laboratory"]
    assert columbia.affiliations.count() == 2
    assert (columbia.contacts.count(), columbia.facts.count(), columbia.fields.count()) == (1, 1, 1)


def test_empty_fields_are_filled_and_others_stay(
    columbia: Organisation, twin: Organisation, operator: User
) -> None:
    merge_organisations(columbia, absorbed=twin, actor=operator)

    columbia.refresh_from_db()
    twin.refresh_from_db()
    assert (columbia.city_en, columbia.ror_id) == ("New York", "00hj8s172")
    assert (columbia.credit_code, twin.credit_code) == ("91110000600037341L", None)
    assert (str(columbia.latitude), str(columbia.longitude)) == ("40.80750", "-73.96250")
    assert columbia.positioning_en == "In the city of New York."


def test_a_choice_overrules_the_proposal(columbia: Organisation, twin: Organisation, operator: User) -> None:
    proposed = {row.name: row.chosen for row in compare(columbia, twin)}
    assert (proposed["city_en"], proposed["website"], proposed["name_zh"]) == (
        "survivor",
        "absorbed",
        "survivor",
    )

    merge_organisations(
        columbia, absorbed=twin, actor=operator, choices={"city_en": "absorbed", "name_zh": "absorbed"}
    )

    columbia.refresh_from_db()
    assert (columbia.city_en, columbia.name_zh) == ("New York City", "哥大")
    assert columbia.names.filter(language="zh", is_preferred=True).get().value == "哥大"


def test_whoever_belongs_to_both_keeps_the_higher_role(
    columbia: Organisation, twin: Organisation, operator: User
) -> None:
    merge_organisations(columbia, absorbed=twin, actor=operator)

    assert dict(columbia.memberships.values_list("user__email", "role")) == {
        "olga@columbia.edu": "owner",
        "mia@columbia.edu": "owner",
        "opal@server.example": "manager",
    }


@pytest.mark.parametrize(
    "choices", [{}, {"name_zh": "absorbed", "city_en": "absorbed", "ror_id": "absorbed"}]
)
def test_undoing_restores_everything_exactly(
    columbia: Organisation, twin: Organisation, operator: User, choices: dict[str, str]
) -> None:
    before = dump()

    merge = merge_organisations(columbia, absorbed=twin, actor=operator, choices=choices)
    assert dump() != before
    undo_merge(merge, actor=operator)

    assert dump() == before


def test_undoing_and_merging_again_works(columbia: Organisation, twin: Organisation, operator: User) -> None:
    before = dump()
    first = merge_organisations(columbia, absorbed=twin, actor=operator)
    undo_merge(first, actor=operator)
    second = merge_organisations(twin, absorbed=columbia, actor=operator)

    undo_merge(second, actor=operator)

    assert dump() == before


def test_merges_of_merges_are_undone_in_turn(
    columbia: Organisation, twin: Organisation, make: Any, operator: User
) -> None:
    third = make("Columbia University in the City of New York")
    before = dump()
    inner = merge_organisations(twin, absorbed=third, actor=operator)
    outer = merge_organisations(columbia, absorbed=twin, actor=operator)

    with pytest.raises(CannotUndo):
        undo_merge(inner, actor=operator)
    undo_merge(outer, actor=operator)
    undo_merge(inner, actor=operator)

    assert dump() == before


def test_what_came_since_stays_with_the_survivor(
    columbia: Organisation, twin: Organisation, operator: User
) -> None:
    merge = merge_organisations(columbia, absorbed=twin, actor=operator)
    add_part(Fact(organisation=columbia, label_en="Nobel laureates", value="87"), actor=operator)
    columbia.refresh_from_db()
    change_organisation(columbia, actor=operator, values={"core_business_en": "Teaching"})

    undo_merge(merge, actor=operator)

    columbia.refresh_from_db()
    assert [fact.value for fact in columbia.facts.all()] == ["87"]
    assert columbia.core_business_en == "Teaching"


def change_a_value(columbia: Organisation, operator: User) -> None:
    change_organisation(columbia, actor=operator, values={"website": "https://new.example"})


def remove_a_moved_row(columbia: Organisation, operator: User) -> None:
    remove_part(columbia.contacts.get(), actor=operator)


def prefer_another_name(columbia: Organisation, operator: User) -> None:
    name = OrganisationName.objects.get(organisation=columbia, value="コロンビア大学")
    add_name(columbia, actor=operator, draft=NameDraft(value="コロンビア", language="ja"))
    change_name(
        name, actor=operator, draft=NameDraft(value="コロンビア大学", language="ja", is_preferred=False)
    )


@pytest.mark.parametrize("later", [change_a_value, remove_a_moved_row, prefer_another_name])
def test_undoing_is_refused_when_it_would_lose_a_later_change(
    columbia: Organisation, twin: Organisation, operator: User, later: Any
) -> None:
    merge = merge_organisations(columbia, absorbed=twin, actor=operator)
    columbia.refresh_from_db()
    later(columbia, operator)
    before = dump()

    with pytest.raises(CannotUndo) as refusal:
        undo_merge(merge, actor=operator)

    assert "cannot be undone any more" in str(refusal.value)
    assert dump() == before


def test_a_merge_is_undone_once(columbia: Organisation, twin: Organisation, operator: User) -> None:
    merge = merge_organisations(columbia, absorbed=twin, actor=operator)
    undo_merge(merge, actor=operator)

    with pytest.raises(CannotUndo):
        undo_merge(MergeRecord.objects.get(pk=merge.pk), actor=operator)


def test_what_cannot_be_merged(columbia: Organisation, twin: Organisation, make: Any, operator: User) -> None:
    with pytest.raises(CannotMerge):
        merge_organisations(columbia, absorbed=columbia, actor=operator)
    merge_organisations(columbia, absorbed=twin, actor=operator)
    with pytest.raises(CannotMerge):
        merge_organisations(make("Duke"), absorbed=twin, actor=operator)


@pytest.mark.parametrize("who", ["owner", "member", "stranger"])
def test_only_operators_merge(
    request: pytest.FixtureRequest, columbia: Organisation, twin: Organisation, operator: User, who: str
) -> None:
    actor = request.getfixturevalue(who)

    with pytest.raises(NotPermitted):
        merge_organisations(columbia, absorbed=twin, actor=actor)
    merge = merge_organisations(columbia, absorbed=twin, actor=operator)
    with pytest.raises(NotPermitted):
        undo_merge(merge, actor=actor)


def test_the_absorbed_entry_is_found_no_more(
    columbia: Organisation, twin: Organisation, operator: User
) -> None:
    merge_organisations(columbia, absorbed=twin, actor=operator)

    assert list(Organisation.objects.published()) == [columbia]
    assert not SearchEntry.objects.filter(object_id=twin.pk).exists()
