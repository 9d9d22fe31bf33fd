"""Unsubscribing from kinds of mail that are optional, by the signed link in each of them."""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from qiao.kit.activity.record import record
from qiao.kit.mail.errors import UnsubscribeLinkInvalid
from qiao.kit.mail.models import Unsubscription
from qiao.kit.mail.registry import mail_templates

SALT = "qiao.mail.unsubscribe"


@dataclass(frozen=True)
class Choice:
    address: str
    template: str

    @property
    def is_unsubscribed(self) -> bool:
        return Unsubscription.objects.filter(address=self.address, template=self.template).exists()


def unsubscribe_url(address: str, template: str, language: str) -> str:
    token = signing.dumps([address.lower(), template], salt=SALT)
    with translation.override(language):
        return f"{settings.BASE_URL}{reverse('mail:unsubscribe', args=[token])}"


def read_token(token: str) -> Choice:
    try:
        address, template = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise UnsubscribeLinkInvalid from None
    if template not in mail_templates:
        raise UnsubscribeLinkInvalid
    return Choice(address, template)


@transaction.atomic
def unsubscribe(choice: Choice) -> None:
    """Whoever holds the mail may decide; there is no account to ask."""
    row, is_new = Unsubscription.objects.get_or_create(address=choice.address, template=choice.template)
    if is_new:
        record(None, "mail.kind.unsubscribed", row, changes={"template": [None, choice.template]})


@transaction.atomic
def subscribe_again(choice: Choice) -> None:
    for row in Unsubscription.objects.filter(address=choice.address, template=choice.template):
        record(None, "mail.kind.subscribed", row, changes={"template": [None, choice.template]})
        row.delete()
