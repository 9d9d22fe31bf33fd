"""What can go wrong with a job. Each error is also what the person who started it reads."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import Conflict, QiaoError


class JobCancelled(QiaoError):
    """Raised inside a body by `progress()` when somebody asked to stop."""

    code = "cancelled"
    sentence = _("This was cancelled before it was finished.")


class LeaseLost(QiaoError):
    """Raised inside a body whose task another worker has taken over: nothing it writes will count."""

    code = "lease-lost"
    sentence = _("Another worker has taken this over.")


class TryAgain(QiaoError):
    """Raise it, or a subclass, for a failure that passes by itself: the task runs again after a pause."""

    code = "try-again"
    sentence = _("This could not be done for the moment.")


class WorkerLost(QiaoError):
    code = "worker-lost"
    sentence = _("The worker stopped in the middle of this each time it was tried.")


class OverLimit(QiaoError):
    code = "over-limit"
    sentence = _("This took longer than it may each time it was tried.")


class Unexpected(QiaoError):
    code = "unexpected"
    sentence = _("Something went wrong that nobody foresaw. The operator sees it and can try again.")


class JobFinished(Conflict):
    code = "job-finished"
    sentence = _("This is finished already, so it cannot be cancelled.")


class AlreadyDecided(Conflict):
    code = "already-decided"
    sentence = _("Somebody has decided about this already.")
