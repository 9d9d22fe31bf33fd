"""How the activity log calls our records and where they are."""

from collections.abc import Sequence
from uuid import UUID

from qiao.rooms.exchanges.addresses import delegation_path, exchange_path
from qiao.rooms.exchanges.models import Delegation, Exchange

Titles = dict[UUID, tuple[str, str]]


def exchanges(ids: Sequence[UUID]) -> Titles:
    rows = Exchange.objects.filter(pk__in=ids).only("name_zh", "name_en")
    return {row.pk: (str(row.name), exchange_path(row)) for row in rows}


def delegations(ids: Sequence[UUID]) -> Titles:
    rows = Delegation.objects.filter(pk__in=ids).select_related("organisation", "exchange")
    return {row.pk: (str(row), delegation_path(row)) for row in rows}
