"""A placed person accepts or declines until the deadline; what is not answered lapses."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain import step as applications
from qiao.rooms.applications.domain.place import take_place
from qiao.rooms.applications.enums import ApplicationState, ClosingReason
from qiao.rooms.applications.models import Application
from qiao.rooms.placement.domain import mails
from qiao.rooms.placement.domain.entering import applications_in
from qiao.rooms.placement.domain.step import locked, moment_of, require_state
from qiao.rooms.placement.enums import AnswerState, MatchingRoundState
from qiao.rooms.placement.errors import AnswersAreDue, NothingPlaced
from qiao.rooms.placement.models import Placement
from qiao.rooms.placement.models.run import PlacementQuerySet


@transaction.atomic
def accept_placement(placement: Placement, *, actor: User) -> Placement:
    """The other applications in the round end with it."""
    require(actor, "placement.answer_placement", placement)
    found = _waiting(placement)
    application = _application_of(found)
    take_place(application, actor=actor)
    _answer(found, AnswerState.ACCEPTED)
    record(actor, "placement.placement.accepted", found)
    for other in applications_in(found.run.round).filter(profile=application.profile_id):
        applications.step(
            applications.locked(other),
            ApplicationState.CLOSED,
            actor=actor,
            closing_reason=ClosingReason.PLACED_ELSEWHERE,
        )
    return found


@transaction.atomic
def decline_placement(placement: Placement, *, actor: User) -> Placement:
    require(actor, "placement.answer_placement", placement)
    found = _waiting(placement)
    applications.step(_application_of(found), ApplicationState.DECLINED, actor=actor)
    _answer(found, AnswerState.DECLINED)
    record(actor, "placement.placement.declined", found)
    return found


@transaction.atomic
def lapse_placement(placement_id: UUID) -> bool:
    """By the clock. Whoever withdrew the application meanwhile has declined."""
    found = Placement.objects.select_related("run__round").get(pk=placement_id)
    matching_round = locked(found.run.round)
    found = _rows().get(pk=placement_id)
    if found.state != AnswerState.WAITING or timezone.now() < matching_round.answers_due_at:
        return False
    application = _application_of(found)
    if application.state != ApplicationState.MATCHED:
        _answer(found, AnswerState.DECLINED)
        return True
    reason = ClosingReason.OFFER_LAPSED
    applications.step(application, ApplicationState.CLOSED, actor=None, closing_reason=reason)
    _answer(found, AnswerState.LAPSED)
    record(None, "placement.placement.lapsed", found)
    mails.tell_person(found.entry, "lapsed")
    return True


def _rows() -> PlacementQuerySet:
    return Placement.objects.select_related("run__round", "entry__round", "entry__profile__user", "post")


def _waiting(placement: Placement) -> Placement:
    matching_round = locked(placement.run.round)
    require_state(matching_round, MatchingRoundState.PUBLISHED)
    if timezone.now() >= matching_round.answers_due_at:
        raise AnswersAreDue(moment=moment_of(matching_round, matching_round.answers_due_at))
    found = _rows().get(pk=placement.pk)
    if found.state != AnswerState.WAITING:
        raise NothingPlaced
    return found


def _application_of(placement: Placement) -> Application:
    rows = Application.objects.filter(
        profile=placement.entry.profile_id, intake__matching_posts=placement.post_id
    )
    return applications.locked(rows.get())


def _answer(placement: Placement, state: AnswerState) -> None:
    placement.state, placement.answered_at = state, timezone.now()
    placement.full_clean()
    placement.save(update_fields=["state", "answered_at", "updated_at"])
