"""Who may do what with a form and what was told in it, as sentences. Needs are open to the person, the head
of the delegation and the owners of the exchange, and to nobody else: not to operators either."""

from typing import Any

import rules

from qiao.rooms.exchanges.rules import (
    approves_the_delegation,
    heads_the_delegation,
    is_the_member,
    owns_the_exchange,
)


@rules.predicate
def is_about_the_actor(actor: Any, registration: Any = None) -> bool:
    return bool(registration is not None and is_the_member(actor, registration.member))


@rules.predicate
def is_of_the_heads_delegation(actor: Any, registration: Any = None) -> bool:
    return bool(registration is not None and heads_the_delegation(actor, registration.delegation))


@rules.predicate
def is_approved_by_the_actor(actor: Any, registration: Any = None) -> bool:
    return bool(registration is not None and approves_the_delegation(actor, registration.delegation))


def add_permissions() -> None:
    fills = is_about_the_actor | is_of_the_heads_delegation
    rules.add_perm("registration.change_form", owns_the_exchange)
    rules.add_perm("registration.list_registrations", owns_the_exchange)
    rules.add_perm("registration.view_totals", owns_the_exchange)
    rules.add_perm("registration.share_totals", owns_the_exchange)
    rules.add_perm("registration.change_hotel", owns_the_exchange)
    rules.add_perm("registration.view_answers", fills | owns_the_exchange | is_approved_by_the_actor)
    rules.add_perm("registration.view_needs", fills | owns_the_exchange)
    rules.add_perm("registration.fill", fills)
    rules.add_perm("registration.answer_for_organisers", owns_the_exchange)
    rules.add_perm("registration.decide_review", owns_the_exchange | is_approved_by_the_actor)
