"""Rows that name each other are of one exchange."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from qiao.rooms.programme.errors import OfAnotherExchange


def require_of(exchange_id: UUID, rows: Iterable[Any]) -> None:
    """None is nobody's."""
    for row in rows:
        if row is not None and row.exchange_id != exchange_id:
            raise OfAnotherExchange(name=row)
