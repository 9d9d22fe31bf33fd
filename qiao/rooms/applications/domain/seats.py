"""The count of places taken, kept beside the places themselves under the lock of the intake."""

from django.db import IntegrityError, transaction
from django.db.models import F

from qiao.rooms.applications.errors import PlacesTaken
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import Intake


def claim_seat(application: Application) -> None:
    """The caller stores the application. The database refuses what the count would let through."""
    if application.holds_place:
        return
    intake = _locked(application)
    if intake.places_taken >= intake.places:
        raise PlacesTaken
    try:
        with transaction.atomic():
            _add(intake, 1)
    except IntegrityError:
        raise PlacesTaken from None
    application.holds_place = True


def release_seat(application: Application) -> bool:
    """The caller stores the application. False when it held no place."""
    if not application.holds_place:
        return False
    _add(_locked(application), -1)
    application.holds_place = False
    return True


def _locked(application: Application) -> Intake:
    return Intake.objects.select_for_update().get(pk=application.intake_id)


def _add(intake: Intake, number: int) -> None:
    Intake.objects.filter(pk=intake.pk).update(places_taken=F("places_taken") + number)
