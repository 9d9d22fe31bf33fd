"""One change of an offer's state, with its row of who, when and why.

Nobody waits in a circle: an application that has an offer or a place is locked before its intake, as the
rooms below do; one that has neither is locked after it, and only once it has been seen to have neither.
"""

from typing import Any
from uuid import UUID

from django.utils import timezone

from qiao.kit.steps.make import Steps
from qiao.rooms.applications.domain.step import locked as locked_application
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.errors import WrongApplicationState
from qiao.rooms.applications.models import Application
from qiao.rooms.offers.enums import OfferState
from qiao.rooms.offers.errors import NotByOffers, OfferClosed, OfferReasonMissing
from qiao.rooms.offers.models import Offer
from qiao.rooms.offers.models.offer import OfferQuerySet
from qiao.rooms.opportunities.enums import Filling
from qiao.rooms.opportunities.models import Intake

STEPS = Steps[Offer, OfferState](wrong=OfferClosed, reasonless=OfferReasonMissing)
note_step = STEPS.note
required = STEPS.required


def rows() -> OfferQuerySet:
    """With what rules, mails and pages read."""
    return Offer.objects.select_related(
        "intake__opportunity__host",
        "intake__opportunity__posted_by",
        "application__opportunity__host",
        "application__intake",
        "application__profile__user",
        "made_by",
    )


def locked_intake(intake_id: UUID) -> Intake:
    found = Intake.objects.select_for_update(of=("self",)).select_related("opportunity__host")
    return found.get(pk=intake_id)


def giving_intake(intake_id: UUID) -> Intake:
    """Locked, to give places of: not where a matching round gives them."""
    intake = locked_intake(intake_id)
    if intake.opportunity.filling != Filling.OFFERS:
        raise NotByOffers
    return intake


def locked(offer: Offer) -> Offer:
    """As it is now; the caller holds the lock of its intake."""
    return rows().select_for_update(of=("self",)).get(pk=offer.pk)


def locked_with_intake(offer: Offer) -> Offer:
    """Application, intake and offer, in this order."""
    application = locked_application(offer.application)
    intake = locked_intake(offer.intake_id)
    offer = locked(offer)
    offer.application, offer.intake = application, intake
    return offer


def locked_candidate(application: Application) -> Application:
    """Of an intake whose lock the caller holds: nobody else can give it an offer meanwhile."""
    now = Application.objects.get(pk=application.pk)
    if now.state in (ApplicationState.OFFERED, ApplicationState.ACCEPTED):
        raise WrongApplicationState(state=now.status.label)
    return locked_application(application)


def require_open(offer: Offer) -> None:
    STEPS.require_state(offer, OfferState.OPEN)


def close(offer: Offer, state: OfferState, *, actor: Any, reason: str = "") -> None:
    STEPS.step(offer, state, actor=actor, reason=reason, closed_at=timezone.now())
