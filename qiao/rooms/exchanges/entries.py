"""Whom an actor speaks for. Of two entries of the directory that were merged, both may keep a row where each
had one of its own, as at an exchange where both took part: whoever belongs to the one that was kept acts for
the other as well."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from qiao.rooms.accounts.models import User
from qiao.rooms.accounts.rules import is_signed_in
from qiao.rooms.directory.enums import MembershipRole
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.remembering import remembered

EDITORS = (MembershipRole.OWNER, MembershipRole.MANAGER)
MEMBERS = tuple(MembershipRole)


def entries_of(actor: Any, roles: Sequence[str] = EDITORS) -> set[UUID]:
    """Only for an actor who is signed in."""
    return _entries_of(actor, roles)


def acts_for(actor: Any, organisation_id: Any, roles: Sequence[str] = EDITORS) -> bool:
    return bool(is_signed_in(actor) and organisation_id in entries_of(actor, roles))


def speakers_for(organisations: Iterable[UUID], roles: Sequence[str] = EDITORS) -> QuerySet[User]:
    """Everybody who acts for one of them, each once, in a lasting order."""
    entries = Organisation.objects.with_kept(organisations)
    members = {"memberships__organisation__in": entries, "memberships__role__in": roles}
    found: QuerySet[User] = User.objects.filter(**members).order_by("pk").distinct()
    return found


@remembered
def _entries_of(actor: Any, roles: Sequence[str]) -> set[UUID]:
    own = actor.memberships.filter(role__in=roles).values_list("organisation", flat=True)
    return Organisation.objects.with_absorbed(own)
