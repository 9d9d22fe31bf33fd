"""Counting seats. Every function here runs under the lock of the exchange, taken by its caller; the counters'
constraints refuse what a mistake here would overbook."""

from django.db.models import F

from qiao.rooms.exchanges.models import Exchange, Partner


def capacity(exchange: Exchange, partner: Partner) -> int:
    """All the seats that the partner could give if nobody held one."""
    if partner.seat_quota is not None:
        return partner.seat_quota
    return exchange.seats - exchange.seats_reserved


def free(exchange: Exchange, partner: Partner) -> int:
    if partner.seat_quota is not None:
        return partner.seat_quota - partner.seats_held
    return exchange.common_free


def take(exchange: Exchange, partner: Partner, seats: int) -> None:
    """Gives seats, or with a negative number gives them back; the two objects follow."""
    common = 0 if partner.has_own_seats else seats
    Partner.objects.filter(pk=partner.pk).update(seats_held=F("seats_held") + seats)
    Exchange.objects.filter(pk=exchange.pk).update(
        seats_held=F("seats_held") + seats, common_held=F("common_held") + common
    )
    partner.refresh_from_db(fields=["seats_held"])
    exchange.refresh_from_db(fields=["seats_held", "common_held"])
