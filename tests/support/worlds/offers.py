"""What the whole-site tests find of this room."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.support.world import World


def fill(world: "World") -> dict[str, str]:
    return {}
