"""Why this room refuses, as sentences that say what to do."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import Conflict, QiaoError


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


class OutsideExchange(QiaoError):
    code = "outside-exchange"
    status = 422
    sentence = _(
        "The exchange is from %(first)s to %(last)s (%(zone)s). Choose times within these days, or change "
        "the days of the exchange."
    )


class OfAnotherExchange(QiaoError):
    code = "of-another-exchange"
    status = 422
    sentence = _("“%(name)s” belongs to another exchange. Choose one of this exchange.")


class ChangedMeanwhile(Conflict):
    """Of a session: what was changed can be asked of `domain.changes`."""

    code = "changed-meanwhile"
    sentence = _(
        "Somebody changed this session while you had it open. Look at what changed, then take it or "
        "overwrite it."
    )


class PlaceInUse(QiaoError):
    code = "place-in-use"
    status = 409
    sentence = _("Sessions or rooms are at this place. Move them first.")


class WithinItself(QiaoError):
    code = "within-itself"
    status = 422
    sentence = _("A place cannot be within itself. Choose another one that it is in.")


class SamePlace(QiaoError):
    code = "same-place"
    status = 422
    sentence = _("A transfer leads from one place to another. Choose two different ones.")
