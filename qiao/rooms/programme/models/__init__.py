from qiao.rooms.programme.models.copy import OfflineCopy, RenderedCopy
from qiao.rooms.programme.models.item import ProgrammeItem, Track
from qiao.rooms.programme.models.material import Material
from qiao.rooms.programme.models.place import Place, TransferTime
from qiao.rooms.programme.models.question import Question, QuestionPolicy, QuestionVote
from qiao.rooms.programme.models.release import CalendarFeed, Release, ReleasedName
from qiao.rooms.programme.models.speaker import Speaker

__all__ = [
    "CalendarFeed",
    "Material",
    "OfflineCopy",
    "Place",
    "ProgrammeItem",
    "Question",
    "QuestionPolicy",
    "QuestionVote",
    "Release",
    "ReleasedName",
    "RenderedCopy",
    "Speaker",
    "Track",
    "TransferTime",
]
