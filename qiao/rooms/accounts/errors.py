from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import QiaoError


class InvitationUnusable(QiaoError):
    """One answer for unknown, used, withdrawn and expired links: a stranger learns nothing."""

    code = "invitation-unusable"
    status = 410
    sentence = _(
        "This invitation link cannot be used. It may be incomplete, or have been used, withdrawn or expired. "
        "Ask the person who invited you for a new one."
    )


class InvitationForAnother(QiaoError):
    code = "invitation-for-another"
    status = 409
    sentence = _(
        "This invitation was sent to another e-mail address than those of your account. Sign in with the "
        "invited address, or add it to your account and confirm it, and open the link again."
    )


class EmailTaken(QiaoError):
    code = "email-taken"
    status = 409
    sentence = _("There is an account with this e-mail address already.")


class AlreadyOperator(QiaoError):
    code = "already-operator"
    status = 409
    sentence = _("This account is an operator already.")


class LastOperator(QiaoError):
    code = "last-operator"
    status = 409
    sentence = _("The last operator cannot leave. Appoint another one first.")


class NoSuchAccount(QiaoError):
    code = "no-such-account"
    status = 404
    sentence = _("There is no account with this e-mail address.")


class ExpiryOutOfRange(QiaoError):
    code = "expiry-out-of-range"
    status = 422
    sentence = _("Choose an expiry between tomorrow and one year from now.")


class ScopeUnknown(QiaoError):
    code = "scope-unknown"
    status = 422
    sentence = _("Choose at least one of the scopes offered.")


class ScopeMissing(QiaoError):
    code = "scope-missing"
    status = 403
    sentence = _("This token does not carry the scope “%(scope)s” that this request needs.")


class TooManyTokens(QiaoError):
    code = "too-many-tokens"
    status = 409
    sentence = _("An account can hold %(limit)s tokens at a time. Revoke one that is no longer needed.")
