"""Profiles for the tests of this room and of those above."""

from typing import Any

from qiao.rooms.accounts.models import User
from qiao.rooms.profiles.domain.entry import add_entry
from qiao.rooms.profiles.domain.profile import change_profile, own_profile
from qiao.rooms.profiles.models import Education, Profile

NAMES = {"name_zh": "林文", "name_en": "Wen Lin"}
STUDIES = {
    "institution_zh": "北京理工大学",
    "institution_en": "Beijing Institute of Technology",
    "level": "master",
    "area_en": "Vehicle engineering",
    "field_code": "0716",
    "starts": "2022-09",
    "ends": "2025",
}


def make_profile(user: User, **values: Any) -> Profile:
    """With both names; what is given changes or adds to it."""
    profile = own_profile(user)
    return change_profile(profile, actor=user, values=NAMES | values)


def make_education(profile: Profile, **values: Any) -> Education:
    user = profile.user
    assert user is not None
    return add_entry(profile, Education, actor=user, values=STUDIES | values)
