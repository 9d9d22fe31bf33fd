from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.bilingual.search import Entry, index
from qiao.kit.bilingual.sorting import sort_key
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply, described
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.domain.deadline import refresh_deadlines
from qiao.rooms.exchanges.domain.locking import changing_exchange, locked_exchange
from qiao.rooms.exchanges.domain.waiting import offer_seats, shorten_offers
from qiao.rooms.exchanges.enums import ExchangeState, PartnerRole
from qiao.rooms.exchanges.errors import WrongState
from qiao.rooms.exchanges.models import Exchange, Partner

PROFILE = (
    *("name_zh", "name_en", "summary_zh", "summary_en", "place_zh", "place_en"),
    *("starts_on", "ends_on", "time_zone", "seats", "smaller_first", "offer_hours"),
)


@transaction.atomic
def create_exchange(organisation: Organisation, *, actor: User, values: Mapping[str, Any]) -> Exchange:
    """A draft whose first organiser is the organisation for which the actor speaks."""
    require(actor, "exchanges.create_exchange", organisation)
    exchange = Exchange(**_profile(values))
    store(exchange)
    partner = Partner(
        exchange=exchange, organisation=organisation, role=PartnerRole.ORGANISER, position=1, approves=False
    )
    partner.full_clean()
    partner.save(force_insert=True)
    record(actor, "exchanges.exchange.created", exchange, changes=described(exchange))
    return exchange


@transaction.atomic
def change_exchange(exchange: Exchange, *, actor: User, values: Mapping[str, Any]) -> Exchange:
    """Another first day moves the deadlines with it; more seats go to those who wait."""
    require(actor, "exchanges.change_exchange", exchange)
    exchange = changing_exchange(exchange.pk)
    if changes := apply(exchange, _profile(values)):
        _refresh(exchange)
        refresh_deadlines(exchange)
        shorten_offers(exchange)
        record(actor, "exchanges.exchange.changed", exchange, changes=changes)
        offer_seats(exchange)
    return exchange


@transaction.atomic
def archive_exchange(exchange: Exchange, *, actor: User) -> Exchange:
    require(actor, "exchanges.archive_exchange", exchange)
    return move(locked_exchange(exchange.pk), ExchangeState.ARCHIVED, actor)


def move(exchange: Exchange, state: ExchangeState, actor: Any) -> Exchange:
    """The caller has asked for permission, or for consent, and holds the lock."""
    before = exchange.status
    require_step(exchange, state)
    exchange.state = state
    exchange.full_clean()
    exchange.save(update_fields=["state", "updated_at"])
    record(actor, f"exchanges.exchange.{state}", exchange, changes={"state": [before.value, state.value]})
    return exchange


def require_step(exchange: Exchange, state: ExchangeState) -> None:
    if not exchange.status.can_become(state):
        raise WrongState(state=exchange.status.label)


def store(exchange: Exchange) -> None:
    _sort(exchange)
    exchange.full_clean()
    exchange.save(force_insert=True)
    _index(exchange)


def exchange_entries() -> Iterable[Entry]:
    """For `reindex`."""
    return (_entry(exchange) for exchange in Exchange.objects.iterator(chunk_size=500))


def _profile(values: Mapping[str, Any]) -> dict[str, Any]:
    """Nobody assigns a state, a counter or consents here."""
    return {name: values[name] for name in PROFILE if name in values}


def _refresh(exchange: Exchange) -> None:
    _sort(exchange)
    exchange.save(update_fields=["sort_zh", "sort_en", "updated_at"])
    _index(exchange)


def _sort(exchange: Exchange) -> None:
    exchange.sort_zh = sort_key(exchange.name_zh or exchange.name_en, "zh")
    exchange.sort_en = sort_key(exchange.name_en or exchange.name_zh, "en")


def _index(exchange: Exchange) -> None:
    entry = _entry(exchange)
    index(exchange, entry.names, entry.texts)


def _entry(exchange: Exchange) -> Entry:
    texts = (exchange.place_zh, exchange.place_en, exchange.summary_zh, exchange.summary_en)
    names = (exchange.name_zh, exchange.name_en)
    return Entry.of(exchange, filter(None, names), filter(None, texts))
