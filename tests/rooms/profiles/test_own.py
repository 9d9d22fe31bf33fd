"""Who changes what of a profile, and what is refused."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from qiao.kit.activity.models import Activity
from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.profiles.domain.entry import add_entry, change_entry, move_entry, order_entries, remove_entry
from qiao.rooms.profiles.domain.profile import change_profile, own_profile, set_audiences, set_page
from qiao.rooms.profiles.errors import NoPublicPage, NotInTheSection, TooManyEntries
from qiao.rooms.profiles.models import Education, LanguageSkill, Profile, Publication, Skill
from tests.rooms.exchanges.conftest import organisation
from tests.rooms.profiles.factory import make_education, make_profile


def test_a_profile_is_begun_once(wen: User) -> None:
    first = own_profile(wen)

    assert own_profile(wen) == first
    assert (first.user, first.email) == (wen, wen.email)
    assert Activity.objects.filter(action="profiles.profile.begun").count() == 1


def test_strangers_change_nothing(profile: Profile, sam: User) -> None:
    _may_nothing(profile, sam)


def test_operators_change_nothing(profile: Profile, opal: User) -> None:
    _may_nothing(profile, opal)


def _may_nothing(profile: Profile, actor: User) -> None:
    study = make_education(profile)
    for forbidden in (
        lambda: change_profile(profile, actor=actor, values={"name_en": "X"}),
        lambda: set_audiences(profile, actor=actor, audiences={"name": "public"}),
        lambda: set_page(profile, actor=actor, has_page=True),
        lambda: add_entry(profile, Skill, actor=actor, values={"name_en": "X"}),
        lambda: change_entry(study, actor=actor, values={"score": "1"}),
        lambda: order_entries(profile, Education, actor=actor, order=[study.pk]),
        lambda: move_entry(study, actor=actor, is_up=True),
        lambda: remove_entry(study, actor=actor),
    ):
        with pytest.raises(NotPermitted):
            forbidden()


def test_the_activity_names_fields_and_no_values(profile: Profile, wen: User) -> None:
    change_profile(profile, actor=wen, values={"phone": "+86 10 5555 0000", "city_zh": "北京"})

    row = Activity.objects.filter(action="profiles.profile.changed").latest("id")
    assert row.changes == {"phone": None, "city_zh": None}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"orcid": "0000-0002-1825-0098"}, "orcid"),
        ({"country": "XX"}, "country"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"name_en": "A\u202eB"}, "name_en"),
        ({"summary_en": "x" * 4001}, "summary_en"),
        ({"career_stage": "r9"}, "career_stage"),
    ],
)
def test_bad_basics_are_refused_at_their_place(
    profile: Profile, wen: User, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        change_profile(profile, actor=wen, values=values)

    assert list(refusal.value.message_dict) == [field]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"starts": "2022-13"}, "starts"),
        ({"starts": "22"}, "starts"),
        ({"starts": "2023-02-30"}, "starts"),
        ({"starts": "2024-09", "ends": "2023"}, "ends"),
        ({"field_code": "9999"}, "field_code"),
        ({"institution_zh": "", "institution_en": ""}, "__all__"),
    ],
)
def test_bad_studies_are_refused_at_their_place(profile: Profile, values: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_education(profile, **values)

    assert field in refusal.value.message_dict


def test_dates_are_compared_as_far_as_they_are_known(profile: Profile) -> None:
    assert make_education(profile, starts="2024-09", ends="2024").ends == "2024"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"language": "en", "hsk": 5}, "hsk"),
        ({"language": "zh", "ielts": "7"}, "ielts"),
        ({"language": "zh", "hsk": 10}, "hsk"),
        ({"language": "en", "ielts": "7.3"}, "ielts"),
        ({"language": "en", "toefl": 121}, "toefl"),
        ({"language": "english"}, "language"),
    ],
)
def test_tests_belong_to_their_language(
    profile: Profile, wen: User, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        add_entry(profile, LanguageSkill, actor=wen, values=values)

    assert field in refusal.value.message_dict


def test_a_doi_stands_once_in_a_profile(profile: Profile, wen: User, sam: User) -> None:
    paper = {"title_en": "On roads", "doi": "https://doi.org/10.1000/ROADS"}
    first = add_entry(profile, Publication, actor=wen, values=paper)

    with pytest.raises(ValidationError):
        add_entry(profile, Publication, actor=wen, values=paper | {"title_en": "Other"})
    with pytest.raises(IntegrityError), transaction.atomic():  # the database as well
        Publication.objects.create(profile=profile, title_en="Other", doi=first.doi)
    assert first.doi == "10.1000/roads"
    assert add_entry(make_profile(sam), Publication, actor=sam, values=paper).doi == first.doi


def test_an_orcid_is_one_persons(profile: Profile, wen: User, sam: User) -> None:
    change_profile(profile, actor=wen, values={"orcid": "https://orcid.org/0000-0002-1825-0097"})

    with pytest.raises(ValidationError):
        make_profile(sam, orcid="0000000218250097")


def test_entries_keep_their_order(profile: Profile, wen: User) -> None:
    one, two, three = (
        add_entry(profile, Skill, actor=wen, values={"name_en": name}) for name in ("One", "Two", "Three")
    )

    move_entry(three, actor=wen, is_up=True)
    move_entry(one, actor=wen, is_up=True)
    assert [each.name_en for each in profile.skills.all()] == ["One", "Three", "Two"]
    order_entries(profile, Skill, actor=wen, order=[two.pk, one.pk, three.pk])
    assert [each.name_en for each in profile.skills.all()] == ["Two", "One", "Three"]
    with pytest.raises(NotInTheSection):
        order_entries(profile, Skill, actor=wen, order=[two.pk, two.pk, three.pk])


def test_a_section_has_an_end(profile: Profile, wen: User) -> None:
    Skill.objects.bulk_create(Skill(profile=profile, name_en=f"Skill {number}") for number in range(100))

    with pytest.raises(TooManyEntries):
        add_entry(profile, Skill, actor=wen, values={"name_en": "One more"})


def test_what_is_removed_twice_is_told(profile: Profile, wen: User) -> None:
    study = make_education(profile)
    twin = Education.objects.get()
    remove_entry(study, actor=wen)

    with pytest.raises(NotInTheSection):
        remove_entry(twin, actor=wen)


def test_a_study_names_its_entry_in_the_directory(profile: Profile) -> None:
    duke = organisation("Duke")

    assert make_education(profile, organisation=duke).organisation == duke


def test_a_public_page_needs_a_public_name(profile: Profile, wen: User) -> None:
    with pytest.raises(NoPublicPage):
        set_page(profile, actor=wen, has_page=True)
    set_audiences(profile, actor=wen, audiences={"name": "public"})

    assert set_page(profile, actor=wen, has_page=True).has_page
    with pytest.raises(NoPublicPage):
        set_audiences(profile, actor=wen, audiences={"name": "hosts"})


@pytest.mark.parametrize("audiences", [{"name": "everybody"}, {"salary": "public"}])
def test_audiences_are_of_known_parts(profile: Profile, wen: User, audiences: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        set_audiences(profile, actor=wen, audiences=audiences)
