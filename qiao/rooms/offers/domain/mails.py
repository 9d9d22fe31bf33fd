"""Mails about offers: what has happened and where to see it; never a reason."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from qiao.kit.mail.outbox import queue_mail
from qiao.kit.steps.make import latest_step
from qiao.kit.zones import by_the_clock
from qiao.rooms.applications.models import Application
from qiao.rooms.directory.enums import MembershipRole
from qiao.rooms.exchanges.entries import acts_for, speakers_for
from qiao.rooms.offers.models import Offer
from qiao.rooms.opportunities.models import Opportunity

NEWS, HOST_NEWS, WAITING = "offers.news", "offers.host_news", "offers.waiting"


def tell_applicant(offer: Offer, news: str) -> None:
    """`news` is one of made, extended, due, lapsed, withdrawn."""
    if (reader := offer.application.profile.user) is None:
        return
    context = about(offer, str(reader.language)) | {"news": news}
    key = f"offers.{news}:{offer.pk}:{offer.answer_until:%Y%m%d%H%M%S}"
    queue_mail(NEWS, to=reader, context=context, key=key, language=reader.language)


def tell_host(offer: Offer, news: str) -> None:
    """`news` is one of accepted, declined, lapsed."""
    if (reader := _reader_at_host(offer)) is None:
        return
    context = about(offer, str(reader.language)) | {"news": news, "applicant": _name(offer, reader)}
    queue_mail(
        HOST_NEWS,
        to=reader,
        context=context,
        key=f"offers.host_{news}:{offer.pk}",
        language=reader.language,
    )


def tell_waiting(application: Application) -> None:
    if (reader := application.profile.user) is None:
        return
    language = str(reader.language)
    with override(language):
        opportunity = application.opportunity
        context = {"opportunity": str(opportunity.title), "host": str(opportunity.host.name)}
        context["url"] = f"{settings.BASE_URL}{reverse('offers:own')}"
    latest = latest_step(application)
    queue_mail(WAITING, to=reader, context=context, key=f"offers.waiting:{latest}", language=language)


def about(offer: Offer, language: str) -> dict[str, Any]:
    opportunity = offer.intake.opportunity
    with override(language):
        return {
            "opportunity": str(opportunity.title),
            "host": str(opportunity.host.name),
            "until": by_the_clock(offer.answer_until, opportunity.time_zone),
            "url": f"{settings.BASE_URL}{reverse('offers:offer', args=[offer.pk])}",
        }


def _name(offer: Offer, reader: Any) -> str:
    with override(str(reader.language)):
        return offer.application.title


def _reader_at_host(offer: Offer) -> Any:
    """Who made the offer, or else who posted, as long as they speak for the host; an owner otherwise."""
    opportunity = offer.intake.opportunity
    concerned = (offer.made_by, opportunity.posted_by)
    own = (user for user in concerned if acts_for(user, opportunity.host_id))
    return next(own, None) or _owner_of(opportunity)


def _owner_of(opportunity: Opportunity) -> Any:
    return speakers_for([opportunity.host_id], [MembershipRole.OWNER]).first()
