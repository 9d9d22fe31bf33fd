"""Rows of opportunities with what rules, pages and verbs read."""

from qiao.rooms.directory.models import Organisation
from qiao.rooms.opportunities.enums import OpportunityState
from qiao.rooms.opportunities.errors import WrongOpportunityState
from qiao.rooms.opportunities.kinds import kinds
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.opportunities.models.opportunity import OpportunityQuerySet

DETAILS = tuple(dict.fromkeys(kind.detail._meta.model_name or "" for kind in kinds))


def rows() -> OpportunityQuerySet:
    return Opportunity.objects.select_related("host", "exchange", *DETAILS)


def locked(opportunity: Opportunity) -> Opportunity:
    """As it is now. Whatever belongs to an opportunity is changed under this lock."""
    return rows().select_for_update(of=("self",)).get(pk=opportunity.pk)


def locked_with_host(opportunity: Opportunity) -> Opportunity:
    """The host is neither hidden nor merged meanwhile. As those do, it locks the host first."""
    Organisation.objects.select_for_update(no_key=True).get(pk=opportunity.host_id)
    return locked(opportunity)


def locked_to_change(opportunity: Opportunity) -> Opportunity:
    found = locked(opportunity)
    if found.state == OpportunityState.ARCHIVED:
        raise WrongOpportunityState(state=found.status.label)
    return found
