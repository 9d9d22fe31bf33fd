"""What else goes over into the clone of an exchange. Rooms above register their own in `apps.ready()`; it
runs in the transaction of the clone, when its partners stand."""

from collections.abc import Callable

from qiao.kit.registry import Registry
from qiao.rooms.exchanges.models import Exchange

on_clone: Registry[Callable[[Exchange, Exchange], None]] = Registry("part of a clone")
