"""Where the pages of this room are. A mail is read in its reader's language, a page in the request's."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from qiao.rooms.exchanges.models import Delegation, Exchange


def delegation_url(delegation: Delegation, language: str) -> str:
    with override(language):
        return f"{settings.BASE_URL}{delegation_path(delegation)}"


def exchange_path(exchange: Exchange) -> str:
    return reverse("exchanges:exchange", args=[exchange.pk])


def delegation_path(delegation: Delegation) -> str:
    return reverse("exchanges:delegation", args=[delegation.pk])
