"""Why questions and copies are refused, as sentences that say what to do."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import QiaoError


class QuestionsClosed(QiaoError):
    code = "questions-closed"
    status = 409
    sentence = _("No questions are taken at the moment. Ask the organisers when they are open again.")


class NameNeeded(QiaoError):
    code = "name-needed"
    status = 409
    sentence = _("At this exchange questions carry a name. Sign in, and leave “without a name” empty.")


class TooManyQuestions(QiaoError):
    code = "too-many-questions"
    status = 429
    sentence = _("Many questions were asked in the last hour. Wait a little and try again.")


class QuestionClosed(QiaoError):
    code = "question-closed"
    status = 409
    sentence = _("This question was withdrawn or merged into another. Load the page again.")


class NotADuplicate(QiaoError):
    code = "not-a-duplicate"
    status = 422
    sentence = _("Choose another open question of the same exchange to merge this one into.")


class NotReleased(QiaoError):
    code = "not-released"
    status = 409
    sentence = _(
        "The programme has not been released yet. Release it first; then there is something to copy."
    )
