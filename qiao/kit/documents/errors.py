"""Why a document could not be made, each with the remedy."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import Invalid, QiaoError


class FontMissing(QiaoError):
    code = "font-missing"
    status = 503
    sentence = _(
        "This server has no font for Chinese. The operator can add it: pip install manimgx-fonts-cjk"
    )


class LetterMissing(QiaoError):
    code = "letter-missing"
    status = 422
    sentence = _(
        "No font on this server can show “%(letter)s”. Write it another way, or ask for a font to be added."
    )


class DocumentTooSlow(QiaoError):
    code = "document-too-slow"
    status = 503
    sentence = _("The document was not ready after %(seconds)s seconds. Ask for a smaller part of it.")


class DocumentTooLong(QiaoError):
    code = "document-too-long"
    status = 422
    sentence = _(
        "The document would have %(pages)s pages; at most %(limit)s are made. Ask for a smaller part."
    )


class DocumentFailed(QiaoError):
    """`values["reason"]` is for the log: it may name folders of the server."""

    code = "document-failed"
    status = 500
    sentence = _("The document could not be made. The operator finds the reason in the log.")


class AddressRefused(Invalid):
    code = "address-refused"
    sentence = _(
        "“%(address)s” is not an address that a reader may follow. Use one that begins with https://."
    )


class QrTooLong(Invalid):
    code = "qr-too-long"
    sentence = _("This text is too long for a QR code. Use a shorter one.")
