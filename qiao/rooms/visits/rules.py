"""Who may do what with visits, as sentences."""

from typing import Any

import rules

from qiao.rooms.accounts.rules import is_operator, is_signed_in
from qiao.rooms.exchanges.entries import entries_of
from qiao.rooms.exchanges.rules import (
    belongs_to_a_partner,
    heads_its_delegation,
    is_the_member,
    owns_the_exchange,
    takes_part,
)


def _visit_of(subject: Any) -> Any:
    return getattr(subject, "visit", subject)


@rules.predicate
def owns_its_exchange(actor: Any, subject: Any = None) -> bool:
    """Of a visit, a run, a pin, a plan, or a member of a delegation."""
    if subject is None:
        return False
    visit = _visit_of(getattr(subject, "run", subject))
    return bool(owns_the_exchange(actor, getattr(visit, "delegation", visit)))


@rules.predicate
def acts_for_the_host(actor: Any, subject: Any = None) -> bool:
    host = getattr(_visit_of(subject), "host", None)
    return bool(host is not None and is_signed_in(actor) and host.organisation_id in entries_of(actor))


runs_the_visit = owns_its_exchange | acts_for_the_host
speaks_for_the_member = is_the_member | heads_its_delegation | owns_its_exchange


def add_permissions() -> None:
    rules.add_perm("visits.view_visits", takes_part | belongs_to_a_partner | is_operator)
    rules.add_perm("visits.wish_here", takes_part)
    rules.add_perm("visits.plan_visits", owns_the_exchange)
    rules.add_perm("visits.see_plans", owns_the_exchange | is_operator)
    rules.add_perm("visits.change_visit", runs_the_visit)
    rules.add_perm("visits.remove_visit", owns_its_exchange)
    rules.add_perm("visits.see_groups", runs_the_visit | is_operator)
    rules.add_perm("visits.exclude_visitor", runs_the_visit)
    rules.add_perm("visits.pin_visitor", owns_its_exchange)
    rules.add_perm("visits.see_wishes", speaks_for_the_member | is_operator)
    rules.add_perm("visits.set_wishes", speaks_for_the_member)
    rules.add_perm("visits.take_place", speaks_for_the_member)
