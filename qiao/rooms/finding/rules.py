"""Who may do what in finding, as sentences. Everybody finds; what one keeps is one's own."""

from typing import Any

import rules

from qiao.rooms.accounts.rules import is_signed_in


@rules.predicate
def keeps_it(actor: Any, kept: Any = None) -> bool:
    return bool(kept is not None and is_signed_in(actor) and kept.owner_id == actor.pk)


def add_permissions() -> None:
    rules.add_perm("finding.save_search", is_signed_in)
    rules.add_perm("finding.view_search", keeps_it)
    rules.add_perm("finding.change_search", keeps_it)
    rules.add_perm("finding.set_bookmark", is_signed_in)
    rules.add_perm("finding.remove_bookmark", keeps_it)
    rules.add_perm("finding.make_choice", is_signed_in)
