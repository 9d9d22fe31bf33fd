"""The next exchange, made from the last one."""

import datetime as dt

from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.deadline import copy_deadlines
from qiao.rooms.exchanges.domain.exchange import PROFILE, store
from qiao.rooms.exchanges.domain.locking import locked_exchange
from qiao.rooms.exchanges.models import Exchange, Partner

CONSENTS = ("release_consents", "publish_report_consents", "conclude_consents")
OF_A_PARTNER = (
    *("organisation_id", "role", "position", "seat_quota", "approves"),
    *("sender_name_zh", "sender_name_en", "reply_to"),
)


@transaction.atomic
def clone_exchange(exchange: Exchange, *, starts_on: dt.date, actor: User) -> Exchange:
    """A draft with the same partners, quotas, rules and distances in time. People are not copied."""
    require(actor, "exchanges.clone_exchange", exchange)
    exchange = locked_exchange(exchange.pk)
    copied = {name: getattr(exchange, name) for name in (*PROFILE, *CONSENTS, "seats_reserved")}
    copied |= {"starts_on": starts_on, "ends_on": starts_on + (exchange.ends_on - exchange.starts_on)}
    copy = Exchange(**copied, cloned_from=exchange)
    store(copy)
    for partner in exchange.partners.all():
        _copy_partner(partner, copy)
    copy_deadlines(exchange, copy)
    record(actor, "exchanges.exchange.cloned", copy, changes={"cloned_from": [None, str(exchange.pk)]})
    return copy


def _copy_partner(partner: Partner, exchange: Exchange) -> None:
    copy = Partner(exchange=exchange, **{name: getattr(partner, name) for name in OF_A_PARTNER})
    copy.full_clean()
    copy.save(force_insert=True)
