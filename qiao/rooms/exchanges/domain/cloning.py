"""The next exchange, made from the last one."""

import datetime as dt
from collections import defaultdict
from uuid import UUID

from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.membership import standing
from qiao.rooms.exchanges.clones import on_clone
from qiao.rooms.exchanges.domain.deadline import copy_deadlines
from qiao.rooms.exchanges.domain.exchange import PROFILE, store
from qiao.rooms.exchanges.domain.locking import locked_exchange
from qiao.rooms.exchanges.domain.owners import owners_of
from qiao.rooms.exchanges.enums import PartnerRole
from qiao.rooms.exchanges.models import Exchange, Partner

CONSENTS = ("release_consents", "publish_report_consents", "conclude_consents")
OF_A_PARTNER = (
    *("role", "position", "approves"),
    *("sender_name_zh", "sender_name_en", "reply_to"),
)


@transaction.atomic
def clone_exchange(exchange: Exchange, *, starts_on: dt.date, actor: User) -> Exchange:
    """A draft with the same partners, quotas, rules and distances in time. People are not copied."""
    require(actor, "exchanges.clone_exchange", exchange)
    exchange = locked_exchange(exchange.pk)
    copied = {name: getattr(exchange, name) for name in (*PROFILE, "seats_reserved")}
    copied |= _consents(exchange)
    copied |= {"starts_on": starts_on, "ends_on": starts_on + (exchange.ends_on - exchange.starts_on)}
    copy = Exchange(**copied, cloned_from=exchange)
    store(copy)
    _copy_partners(exchange, copy)
    copy_deadlines(exchange, copy)
    for carry_over in on_clone:
        carry_over(exchange, copy)
    record(actor, "exchanges.exchange.cloned", copy, changes={"cloned_from": [None, str(exchange.pk)]})
    return copy


def _copy_partners(exchange: Exchange, copy: Exchange) -> None:
    """Each organisation once: of two rows that a merge in the directory left it, the weightier role, with the
    seats of both."""
    rows: dict[UUID, list[Partner]] = defaultdict(list)
    for partner in sorted(exchange.partners.select_related("organisation"), key=_weight):
        rows[standing(partner.organisation).pk].append(partner)
    for organisation_id, partners in rows.items():
        _copy_partner(partners, organisation_id, copy)


def _weight(partner: Partner) -> int:
    return list(PartnerRole).index(PartnerRole(partner.role))


def _copy_partner(partners: list[Partner], organisation_id: UUID, exchange: Exchange) -> None:
    values = {name: getattr(partners[0], name) for name in OF_A_PARTNER}
    quotas = [partner.seat_quota for partner in partners if partner.seat_quota is not None]
    copy = Partner(exchange=exchange, organisation_id=organisation_id, **values)
    copy.seat_quota = sum(quotas) if quotas else None
    copy.full_clean()
    copy.save(force_insert=True)


def _consents(exchange: Exchange) -> dict[str, int]:
    """Never more than there are owners to give them."""
    owners = len(owners_of(exchange.partners.select_related("organisation")))
    return {name: min(getattr(exchange, name), owners) for name in CONSENTS}
