"""Whom an actor speaks for. Of two entries of the directory that were merged, both may keep a row at an
exchange where both took part: whoever belongs to the one that was kept acts for the other as well."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from qiao.rooms.directory.enums import MembershipRole
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.remembering import remembered

EDITORS = (MembershipRole.OWNER, MembershipRole.MANAGER)


@remembered
def entries_of(actor: Any, roles: Sequence[str] = EDITORS) -> set[UUID]:
    """Only for an actor who is signed in."""
    own = actor.memberships.filter(role__in=roles).values_list("organisation", flat=True)
    return Organisation.objects.with_absorbed(own)
