"""Addresses that mail does not reach, and addresses that do not want some of it."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.mail.enums import TroubleKind
from qiao.kit.mail.models import AddressTrouble

LONGEST_ANSWER = 1000


def trouble_with(addresses: Iterable[str]) -> dict[str, AddressTrouble]:
    """What is wrong with which of these addresses, by address in lower case; one query."""
    wanted = {address.lower() for address in addresses if address}
    return {row.address: row for row in AddressTrouble.objects.filter(address__in=wanted)} if wanted else {}


@transaction.atomic
def note_trouble(address: str, kind: TroubleKind, answer: str) -> AddressTrouble:
    """Since when it fails stays, what the server said last is replaced."""
    now = timezone.now()
    seen = {"kind": kind, "last_at": now, "last_answer": answer[:LONGEST_ANSWER]}
    trouble, _is_new = AddressTrouble.objects.update_or_create(
        address=address.lower(), defaults=seen, create_defaults={**seen, "since": now}
    )
    return trouble


def forget_refusal(address: str) -> None:
    """The server takes what it refused before. A bounce stays: servers accept first and return later."""
    AddressTrouble.objects.filter(address=address.lower(), kind=TroubleKind.REFUSED).delete()


@transaction.atomic
def clear_trouble(trouble: AddressTrouble, *, actor: Any) -> None:
    """Somebody has made sure that the address works again."""
    require(actor, "mail.clear_trouble", trouble)
    record(actor, "mail.trouble.cleared", trouble, changes={"address": None})
    trouble.delete()
