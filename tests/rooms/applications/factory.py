"""Applications for the tests of this room and of those above."""

from typing import Any

from django.utils import timezone

from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.snapshot import freeze
from qiao.rooms.applications.domain.step import rows, stage_at
from qiao.rooms.applications.enums import ApplicationState, ClosingReason
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import Intake
from qiao.rooms.profiles.models import Profile
from tests.rooms.profiles.factory import make_profile

UNSENT = (ApplicationState.DRAFT,)


def make_application(
    user: User, intake: Intake, state: str = ApplicationState.COMPLETE, **given: Any
) -> Application:
    """Written straight into that state, with its snapshot where it was sent. An accepted one has a place."""
    state = ApplicationState(state)
    values: dict[str, Any] = {"state": state, "statement": "I would like to work here."} | given
    if state not in UNSENT:
        values = {"submitted_at": timezone.now()} | values
    if state == ApplicationState.CLOSED:
        values = {"closing_reason": ClosingReason.NOT_SELECTED} | values
    if state == ApplicationState.ACCEPTED:
        values["holds_place"] = True
        Intake.objects.filter(pk=intake.pk).update(places_taken=intake.places_taken + 1)
    profile = Profile.objects.filter(user=user).first() or make_profile(user)
    application = Application(profile=profile, opportunity=intake.opportunity, intake=intake, **values)
    application.stage = stage_at(application, state)
    application.full_clean()
    application.save(force_insert=True)
    if application.submitted_at:
        freeze(application)
    return rows().get(pk=application.pk)
