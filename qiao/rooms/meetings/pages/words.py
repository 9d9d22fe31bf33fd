"""Why wishes were not granted and what would grant them, in the words of the reader."""

from collections.abc import Sequence

from qiao.rooms.meetings.models import MeetingRound, RefusedWish
from qiao.rooms.meetings.planning.telling import tell_remedy, tell_why
from qiao.rooms.meetings.planning.words import tell_slots
from qiao.rooms.meetings.workbook.event import Slot


class Words:
    """Names of a round, asked once."""

    def __init__(self, meeting_round: MeetingRound) -> None:
        zone = meeting_round.zone
        self._party = {str(each.pk): str(each) for each in meeting_round.parties.named()}
        self._slot = {
            str(each.pk): Slot(str(each.pk), each.starts_at.astimezone(zone), each.ends_at.astimezone(zone))
            for each in meeting_round.slots.all()
        }

    def why(self, row: RefusedWish) -> str:
        return tell_why(row.reasons, self._who, self._when) if row.reasons else ""

    def remedy(self, row: RefusedWish) -> str:
        return tell_remedy(row.remedy, self._who, self._when)

    def _who(self, key: str) -> str:
        return self._party.get(key, "–")

    def _when(self, codes: Sequence[str]) -> str:
        """A slot may have been removed since."""
        return tell_slots(self._slot[code] for code in codes if code in self._slot)
