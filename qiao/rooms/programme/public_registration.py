"""What materials, questions and the public pages tell the others."""

from qiao.kit.activity.record import actions
from qiao.kit.classification import classify
from qiao.kit.files.access import FileAccess, file_access
from qiao.rooms.programme import models
from qiao.rooms.programme.domain import question_erasure as erasure
from qiao.rooms.programme.domain.material import FILE_ACCESS, may_read
from qiao.rooms.programme.material_sentences import ACTIONS


def register() -> None:
    for name, sentence in ACTIONS.items():
        actions.register(name, sentence)
    file_access.register(FILE_ACCESS, FileAccess(may_read))
    _classify_plain()
    _classify_questions()


def _classify_plain() -> None:
    """Nothing in these rows is about a person."""
    common = {"id", "created_at", "updated_at"}
    for model in (models.Material, models.OfflineCopy, models.QuestionPolicy, models.RenderedCopy):
        classify(
            model, plain=[field.name for field in model._meta.concrete_fields if field.name not in common]
        )


def _classify_questions() -> None:
    classify(
        models.Question,
        plain=[
            *("item", "text_zh", "text_en", "is_anonymous", "state", "votes", "merged_into"),
            *("answer_zh", "answer_en", "was_answered_live", "answered_at"),
        ],
        personal=["asker", "answered_by"],
        find=erasure.find_questions,
        erase=erasure.forget_askers,
    )
    classify(
        models.QuestionVote,
        plain=["question"],
        personal=["user"],
        find=erasure.find_votes,
        erase=erasure.remove_votes,
    )
