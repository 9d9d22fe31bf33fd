from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MailState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", pgettext_lazy("mail", "failed")
    BOUNCED = "bounced", _("came back")
    CANCELLED = "cancelled", _("cancelled")

    def may_become(self, other: "MailState") -> bool:
        return other in _NEXT[self]

    @property
    def tone(self) -> str:
        return _TONES[self]


_NEXT: dict[MailState, frozenset[MailState]] = {
    MailState.WAITING: frozenset({MailState.SENDING, MailState.CANCELLED}),
    MailState.SENDING: frozenset({MailState.SENT, MailState.WAITING, MailState.FAILED}),
    MailState.SENT: frozenset({MailState.BOUNCED}),
    MailState.FAILED: frozenset({MailState.WAITING}),
    MailState.BOUNCED: frozenset({MailState.WAITING}),
    MailState.CANCELLED: frozenset(),
}
_TONES = {
    MailState.WAITING: "neutral",
    MailState.SENDING: "accent",
    MailState.SENT: "good",
    MailState.FAILED: "bad",
    MailState.BOUNCED: "bad",
    MailState.CANCELLED: "warn",
}


class AttemptOutcome(models.TextChoices):
    RUNNING = "running", _("in progress")
    ACCEPTED = "accepted", _("accepted")
    DEFERRED = "deferred", _("put off")
    REFUSED = "refused", _("refused")
    LOST = "lost", _("interrupted")


class TroubleKind(models.TextChoices):
    REFUSED = "refused", _("the mail server refuses this address")
    BOUNCED = "bounced", _("mail to this address came back")
    FULL = "full", _("the mailbox is full")
