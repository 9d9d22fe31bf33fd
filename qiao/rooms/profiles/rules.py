"""Who may do what with profiles, as sentences. A profile is its person's alone; others see what `showing`
gives their audience, through the rooms that know why they look."""

from typing import Any

import rules

from qiao.rooms.accounts.rules import is_signed_in


@rules.predicate
def is_its_person(actor: Any, profile: Any = None) -> bool:
    return bool(profile is not None and is_signed_in(actor) and profile.user_id == actor.pk)


@rules.predicate
def has_a_page(_actor: Any, profile: Any = None) -> bool:
    return bool(profile is not None and profile.user_id and profile.has_page)


def add_permissions() -> None:
    rules.add_perm("profiles.begin_profile", is_signed_in)
    rules.add_perm("profiles.view_profile", is_its_person)
    rules.add_perm("profiles.change_profile", is_its_person)
    rules.add_perm("profiles.view_page", is_its_person | has_a_page)
