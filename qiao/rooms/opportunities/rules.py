"""Who may do what with opportunities, as sentences. Owners and managers of the host post and change; whoever
belongs to the host reads its drafts; an operator may close what should not be there."""

from typing import Any

import rules

from qiao.rooms.accounts.rules import is_operator, is_signed_in
from qiao.rooms.directory.rules import edits, edits_some_organisation, stands
from qiao.rooms.exchanges.entries import MEMBERS, acts_for
from qiao.rooms.opportunities.enums import OpportunityState


@rules.predicate
def is_shown_to_all(_actor: Any, opportunity: Any = None) -> bool:
    return bool(opportunity is not None and opportunity.is_public)


@rules.predicate
def edits_the_host(actor: Any, opportunity: Any = None) -> bool:
    return opportunity is not None and acts_for(actor, opportunity.host_id)


@rules.predicate
def belongs_to_the_host(actor: Any, opportunity: Any = None) -> bool:
    return opportunity is not None and acts_for(actor, opportunity.host_id, MEMBERS)


@rules.predicate
def is_not_archived(_actor: Any, opportunity: Any = None) -> bool:
    return bool(opportunity is not None and opportunity.state != OpportunityState.ARCHIVED)


def add_permissions() -> None:
    rules.add_perm("opportunities.list_own", is_signed_in)
    rules.add_perm("opportunities.begin_opportunity", edits_some_organisation)
    rules.add_perm("opportunities.create_opportunity", stands & edits)
    rules.add_perm("opportunities.view_opportunity", is_shown_to_all | belongs_to_the_host | is_operator)
    rules.add_perm("opportunities.change_opportunity", is_not_archived & edits_the_host)
    rules.add_perm("opportunities.publish_opportunity", is_not_archived & edits_the_host)
    rules.add_perm("opportunities.close_opportunity", edits_the_host | is_operator)
    rules.add_perm("opportunities.archive_opportunity", edits_the_host | is_operator)
    rules.add_perm("opportunities.copy_opportunity", edits_the_host)
