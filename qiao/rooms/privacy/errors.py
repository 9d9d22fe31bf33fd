from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import Conflict, QiaoError


class TextOutdated(Conflict):
    code = "text-outdated"
    sentence = _("The text of this consent has changed in the meantime. Read it again and decide.")


class RecipientNeeded(QiaoError):
    code = "recipient-needed"
    status = 422
    sentence = _("This kind of consent names the recipient and how to reach them.")


class BothLanguagesNeeded(QiaoError):
    code = "both-languages-needed"
    status = 422
    sentence = _("The text is needed in both languages.")


class RequestRunning(Conflict):
    code = "request-running"
    sentence = _("You have already asked for this. The request is being worked on.")


class StepNotPossible(Conflict):
    code = "step-not-possible"
    sentence = _("The request is no longer in a state where this can be done. Look at it again.")


class ReasonNeeded(QiaoError):
    code = "reason-needed"
    status = 422
    sentence = _("A refusal needs a reason.")


class ExportGone(QiaoError):
    code = "export-gone"
    status = 410
    sentence = _("This file has been removed. Ask for a new one.")


class ExportRunning(Conflict):
    code = "export-running"
    sentence = _("A file with your data is already being made.")


class ErasureOnPages(QiaoError):
    code = "erasure-on-pages"
    status = 422
    sentence = _("An erasure is asked for on the pages, where you are asked again who you are.")
