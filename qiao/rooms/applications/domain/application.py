"""From the draft to what hosts read, and back: what the applicant does."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain import mails
from qiao.rooms.applications.domain.completeness import complete_if_all_there, missing_of
from qiao.rooms.applications.domain.letter import end_awaited
from qiao.rooms.applications.domain.snapshot import freeze
from qiao.rooms.applications.domain.step import locked, note_step, require_state, step
from qiao.rooms.applications.enums import WITH_THE_APPLICANT, ApplicationState
from qiao.rooms.applications.errors import AppliedAlready, DeadlineOver, NotOpen, NotReady, ProfileEmpty
from qiao.rooms.applications.models import Application, ApplicationSnapshot
from qiao.rooms.directory.domain.changes import apply
from qiao.rooms.offices.gate import refusal
from qiao.rooms.opportunities.enums import OpportunityState
from qiao.rooms.opportunities.models import Intake, Opportunity
from qiao.rooms.profiles.domain.profile import own_profile


@transaction.atomic
def begin_application(intake: Intake, *, actor: User) -> Application:
    """A draft: only the applicant sees it."""
    require(actor, "opportunities.view_opportunity", intake.opportunity)
    require(actor, "applications.begin_application", intake)
    profile, opportunity = own_profile(actor), intake.opportunity
    _require_open(intake)
    if not (profile.name_zh or profile.name_en):
        raise ProfileEmpty
    if refused := refusal(profile, opportunity):
        raise refused
    application = Application(profile=profile, opportunity=opportunity, intake=intake)
    _store(application)
    note_step(application, None, actor=actor)
    return application


@transaction.atomic
def change_statement(application: Application, *, actor: User, statement: str) -> Application:
    require(actor, "applications.change_application", application)
    application = locked(application)
    require_state(application, *WITH_THE_APPLICANT)
    if changes := apply(application, {"statement": statement}):
        record(actor, "applications.application.changed", application, changes=changes)
    return application


@transaction.atomic
def submit_application(application: Application, *, actor: User) -> Application:
    """Freezes what hosts read. Everything that is missing is told at once."""
    require(actor, "applications.change_application", application)
    application = locked(application)
    require_state(application, *WITH_THE_APPLICANT)
    _require_time(application)
    if refused := refusal(application.profile, application.opportunity):
        raise refused
    if words := missing_of(application).words:
        raise NotReady(missing="; ".join(words))
    freeze(application)
    step(application, ApplicationState.SUBMITTED, actor=actor, submitted_at=timezone.now())
    if not complete_if_all_there(application, actor=actor):
        mails.tell(application, "submitted")
    return application


@transaction.atomic
def reopen_application(application: Application, *, actor: User) -> Application:
    """Before the deadline, as long as nobody reviews it: hosts no longer see it until it is sent again."""
    require(actor, "applications.change_application", application)
    application = locked(application)
    _require_time(application)
    step(application, ApplicationState.DRAFT, actor=actor, submitted_at=None, completed_at=None)
    ApplicationSnapshot.objects.filter(application=application).delete()
    return application


@transaction.atomic
def withdraw_application(application: Application, *, actor: User, reason: str = "") -> Application:
    """At any time, for good; an accepted place comes free, referees need not write any more."""
    require(actor, "applications.change_application", application)
    application = locked(application)
    step(application, ApplicationState.WITHDRAWN, actor=actor, reason=reason.strip())
    end_awaited(application, actor=actor)
    mails.tell(application, "withdrawn")
    return application


def open_intakes(opportunity: Opportunity) -> QuerySet[Intake]:
    """Those that take applications now, the first to close first."""
    now = timezone.now()
    intakes = Intake.objects.filter(opportunity=opportunity, opens_at__lte=now, closes_at__gt=now)
    return intakes.select_related("opportunity__host").order_by("closes_at", "number")


def may_be_sent(application: Application) -> bool:
    """Whether the draft can be sent as far as the time goes."""
    opportunity, intake = application.opportunity, application.intake
    return opportunity.state == OpportunityState.PUBLISHED and intake.is_open


def _require_open(intake: Intake) -> None:
    if intake.opportunity.state != OpportunityState.PUBLISHED or not intake.is_open:
        raise NotOpen(opens=_day(intake.opens_at), closes=_day(intake.closes_at))


def _require_time(application: Application) -> None:
    if application.intake.is_open:
        _require_open(application.intake)
    else:
        raise DeadlineOver(closes=_day(application.intake.closes_at))


def _day(moment: dt.datetime) -> str:
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def _store(application: Application) -> None:
    try:
        with transaction.atomic():
            application.full_clean(validate_constraints=False)
            application.save(force_insert=True)
    except IntegrityError:
        raise AppliedAlready from None
