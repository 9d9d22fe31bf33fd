from qiao.rooms.reviews.models.assessment import Assessment, AssessmentVersion, Score
from qiao.rooms.reviews.models.interview import Interview, Interviewer, InterviewSlot
from qiao.rooms.reviews.models.note import Note
from qiao.rooms.reviews.models.panel import Assignment, ConflictDeclaration, Reviewer
from qiao.rooms.reviews.models.ranking import RankEntry, Ranking, RankingStep
from qiao.rooms.reviews.models.rubric import Criterion, Rubric
from qiao.rooms.reviews.models.withdrawal import ConflictWithdrawal

__all__ = [
    "Assessment",
    "AssessmentVersion",
    "Assignment",
    "ConflictDeclaration",
    "ConflictWithdrawal",
    "Criterion",
    "Interview",
    "InterviewSlot",
    "Interviewer",
    "Note",
    "RankEntry",
    "Ranking",
    "RankingStep",
    "Reviewer",
    "Rubric",
    "Score",
]
