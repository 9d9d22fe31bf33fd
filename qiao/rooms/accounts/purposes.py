"""What a person can be invited to. Each room registers its purposes in `apps.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from qiao.kit.registry import Registry


@dataclass(frozen=True)
class Purpose:
    """`accept(user, invitation)` runs in the transaction of the acceptance; `describe` says to what.

    `send(invitation, letter)` writes a mail of the room's own instead of the plain one; `opened(reader,
    invitation)` learns that the link was followed, by an account or, signed out, by None.
    `may_invite(actor, target_id)` decides who may invite to it and withdraw; without it only an operator may.
    """

    label: str | Promise
    accept: Callable[[Any, Any], None]
    describe: Callable[[Any], str | Promise]
    may_invite: Callable[[Any, Any], bool] | None = None
    next_url: Callable[[Any], str] | None = None  # where to go after accepting
    send: Callable[[Any, dict[str, str]], None] | None = None
    opened: Callable[[Any, Any], None] | None = None
    decline_url: Callable[[Any], str] | None = None  # where whoever holds the link can say no
    about_url: Callable[[Any], str] | None = None  # where one can read what it is about, if that is public


invitation_purposes: Registry[Purpose] = Registry("invitation purpose")
