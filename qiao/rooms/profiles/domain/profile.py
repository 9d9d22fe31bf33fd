"""The profile itself: begun by its person, changed by its person, open to whom its person says."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply
from qiao.rooms.profiles.enums import Audience
from qiao.rooms.profiles.errors import NoPublicPage
from qiao.rooms.profiles.models import Profile

BASICS = (
    *("name_zh", "name_en", "headline_zh", "headline_en", "summary_zh", "summary_en", "email", "phone"),
    *("website", "country", "city_zh", "city_en", "orcid", "career_stage"),
)


def profile_of(actor: Any) -> Profile | None:
    return Profile.objects.filter(user=actor).first()


@transaction.atomic
def own_profile(actor: User) -> Profile:
    """Begun if there is none, with the name that the directory knows and the address of the account."""
    require(actor, "profiles.begin_profile")
    profile, is_new = Profile.objects.get_or_create(user=actor, defaults=_beginning(actor))
    if is_new:
        record(actor, "profiles.profile.begun", profile)
    return profile


@transaction.atomic
def change_profile(profile: Profile, *, actor: User, values: Mapping[str, Any]) -> Profile:
    require(actor, "profiles.change_profile", profile)
    profile = locked_profile(profile)
    if changes := apply(profile, {name: values[name] for name in BASICS if name in values}):
        record(actor, "profiles.profile.changed", profile, changes=changes)
    return profile


@transaction.atomic
def set_audiences(profile: Profile, *, actor: User, audiences: Mapping[str, str]) -> Profile:
    """Those that are named change; the others stay."""
    require(actor, "profiles.change_profile", profile)
    profile = locked_profile(profile)
    if changes := apply(profile, {"audiences": profile.audiences | dict(audiences)}):
        _require_something_public(profile)
        record(actor, "profiles.profile.audiences_changed", profile, changes=changes)
    return profile


@transaction.atomic
def set_page(profile: Profile, *, actor: User, has_page: bool) -> Profile:
    """The page shows what is open to everyone, and nothing else."""
    require(actor, "profiles.change_profile", profile)
    profile = locked_profile(profile)
    if changes := apply(profile, {"has_page": has_page}):
        _require_something_public(profile)
        record(actor, "profiles.profile.page_changed", profile, changes=changes)
    return profile


def locked_profile(profile: Profile) -> Profile:
    return Profile.objects.select_for_update().get(pk=profile.pk)


def _require_something_public(profile: Profile) -> None:
    if profile.has_page and profile.audience_of("name") != Audience.PUBLIC:
        raise NoPublicPage


def _beginning(actor: User) -> dict[str, str]:
    person = getattr(actor, "person", None)
    names = {"name_zh": person.name_zh, "name_en": person.name_en} if person else {}
    return names | {"email": actor.email}
