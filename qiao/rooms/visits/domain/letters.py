"""Mails of visits."""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import override

from qiao.kit.mail.outbox import queue_mail
from qiao.rooms.exchanges.domain.letters import is_reachable
from qiao.rooms.visits.domain.names import text
from qiao.rooms.visits.models import VisitSeat


def tell_of_place(seat: VisitSeat) -> None:
    """To the person, or to the head of the delegation where there is no address of the person."""
    delegation = seat.member.delegation
    if not seat.member.email and not is_reachable(delegation):
        return
    to = seat.member.email or delegation.head_email
    reader = seat.member.user if seat.member.email else delegation.head
    language = reader.language if reader else "en"
    zone = delegation.exchange.zone
    with override(language):
        begins = date_format(seat.run.starts_at.astimezone(zone), "DATETIME_FORMAT")
        short = "en" if language == "en" else "zh"
        context = {
            "name": text(seat.member, "name", short),
            "visit": text(seat.run.visit, "title", short),
            "begins": f"{begins} ({zone.key})",
            "exchange": text(delegation.exchange, "name", short),
            "url": f"{settings.BASE_URL}/{language}/visits/of/{delegation.exchange_id}/wishes/",
        }
    key = f"visits.place_found:{seat.pk}"
    queue_mail("visits.place_found", to=to, context=context, key=key, language=language)
