from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import Conflict, Invalid, QiaoError


class RecipientRefused(Invalid):
    code = "recipient-refused"
    sentence = _("“%(address)s” is not an e-mail address. Correct it and try again.")


class MailNotRetriable(Conflict):
    code = "mail-not-retriable"
    sentence = _("This mail cannot be sent again: only one that failed or came back can.")


class SecretMailGone(Conflict):
    code = "secret-mail-gone"
    sentence = _(
        "This mail carried a code or a link that is no longer kept. Its reader can ask for a new one."
    )


class MailNotCancellable(Conflict):
    code = "mail-not-cancellable"
    sentence = _("This mail cannot be cancelled: only one that still waits can.")


class AttachmentRefused(Invalid):
    code = "attachment-refused"
    sentence = _("The attachment “%(name)s” cannot be sent. It needs a plain name and may hold %(limit)s MB.")


class UnsubscribeLinkInvalid(QiaoError):
    code = "unsubscribe-link-invalid"
    status = 404
    sentence = _("This link is not complete. Copy the whole link from the mail and try again.")


class NotABounce(Invalid):
    code = "not-a-bounce"
    sentence = _("This message is not a report about a mail that could not be delivered.")
