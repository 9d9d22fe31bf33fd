"""What the rooms above do in the transaction that changes an entry of an organisation. What takes long they
hand to a job."""

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from qiao.kit.registry import Registry

name_followers: Registry[Callable[[Collection[UUID]], None]] = Registry("follower of names of organisations")
publication_followers: Registry[Callable[[Collection[UUID], Any], None]] = Registry(
    "follower of the publication of organisations"
)


def tell_names(organisations: Collection[UUID]) -> None:
    """The organisations go by other names."""
    for follow in name_followers:
        follow(organisations)


def tell_publication(organisations: Collection[UUID], actor: Any) -> None:
    """The organisations are shown or hidden now, or something came to them from another entry."""
    for follow in publication_followers:
        follow(organisations, actor)
