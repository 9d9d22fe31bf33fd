from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.drafts import NameDraft, PersonNameDraft
from qiao.rooms.directory.domain.name import add_name, change_name, remove_name
from qiao.rooms.directory.errors import LastName
from qiao.rooms.directory.models import Organisation, OrganisationName, Person


def preferred(organisation: Organisation) -> dict[str, str]:
    return dict(organisation.names.filter(is_preferred=True).values_list("language", "value"))


def test_a_preferred_name_takes_the_place_of_the_other(owner: User, columbia: Organisation) -> None:
    add_name(columbia, actor=owner, draft=NameDraft(value="Columbia U", language="en", kind="label"))

    columbia.refresh_from_db()
    assert preferred(columbia) == {"zh": "哥伦比亚大学", "en": "Columbia U"}
    assert (columbia.name_en, columbia.sort_en) == ("Columbia U", "columbia u")


def test_an_alias_leaves_the_shown_name(owner: User, columbia: Organisation) -> None:
    draft = NameDraft(value="哥大", language="zh", kind="alias", source="usage", is_preferred=False)

    name = add_name(columbia, actor=owner, draft=draft)

    assert (name.folded, name.is_preferred) == ("哥大", False)
    assert preferred(columbia)["zh"] == "哥伦比亚大学"


def test_the_first_name_of_a_language_is_preferred_anyway(owner: User, columbia: Organisation) -> None:
    add_name(
        columbia, actor=owner, draft=NameDraft(value="コロンビア大学", language="ja", is_preferred=False)
    )

    assert preferred(columbia)["ja"] == "コロンビア大学"


def test_the_same_name_twice_is_refused(owner: User, columbia: Organisation) -> None:
    with pytest.raises(ValidationError):
        add_name(columbia, actor=owner, draft=NameDraft(value="Columbia University", language="en"))


def test_two_organisations_share_a_name(owner: User, columbia: Organisation, make: Any) -> None:
    other = make("Columbia University", country="CA")

    assert OrganisationName.objects.filter(folded="columbia university").count() == 2
    assert other.name_en == columbia.name_en


def test_the_database_keeps_one_preferred_name_a_language(columbia: Organisation) -> None:
    with pytest.raises(IntegrityError):
        OrganisationName.objects.create(
            organisation=columbia, value="X", folded="x", language="en", is_preferred=True
        )


def test_changing_a_name_changes_what_is_shown(owner: User, columbia: Organisation) -> None:
    name = columbia.names.get(language="zh")

    change_name(name, actor=owner, draft=NameDraft(value="哥倫比亞大學", language="zh"))

    columbia.refresh_from_db()
    assert columbia.name_zh == "哥倫比亞大學"
    assert columbia.names.get(language="zh").folded == "哥伦比亚大学"


def test_removing_the_shown_name_shows_the_next(owner: User, columbia: Organisation) -> None:
    draft = NameDraft(value="Columbia", language="en", kind="alias", is_preferred=False)
    add_name(columbia, actor=owner, draft=draft)

    remove_name(columbia.names.get(value="Columbia University"), actor=owner)

    columbia.refresh_from_db()
    assert columbia.name_en == "Columbia"


def test_the_only_name_stays(owner: User, columbia: Organisation) -> None:
    remove_name(columbia.names.get(language="en"), actor=owner)

    with pytest.raises(LastName):
        remove_name(columbia.names.get(), actor=owner)


@pytest.mark.parametrize("who", ["member", "stranger"])
def test_others_touch_no_name(request: pytest.FixtureRequest, columbia: Organisation, who: str) -> None:
    actor = request.getfixturevalue(who)
    name = columbia.names.get(language="en")

    with pytest.raises(NotPermitted):
        add_name(columbia, actor=actor, draft=NameDraft(value="X", language="en"))
    with pytest.raises(NotPermitted):
        change_name(name, actor=actor, draft=NameDraft(value="X", language="en"))
    with pytest.raises(NotPermitted):
        remove_name(name, actor=actor)


def test_a_person_has_names_too(operator: User, lin: Person) -> None:
    draft = PersonNameDraft(value="Lín Wén", language="zh", kind="pinyin", is_preferred=False)

    name = add_name(lin, actor=operator, draft=draft)

    assert (name.folded, str(lin.name)) == ("lin wen", "Wen Lin")


@pytest.mark.parametrize("language", ["", "z", "中文", "zh-Hans", "EN"])
def test_a_language_is_a_short_code(owner: User, columbia: Organisation, language: str) -> None:
    with pytest.raises(ValidationError):
        add_name(columbia, actor=owner, draft=NameDraft(value="X", language=language))
