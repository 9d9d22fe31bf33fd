"""Rows that the reader may see, or 404; the API loads them in the same way."""

from qiao.rooms.exchanges.load import actor_of, delegation_for, exchange_for

__all__ = ["actor_of", "delegation_for", "exchange_for"]
