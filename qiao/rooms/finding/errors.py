"""Why this room refuses, as sentences that say what to do."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import QiaoError


class TooManySearches(QiaoError):
    code = "too-many-searches"
    status = 409
    sentence = _("You have %(limit)s saved searches, and more cannot be kept. Remove one first.")


class NothingToRemind(QiaoError):
    code = "nothing-to-remind"
    status = 409
    sentence = _("This opportunity is not published any more and cannot be bookmarked.")
