"""Why this room refuses, as sentences that say what to do."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import QiaoError


class LettersClosed(QiaoError):
    code = "letters-closed"
    status = 409
    sentence = _(
        "The organisers have not said yet who signs the letters of this exchange. Ask them to fill in the"
        " settings of the letters."
    )


class NotTakingPart(QiaoError):
    code = "not-taking-part"
    status = 409
    sentence = _(
        "Letters are written for members of a delegation that has accepted its seats, while the exchange is"
        " published."
    )


class AlreadyAsked(QiaoError):
    code = "already-asked"
    status = 409
    sentence = _("There is a letter for this person already. Go on with that one.")


class WrongLetterState(QiaoError):
    code = "wrong-state"
    status = 409
    sentence = _("This cannot be done in the present state: %(state)s. Load the page again.")


class StayOutside(QiaoError):
    code = "stay-outside"
    status = 422
    sentence = _("The stay must lie between %(first)s and %(last)s, and end after it begins.")


class ConsentMissing(QiaoError):
    code = "consent-missing"
    status = 409
    sentence = _(
        "The person whose passport this is must agree themselves: they sign in, open this letter and agree."
        " Without an account, they first need the link to their place in the delegation."
    )


class DataWiped(QiaoError):
    code = "data-wiped"
    status = 410
    sentence = _("The passport data of this letter have been wiped. Ask for a new letter if one is needed.")


class ClaimedByAnother(QiaoError):
    code = "claimed-by-another"
    status = 409
    sentence = _("Somebody else is deciding on this letter. It comes free when they put it back.")


class LetterReasonMissing(QiaoError):
    code = "reason-missing"
    status = 422
    sentence = _("Say why: the person reads the reason.")


class CodeInUse(QiaoError):
    code = "code-in-use"
    status = 409
    sentence = _("Letters with this short code have been issued: the numbers go on with it.")


class PaperNotReady(QiaoError):
    code = "paper-not-ready"
    status = 409
    sentence = _("The letter is still being set. Load the page again in a moment.")


class CannotBeOpened(QiaoError):
    code = "cannot-be-opened"
    status = 500
    sentence = _(
        "These data were sealed with a key that this server does not have. The operator can add it to"
        " QIAO_SEALING_KEYS."
    )
