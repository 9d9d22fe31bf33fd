import json

from qiao.rooms.accounts.models import User
from qiao.rooms.profiles.domain.entry import add_entry
from qiao.rooms.profiles.domain.profile import change_profile, set_audiences
from qiao.rooms.profiles.enums import Audience
from qiao.rooms.profiles.models import LanguageSkill, Profile, Publication
from qiao.rooms.profiles.showing import blinded, shown
from tests.rooms.profiles.factory import make_education


def test_what_is_left_empty_is_not_shown(profile: Profile) -> None:
    assert shown(profile, Audience.HOSTS) == {
        "name": {"zh": "林文", "en": "Wen Lin"},
        "email": "wen@people.example",
    }


def test_each_audience_sees_its_part(profile: Profile, wen: User) -> None:
    levels = {"email": "nobody", "education": "offices", "name": "public"}
    make_education(profile)
    profile = set_audiences(profile, actor=wen, audiences=levels)

    seen = {audience: set(shown(profile, audience)) for audience in Audience}

    assert seen == {
        Audience.NOBODY: {"name", "email", "education"},
        Audience.HOSTS: {"name", "education"},
        Audience.OFFICES: {"name", "education"},
        Audience.PUBLIC: {"name"},
    }


def test_shown_goes_into_json_as_it_is(profile: Profile, wen: User) -> None:
    make_education(profile)
    add_entry(profile, LanguageSkill, actor=wen, values={"language": "en", "ielts": "7.5", "toefl": 101})

    seen = shown(profile, Audience.HOSTS)

    assert json.loads(json.dumps(seen)) == seen
    assert seen["languages"] == [{"language": "en", "ielts": "7.5", "toefl": 101}]
    assert seen["education"][0]["institution"]["en"] == "Beijing Institute of Technology"


def test_blind_review_names_nobody(profile: Profile, wen: User) -> None:
    profile = change_profile(
        profile,
        actor=wen,
        values={"summary_en": "WEN LIN builds cars. Lin, Wen by ORCID 0000-0002-1825-0097; 林文。",
                "orcid": "0000-0002-1825-0097", "phone": "+86 10 5555 0000"},
    )  # fmt: skip
    paper = {"title_en": "On roads", "authors": "Wen Lin\nA. Other", "doi": "10.1000/Roads", "year": 2024}
    add_entry(profile, Publication, actor=wen, values=paper)

    seen = shown(profile, Audience.HOSTS, names=False)

    assert seen == {
        "summary": {"en": "… builds cars. … by ORCID …; …。"},
        "publications": [{"kind": "article", "title": {"en": "On roads"}, "year": 2024}],
    }
    assert blinded(shown(profile, Audience.HOSTS)) == seen
