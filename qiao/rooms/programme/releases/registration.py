"""What releases and itineraries tell the other rooms, once the models are loaded."""

from qiao.kit.classification import classify
from qiao.rooms.programme.domain import release_erasure as erasure
from qiao.rooms.programme.models import CalendarFeed, Release, ReleasedName


def register() -> None:
    _classify()


def _classify() -> None:
    classify(
        Release,
        plain=["exchange", "number", "note_zh", "note_en", "entries", "people", "digest", "released_at"],
        personal=["released_by"],
        find=erasure.find_releases,
        erase=erasure.forget_releasers,
    )
    classify(
        ReleasedName,
        plain=["release"],
        personal=["person_id"],
        find=erasure.find_names,
        erase=erasure.erase_names,
    )
    classify(
        CalendarFeed,
        plain=["exchange", "member", "delegation", "partner", "language", "revoked_at"],
        personal=["user"],
        find=erasure.find_feeds,
        erase=erasure.remove_feeds,
    )
