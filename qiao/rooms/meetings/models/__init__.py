from qiao.rooms.meetings.models.encounter import Encounter
from qiao.rooms.meetings.models.happening import Happening
from qiao.rooms.meetings.models.note import MeetingNote, NextStep
from qiao.rooms.meetings.models.pair import FixedMeeting, ForbiddenPair
from qiao.rooms.meetings.models.party import Absence, MeetingParty, MeetingWish
from qiao.rooms.meetings.models.round import MeetingRound, Table, TableClosure, TimeSlot
from qiao.rooms.meetings.models.timetable import Meeting, RefusedWish, Timetable

__all__ = [
    "Absence",
    "Encounter",
    "FixedMeeting",
    "ForbiddenPair",
    "Happening",
    "Meeting",
    "MeetingNote",
    "MeetingParty",
    "MeetingRound",
    "MeetingWish",
    "NextStep",
    "RefusedWish",
    "Table",
    "TableClosure",
    "TimeSlot",
    "Timetable",
]
