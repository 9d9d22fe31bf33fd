"""The waiting list: freed seats go to the first delegation whose whole need fits, for a time.

Partners with a quota have a line of their own, the others share one. Nobody overtakes, unless the exchange
lets a smaller delegation go before one that cannot fit, or all the seats there are became too few for one.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain import letters
from qiao.rooms.exchanges.domain.ending import end
from qiao.rooms.exchanges.domain.locking import locked_delegation, require_open
from qiao.rooms.exchanges.domain.seats import capacity, free, take
from qiao.rooms.exchanges.domain.step import required, step
from qiao.rooms.exchanges.enums import DeadlineKind, DelegationState, OfferState
from qiao.rooms.exchanges.errors import OfferClosed
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner, SeatOffer


def fits_now(exchange: Exchange, partner: Partner, seats: int) -> bool:
    """Whether a newcomer may have the seats without overtaking anybody."""
    if free(exchange, partner) < seats:
        return False
    return not any(_holds_up(exchange, delegation) for delegation in line_of(exchange, partner))


def line_of(exchange: Exchange, partner: Partner) -> list[Delegation]:
    return _lines(exchange).get(_line(partner), [])


def place_of(delegation: Delegation) -> int:
    """1 for who comes next; 0 for who does not stand in line."""
    line = line_of(delegation.exchange, delegation.partner)
    return next((place for place, each in enumerate(line, 1) if each.pk == delegation.pk), 0)


def offer_seats(exchange: Exchange) -> None:
    """After seats came free. The caller holds the lock of the exchange."""
    if not exchange.is_open or exchange.starts_at <= timezone.now():
        return
    for line in _lines(exchange).values():
        _serve(exchange, line)


def shorten_offers(exchange: Exchange) -> None:
    """After the first day or the deadline for answers came nearer. The caller holds the lock."""
    until = _last_moment(exchange, timezone.now())
    later = SeatOffer.objects.filter(
        delegation__exchange=exchange, state=OfferState.OPEN, expires_at__gt=until
    )
    rows = later.select_related("delegation__organisation", "delegation__partner__organisation")
    for offer in rows.select_related("delegation__head"):
        offer.delegation.exchange = exchange
        _shorten(offer, until)


@transaction.atomic
def accept_offer(offer: SeatOffer, *, actor: User) -> Delegation:
    require(actor, "exchanges.answer_offer", offer)
    delegation = locked_delegation(offer.delegation)
    require_open(delegation.exchange)
    _close(_open(offer, timezone.now()), OfferState.ACCEPTED, actor)
    step(delegation, DelegationState.ACCEPTED, actor=actor, waiting_since=None)
    return delegation


@transaction.atomic
def decline_offer(offer: SeatOffer, *, actor: User, reason: str) -> Delegation:
    """The delegation stays away; the seats go to the next."""
    require(actor, "exchanges.answer_offer", offer)
    reason = required(reason)
    delegation = locked_delegation(offer.delegation)
    _close(_open(offer, timezone.now()), OfferState.DECLINED, actor)
    end(delegation, DelegationState.DECLINED, actor=actor, reason=reason)
    offer_seats(delegation.exchange)
    return delegation


def lapse_offers() -> int:
    """Those whose time is over. May run twice, or twice at once; each is a transaction of its own."""
    due = SeatOffer.objects.overdue(timezone.now()).order_by("expires_at", "id")
    return sum(_lapse(offer) for offer in due.select_related("delegation"))


@transaction.atomic
def _lapse(offer: SeatOffer) -> bool:
    delegation = locked_delegation(offer.delegation)
    if not SeatOffer.objects.overdue(timezone.now()).filter(pk=offer.pk).exists():
        return False
    _close(offer, OfferState.LAPSED, None)
    end(delegation, DelegationState.DECLINED, actor=None, is_lapse=True)
    if delegation.exchange.is_open:
        letters.tell_head(delegation, "lapsed", key=str(offer.pk))
    offer_seats(delegation.exchange)
    return True


def _lines(exchange: Exchange) -> dict[Any, list[Delegation]]:
    waiting = Delegation.objects.in_line().filter(exchange=exchange)
    partners: dict[Any, Partner] = {}
    lines: dict[Any, list[Delegation]] = defaultdict(list)
    for delegation in waiting.select_related("partner__organisation", "organisation", "head"):
        delegation.exchange = exchange
        delegation.partner = partners.setdefault(delegation.partner_id, delegation.partner)
        lines[_line(delegation.partner)].append(delegation)
    return lines


def _line(partner: Partner) -> Any:
    return partner.pk if partner.has_own_seats else None


def _serve(exchange: Exchange, line: Iterable[Delegation]) -> None:
    for delegation in line:
        if free(exchange, delegation.partner) >= delegation.seats_asked:
            _offer(exchange, delegation)
        elif _holds_up(exchange, delegation):
            return


def _holds_up(exchange: Exchange, delegation: Delegation) -> bool:
    """Whether those behind it wait for it. Not where seats were cut below what it asks for."""
    could_fit = delegation.seats_asked <= capacity(exchange, delegation.partner)
    return could_fit and not exchange.smaller_first


def _offer(exchange: Exchange, delegation: Delegation) -> None:
    """From now on the seats count as held."""
    take(exchange, delegation.partner, delegation.seats_asked)
    delegation.seats_held = delegation.seats_asked
    delegation.save(update_fields=["seats_held", "updated_at"])
    now = timezone.now()
    until = min(now + dt.timedelta(hours=exchange.offer_hours), _last_moment(exchange, now))
    offer = SeatOffer(delegation=delegation, seats=delegation.seats_asked, expires_at=until)
    offer.full_clean()
    offer.save(force_insert=True)
    record(None, "exchanges.offer.made", delegation, changes={"seats": [None, offer.seats]})
    letters.tell_of_offer(offer)


def _last_moment(exchange: Exchange, now: dt.datetime) -> dt.datetime:
    """The first day, or before it the deadline for answers; after that, freed seats still go out."""
    ahead = exchange.deadlines.filter(kind=DeadlineKind.ANSWER, due_at__gt=now)
    return min([exchange.starts_at, *ahead.values_list("due_at", flat=True)])


def _shorten(offer: SeatOffer, until: dt.datetime) -> None:
    changes = {"until": [str(offer.expires_at), str(until)]}
    offer.expires_at = until
    offer.save(update_fields=["expires_at", "updated_at"])
    record(None, "exchanges.offer.shortened", offer.delegation, changes=changes)
    letters.tell_of_offer(offer)


def _open(offer: SeatOffer, now: dt.datetime) -> SeatOffer:
    found = SeatOffer.objects.filter(pk=offer.pk, state=OfferState.OPEN, expires_at__gt=now).first()
    if found is None:
        raise OfferClosed
    return found


def _close(offer: SeatOffer, state: OfferState, actor: Any) -> None:
    offer.state, offer.answered_at, offer.answered_by = state, timezone.now(), actor
    offer.full_clean()
    offer.save(update_fields=["state", "answered_at", "answered_by", "updated_at"])
    record(actor, f"exchanges.offer.{state}", offer.delegation, changes={"seats": [None, offer.seats]})
