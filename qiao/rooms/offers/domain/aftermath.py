"""When an application has ended, its offer falls, its place on the list goes, and the next gets an offer."""

from typing import Any

from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.models import Application
from qiao.rooms.offers.domain.step import close, locked_intake, rows
from qiao.rooms.offers.domain.waiting import serve
from qiao.rooms.offers.enums import OfferState
from qiao.rooms.offers.models import WaitingPlace

HELD_A_PLACE = (ApplicationState.OFFERED, ApplicationState.ACCEPTED)


def follow(application: Application, before: ApplicationState, actor: Any) -> None:
    """In the transaction of the step; the caller holds the lock of the application."""
    WaitingPlace.objects.filter(application=application).delete()
    if before not in HELD_A_PLACE:
        return
    intake = locked_intake(application.intake_id)
    for offer in rows().standing().filter(application=application):
        close(offer, OfferState.WITHDRAWN, actor=actor)
    serve(intake)
