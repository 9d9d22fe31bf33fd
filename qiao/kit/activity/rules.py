"""Who may read the log. `is_operator` is a property that the accounts give to their users."""

from typing import Any

import rules


@rules.predicate
def is_operator(actor: Any) -> bool:
    return bool(getattr(actor, "is_operator", False))


@rules.predicate
def is_signed_in(actor: Any) -> bool:
    return bool(getattr(actor, "is_authenticated", False))


rules.add_perm("activity.view_log", is_operator)
rules.add_perm("activity.view_own_log", is_signed_in)
