"""One workbook on its way into an exchange: what it says, who brings it, and what has come of it so far."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.meetings.intake.ledger import Ledger
from qiao.rooms.meetings.models import MeetingRound
from qiao.rooms.meetings.workbook.event import Event
from qiao.rooms.meetings.workbook.read import Contents
from qiao.rooms.meetings.workbook.records import Record


@dataclass
class Taking:
    """`country` is that of new organisations of which the workbook says none."""

    exchange: Exchange
    round: MeetingRound
    actor: User
    contents: Contents
    ledger: Ledger
    country: str = ""

    @property
    def event(self) -> Event:
        return self.contents.event

    def rows(self, sheet: str) -> Iterator[tuple[Any, Record]]:
        """Each thing of a sheet with its row."""
        return zip(getattr(self.event, sheet), self.contents.records[sheet], strict=True)

    @cached_property
    def hosting(self) -> set[str]:
        return {each.organisation for each in self.event.hosts}
