"""Who may do what with applications, as sentences. A draft is the applicant's own; what was sent is open to
the owners and managers of the host, and to whom the rooms above let in."""

from typing import Any

import rules

from qiao.rooms.accounts.rules import is_signed_in
from qiao.rooms.applications.readers import is_let_in
from qiao.rooms.exchanges.entries import acts_for
from qiao.rooms.offices.rules import runs_the_office
from qiao.rooms.opportunities.rules import edits_the_host


@rules.predicate
def is_the_applicant(actor: Any, application: Any = None) -> bool:
    if application is None or not is_signed_in(actor):
        return False
    return bool(application.profile.user_id == actor.pk)


@rules.predicate
def is_filed(_actor: Any, application: Any = None) -> bool:
    return bool(application is not None and application.submitted_at)


@rules.predicate
def edits_its_host(actor: Any, application: Any = None) -> bool:
    """Owner or manager of the host; nobody selects among applications of which one is their own."""
    if application is None or is_the_applicant(actor, application):
        return False
    return acts_for(actor, application.opportunity.host_id)


@rules.predicate
def is_let_in_from_above(actor: Any, application: Any = None) -> bool:
    if application is None or not is_signed_in(actor) or is_the_applicant(actor, application):
        return False
    return is_let_in(actor, application)


@rules.predicate
def is_the_applicant_of_it(actor: Any, part: Any = None) -> bool:
    return part is not None and bool(is_the_applicant(actor, part.application))


@rules.predicate
def edits_the_host_of_it(actor: Any, part: Any = None) -> bool:
    return part is not None and bool(selects_it(actor, part.application))


selects_it = is_filed & edits_its_host
reads_it = selects_it | (is_filed & is_let_in_from_above)


def add_permissions() -> None:
    rules.add_perm("applications.list_own", is_signed_in)
    rules.add_perm("applications.begin_application", is_signed_in)
    rules.add_perm("applications.view_application", is_the_applicant | reads_it)
    rules.add_perm("applications.change_application", is_the_applicant)
    rules.add_perm("applications.read_application", reads_it)
    rules.add_perm("applications.select_application", selects_it)
    rules.add_perm("applications.list_queue", edits_the_host)
    rules.add_perm("applications.change_letter", is_the_applicant_of_it)
    rules.add_perm("applications.enter_letter", edits_the_host_of_it)
    rules.add_perm("applications.list_students", runs_the_office)
