"""For whom somebody may set up an exchange."""

from typing import Any

from qiao.rooms.directory.models import Organisation
from qiao.rooms.directory.models.organisation import OrganisationQuerySet
from qiao.rooms.exchanges.entries import entries_of


def possible_organisers(actor: Any) -> OrganisationQuerySet:
    """Those that the actor edits; operators may choose any."""
    standing = Organisation.objects.standing()
    if not getattr(actor, "is_authenticated", False):
        return standing.none()
    return standing if actor.is_operator else standing.filter(pk__in=entries_of(actor))
