"""A saved search and a bookmark of the owner's; the opportunity itself is of the room below."""

from typing import TYPE_CHECKING

from qiao.rooms.finding.domain.bookmark import set_bookmark
from qiao.rooms.finding.domain.saved_search import save_search

if TYPE_CHECKING:
    from tests.support.world import World


def fill(world: "World") -> dict[str, str]:
    owner = world.users["owner"]
    search = save_search(owner, name="Vehicles", query="q=汽车")
    bookmark = set_bookmark(world.rows["opportunity"], actor=owner)
    return {
        "saved-searches/pk": str(search.pk),
        "saved-searches/search_id": str(search.pk),
        "bookmarks/pk": str(bookmark.pk),
        "bookmarks/bookmark_id": str(bookmark.pk),
    }
