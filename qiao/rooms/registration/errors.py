"""Why this room refuses, as sentences that say what to do."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import QiaoError


class AnswersMissing(QiaoError):
    code = "answers-missing"
    status = 409
    sentence = _(
        "%(number)s required answers are missing; the first is “%(question)s” of %(who)s. "
        "The page of the registration lists all of them."
    )


class ChangedMeanwhile(QiaoError):
    """`theirs` are the values that somebody saved meanwhile, by the name of the field."""

    code = "changed-meanwhile"
    status = 409
    sentence = _(
        "Somebody saved other answers while you were writing. Yours stand below with theirs beside them: "
        "save again to keep yours."
    )


class KindFixed(QiaoError):
    code = "kind-fixed"
    status = 409
    sentence = _(
        "This question has answers: its kind, for whom it is asked and who answers it stay as they are. "
        "Archive it and ask another one."
    )


class QuestionAnswered(QiaoError):
    code = "question-answered"
    status = 409
    sentence = _("This has answers and cannot be removed. Archive it: it is no longer asked.")


class QuestionNeeded(QiaoError):
    code = "question-needed"
    status = 409
    sentence = _("“%(question)s” is asked only after this one. Take away its condition first.")


class NotEarlier(QiaoError):
    code = "not-earlier"
    status = 422
    sentence = _("A question can depend only on one that is asked before it: “%(question)s” comes later.")


class NotDeciding(QiaoError):
    code = "not-deciding"
    status = 422
    sentence = _("A question can depend only on one with options or with yes and no: choose such a one.")


class WrongScope(QiaoError):
    code = "wrong-scope"
    status = 422
    sentence = _(
        "A question to the delegation cannot depend on one to each member, nor what all see on what the "
        "organisers alone see."
    )


class UnknownAnswer(QiaoError):
    code = "unknown-answer"
    status = 422
    sentence = _("Choose one or more answers of the question on which this one depends.")


class PageInUse(QiaoError):
    code = "page-in-use"
    status = 409
    sentence = _("This page has questions. Move or remove them first.")


class NotAsked(QiaoError):
    code = "not-asked"
    status = 422
    sentence = _("“%(question)s” is not asked here. Load the page again.")


class ReviewClosed(QiaoError):
    code = "review-closed"
    status = 409
    sentence = _("This change was decided already, or taken back. Load the page again.")


class HotelInUse(QiaoError):
    code = "hotel-in-use"
    status = 409
    sentence = _("People are assigned to this hotel. Assign them to another one first.")


class HotelFull(QiaoError):
    code = "hotel-full"
    status = 409
    sentence = _(
        "%(hotel)s has no free room of this kind (%(kind)s) in the night of %(night)s. "
        "Choose another hotel or kind, or enter more rooms."
    )


class NotTheSameExchange(QiaoError):
    code = "not-the-same-exchange"
    status = 422
    sentence = _("Choose a person or a hotel of this exchange.")


class UnknownNeed(QiaoError):
    code = "unknown-need"
    status = 422
    sentence = _("“%(code)s” is no need of the kind %(kind)s. The reference of the API lists them.")
