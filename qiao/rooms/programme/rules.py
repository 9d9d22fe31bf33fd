"""Who may see and change the programme of an exchange, as sentences."""

from typing import Any

import rules

from qiao.rooms.accounts.rules import is_operator
from qiao.rooms.exchanges.rules import (
    acts_for_the_partner,
    belongs_to_a_partner,
    is_public,
    owns_the_exchange,
    takes_part,
)


@rules.predicate
def hosts_the_session(actor: Any, item: Any = None) -> bool:
    return bool(item is not None and item.host is not None and acts_for_the_partner(actor, item.host))


@rules.predicate
def belongs_to_its_partner(actor: Any, part: Any = None) -> bool:
    """A part of a programme, for the partners of its exchange."""
    return part is not None and bool(belongs_to_a_partner(actor, part.exchange))


def add_permissions() -> None:
    """Whoever may see the exchange sees what was released; the working copy is for its partners."""
    rules.add_perm("programme.view_programme", is_public | belongs_to_a_partner | takes_part | is_operator)
    rules.add_perm("programme.view_working_copy", belongs_to_a_partner | is_operator)
    rules.add_perm("programme.view_item", belongs_to_its_partner | is_operator)
    rules.add_perm("programme.edit_programme", owns_the_exchange)
    rules.add_perm("programme.edit_item", owns_the_exchange | hosts_the_session)
