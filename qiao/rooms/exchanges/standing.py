"""What a reader is at one exchange, asked once for a page: doors, navigation and buttons all want to know."""

from dataclasses import dataclass
from typing import Any

from qiao.rooms.directory.enums import MembershipRole
from qiao.rooms.exchanges.entries import entries_of
from qiao.rooms.exchanges.models import Exchange, Partner
from qiao.rooms.exchanges.rules import takes_part

KEPT = "_standings"


@dataclass(frozen=True, slots=True)
class Standing:
    """`partners` are those of the reader's organisations, `edited` those for which the reader acts."""

    partners: tuple[Partner, ...] = ()
    edited: tuple[Partner, ...] = ()
    takes_part: bool = False
    is_operator: bool = False

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


def standing_at(exchange: Exchange, reader: Any) -> Standing:
    """Kept on the object, which lives as long as the request."""
    kept: dict[Any, Standing] = exchange.__dict__.setdefault(KEPT, {})
    if reader.pk not in kept:
        kept[reader.pk] = _standing(exchange, reader)
    return kept[reader.pk]


def _standing(exchange: Exchange, reader: Any) -> Standing:
    if not getattr(reader, "is_authenticated", False):
        return Standing()
    own = entries_of(reader, list(MembershipRole))
    rows = exchange.partners.filter(organisation__in=own).select_related("organisation") if own else []
    partners = tuple(rows)
    entries = entries_of(reader) if partners else set()
    edited = tuple(partner for partner in partners if partner.organisation_id in entries)
    return Standing(partners, edited, takes_part(reader, exchange), reader.is_operator)
