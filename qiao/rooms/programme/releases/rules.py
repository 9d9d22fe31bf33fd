"""Who may see and make releases, and whose itinerary one may read, as sentences."""

from typing import Any

import rules

from qiao.rooms.accounts.rules import is_operator, is_signed_in
from qiao.rooms.directory.enums import MembershipRole
from qiao.rooms.exchanges.entries import entries_of
from qiao.rooms.exchanges.rules import (
    belongs_to_a_partner,
    heads_its_delegation,
    heads_the_delegation,
    is_the_member,
    owns_the_exchange,
    takes_part,
)


@rules.predicate
def is_active(_actor: Any, member: Any = None) -> bool:
    return bool(member is not None and member.status.is_active)


@rules.predicate
def owns_its_exchange(actor: Any, member: Any = None) -> bool:
    return bool(member is not None and owns_the_exchange(actor, member.delegation))


@rules.predicate
def takes_part_still(_actor: Any, delegation: Any = None) -> bool:
    return bool(delegation is not None and not delegation.status.is_over)


@rules.predicate
def belongs_to_the_partner(actor: Any, partner: Any = None) -> bool:
    if partner is None or not is_signed_in(actor):
        return False
    return partner.organisation_id in entries_of(actor, list(MembershipRole))


@rules.predicate
def is_ones_own(actor: Any, feed: Any = None) -> bool:
    return bool(feed is not None and is_signed_in(actor) and feed.user_id == actor.pk)


def add_permissions() -> None:
    rules.add_perm("programme.view_releases", owns_the_exchange | is_operator)
    rules.add_perm("programme.release", owns_the_exchange)
    rules.add_perm("programme.find_itinerary", takes_part | belongs_to_a_partner | is_operator)
    rules.add_perm(
        "programme.view_itinerary_of_member",
        is_active & (is_the_member | heads_its_delegation | owns_its_exchange),
    )
    rules.add_perm(
        "programme.view_itinerary_of_delegation",
        takes_part_still & (heads_the_delegation | owns_the_exchange),
    )
    rules.add_perm("programme.view_itinerary_of_partner", belongs_to_the_partner | owns_the_exchange)
    rules.add_perm("programme.revoke_feed", is_ones_own)
