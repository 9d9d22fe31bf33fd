"""Why a release is refused, as sentences that say what to do."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import QiaoError


class ExchangeNotRunning(QiaoError):
    code = "exchange-not-running"
    status = 409
    sentence = _("Only the programme of a published exchange is released. Publish the exchange first.")


class NothingToRelease(QiaoError):
    code = "nothing-to-release"
    status = 409
    sentence = _("Nothing has changed since the last release. Change the programme first.")


class WorkingCopyChanged(QiaoError):
    code = "working-copy-changed"
    status = 409
    sentence = _(
        "The working copy has changed since this release was looked at or proposed. Look at the difference"
        " again; withdraw an open proposal and propose the release anew."
    )


class NotFeasible(QiaoError):
    code = "not-feasible"
    status = 409
    sentence = _(
        "The working copy has faults that nobody has looked at (%(count)s). The first one: %(first)s Mend"
        " them, or confirm that you have seen them all."
    )
