"""How the log of activity speaks about mail."""

import uuid
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.kit.activity.record import actions
from qiao.kit.activity.subjects import Titles, subjects
from qiao.kit.mail.models import AddressTrouble, OutboxMail


def register() -> None:
    actions.register("mail.mail.retried", _("had a mail sent again"))
    actions.register("mail.mail.cancelled", _("cancelled a mail"))
    actions.register("mail.mail.tried", _("sent a test mail"))
    actions.register("mail.mail.failed", _("could not deliver a mail"))
    actions.register("mail.mail.bounced", _("took note of a mail that came back"))
    actions.register("mail.trouble.cleared", _("declared a failing address to be working again"))
    actions.register("mail.kind.unsubscribed", _("unsubscribed from a kind of mail"))
    actions.register("mail.kind.subscribed", _("subscribed to a kind of mail again"))
    subjects.register("mail.outboxmail", _mails)
    subjects.register("mail.addresstrouble", _troubles)


def _mails(ids: Sequence[uuid.UUID]) -> Titles:
    found = OutboxMail.objects.filter(pk__in=ids).only("subject", "template", "is_secret")
    return {mail.pk: (mail.shown_subject, reverse("mail:mail", args=[mail.pk])) for mail in found}


def _troubles(ids: Sequence[uuid.UUID]) -> Titles:
    return {trouble.pk: (trouble.address, "") for trouble in AddressTrouble.objects.filter(pk__in=ids)}
