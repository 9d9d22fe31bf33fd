from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import Conflict, QiaoError


class KeyMalformed(QiaoError):
    code = "idempotency-key-malformed"
    status = 400
    sentence = _("The idempotency key needs 8 to 255 visible ASCII characters.")


class KeyReused(QiaoError):
    code = "idempotency-key-reused"
    status = 422
    sentence = _("This idempotency key was already used for another request. Use a new one.")


class StillRunning(Conflict):
    code = "still-running"
    sentence = _("The same request is still being worked on. Try again in a moment.")


class AlreadyDone(Conflict):
    code = "already-done"
    sentence = _("This was already done. Reload the page to see the result.")
