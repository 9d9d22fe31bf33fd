"""What a reader is at one exchange, asked once for a page: doors, navigation and buttons all want to know."""

from functools import cached_property
from typing import Any
from uuid import UUID

from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.entries import EDITORS
from qiao.rooms.exchanges.models import Exchange, Partner
from qiao.rooms.exchanges.rules import takes_part

KEPT = "_standings"


class Standing:
    """`partners` are those of the reader's organisations, `edited` those for which the reader acts."""

    def __init__(self, exchange: Exchange, reader: Any) -> None:
        self.exchange = exchange
        self.reader = reader

    @cached_property
    def partners(self) -> tuple[Partner, ...]:
        if not (entries := Organisation.objects.with_absorbed(self._memberships)):
            return ()
        rows = self.exchange.partners.filter(organisation__in=entries)
        return tuple(rows.select_related("organisation"))

    @cached_property
    def edited(self) -> tuple[Partner, ...]:
        own = {pk for pk, roles in self._memberships.items() if roles & set(EDITORS)}
        if any(partner.organisation_id not in self._memberships for partner in self.partners):
            own = Organisation.objects.with_absorbed(own)
        return tuple(partner for partner in self.partners if partner.organisation_id in own)

    @cached_property
    def takes_part(self) -> bool:
        return bool(takes_part(self.reader, self.exchange))

    @property
    def is_operator(self) -> bool:
        return bool(getattr(self.reader, "is_operator", False))

    @property
    def owning(self) -> tuple[Partner, ...]:
        return tuple(partner for partner in self.edited if partner.is_owning)

    @property
    def owns(self) -> bool:
        return bool(self.owning)

    @property
    def inviting(self) -> tuple[Partner, ...]:
        return tuple(partner for partner in self.edited if partner.may_give_seats)

    @property
    def lists_delegations(self) -> bool:
        return bool(self.partners) or self.is_operator

    @cached_property
    def _memberships(self) -> dict[UUID, set[str]]:
        if not getattr(self.reader, "is_authenticated", False):
            return {}
        found: dict[UUID, set[str]] = {}
        for organisation, role in self.reader.memberships.values_list("organisation", "role"):
            found.setdefault(organisation, set()).add(role)
        return found


def standing_at(exchange: Exchange, reader: Any) -> Standing:
    """Kept on the object, which lives as long as the request."""
    kept: dict[Any, Standing] = exchange.__dict__.setdefault(KEPT, {})
    return kept.setdefault(reader.pk, Standing(exchange, reader))
