"""Why this room refuses, as sentences that say what to do."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import QiaoError


class WrongApplicationState(QiaoError):
    code = "wrong-state"
    status = 409
    sentence = _("This cannot be done in the present state: %(state)s. Load the page again.")
