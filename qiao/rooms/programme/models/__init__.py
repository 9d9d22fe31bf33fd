from qiao.rooms.programme.models.copy import OfflineCopy, RenderedCopy
from qiao.rooms.programme.models.item import ProgrammeItem, Track
from qiao.rooms.programme.models.material import Material
from qiao.rooms.programme.models.place import Place, TransferTime
from qiao.rooms.programme.models.question import Question, QuestionPolicy, QuestionVote

__all__ = [
    "Material",
    "OfflineCopy",
    "Place",
    "ProgrammeItem",
    "Question",
    "QuestionPolicy",
    "QuestionVote",
    "RenderedCopy",
    "Track",
    "TransferTime",
]
