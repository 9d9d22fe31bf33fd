from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import QiaoError


class Malformed(QiaoError):
    code = "malformed"
    status = 400
    sentence = _("The request cannot be read: %(reason)s")


class TokenNeeded(QiaoError):
    code = "token-needed"
    status = 401
    sentence = _("This needs a valid access token. Send it as “Authorization: Bearer …”.")


class ScopeNeeded(QiaoError):
    code = "scope-needed"
    status = 403
    sentence = _("This access token was not given the right to do this.")


class MethodNotOffered(QiaoError):
    code = "method-not-offered"
    status = 405
    sentence = _("This address does not take this method.")


class TooLarge(QiaoError):
    code = "too-large"
    status = 413
    sentence = _("The request is larger than this server accepts.")


class TypeNotAccepted(QiaoError):
    code = "type-not-accepted"
    status = 415
    sentence = _("Send the body as %(type)s.")


class Failed(QiaoError):
    code = "failed"
    status = 500
    sentence = _("Something went wrong on the server. It has been noted; try again later.")
