"""What a person can be invited to. Each room registers its purposes in `apps.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from qiao.kit.registry import Registry


@dataclass(frozen=True)
class Purpose:
    """`accept(user, invitation)` runs in the transaction of the acceptance; `describe` says to what.

    `may_invite(actor, target_id)` decides who may invite to it and withdraw; without it only an operator may.
    """

    label: str | Promise
    accept: Callable[[Any, Any], None]
    describe: Callable[[Any], str | Promise]
    may_invite: Callable[[Any, Any], bool] | None = None
    next_url: Callable[[Any], str] | None = None  # where to go after accepting


invitation_purposes: Registry[Purpose] = Registry("invitation purpose")
