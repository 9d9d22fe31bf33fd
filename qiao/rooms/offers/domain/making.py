"""A place is offered: never more open offers and taken places than there are places."""

import datetime as dt
from typing import Any

from django.utils import timezone

from qiao.rooms.applications.domain.step import step
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.models import Application
from qiao.rooms.offers.domain import mails
from qiao.rooms.offers.domain.step import note_step
from qiao.rooms.offers.errors import DeadlineWrong, NoPlaceForOffer
from qiao.rooms.offers.models import Offer, WaitingPlace
from qiao.rooms.opportunities.models import Intake

MOST_DAYS = 180


def free_places(intake: Intake) -> int:
    """Neither taken nor held by an open offer; below zero where places were cut."""
    held = Offer.objects.standing().filter(intake=intake).count()
    return intake.places - intake.places_taken - held


def require_free(intake: Intake, wanted: int = 1) -> None:
    if free_places(intake) < wanted:
        raise NoPlaceForOffer(places=intake.places)


def require_deadline(moment: dt.datetime) -> None:
    now = timezone.now()
    if not now < moment <= now + dt.timedelta(days=MOST_DAYS):
        raise DeadlineWrong(days=MOST_DAYS)


def offer_place(
    application: Application, *, actor: Any, answer_until: dt.datetime, terms_zh: str = "", terms_en: str = ""
) -> Offer:
    """The caller holds the locks of the intake and of the application, and has seen that a place is free."""
    require_deadline(answer_until)
    step(application, ApplicationState.OFFERED, actor=actor)
    WaitingPlace.objects.filter(application=application).delete()
    offer = Offer(
        application=application, intake=application.intake, made_by=actor, answer_until=answer_until
    )
    offer.terms_zh, offer.terms_en = terms_zh, terms_en
    offer.full_clean()
    offer.save(force_insert=True)
    note_step(offer, None, actor=actor)
    mails.tell_applicant(offer, "made")
    return offer
