"""The waiting list: its order is the host's, and it moves by itself when a place comes free."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.step import step
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.models import Application
from qiao.rooms.directory.domain.changes import apply
from qiao.rooms.offers.domain import mails
from qiao.rooms.offers.domain.making import free_places, offer_place
from qiao.rooms.offers.domain.step import giving_intake, locked_candidate
from qiao.rooms.offers.errors import ListChanged
from qiao.rooms.offers.models import WaitingListSettings, WaitingPlace
from qiao.rooms.opportunities.enums import Filling
from qiao.rooms.opportunities.models import Intake


@transaction.atomic
def put_on_waiting_list(application: Application, *, actor: User) -> WaitingPlace:
    require(actor, "offers.put_on_waiting_list", application)
    intake = giving_intake(application.intake_id)
    place = append(locked_candidate(application), actor=actor)
    serve(intake)
    return place


def append(application: Application, *, actor: Any) -> WaitingPlace:
    """At the end. The caller holds the locks of the intake and of the application."""
    step(application, ApplicationState.WAITING, actor=actor)
    WaitingPlace.objects.filter(application=application).delete()
    there = WaitingPlace.objects.filter(intake=application.intake_id)
    last = there.aggregate(last=Max("position"))["last"] or 0
    place = WaitingPlace(intake=application.intake, application=application, position=last + 1)
    place.full_clean()
    place.save(force_insert=True)
    record(actor, "offers.waiting_place.added", application)
    mails.tell_waiting(application)
    return place


@transaction.atomic
def reorder_waiting_list(intake: Intake, *, actor: User, order: Sequence[UUID]) -> None:
    """`order` names every place that stands, once: who read an older list is told so."""
    require(actor, "offers.order_waiting_list", intake)
    intake = giving_intake(intake.pk)
    standing = [place.pk for place in waiting_line(intake)]
    if len(order) != len(standing) or set(order) != set(standing):
        raise ListChanged
    if list(order) != standing:
        _number(intake, order)
        record(actor, "offers.waiting_list.ordered", intake)


@transaction.atomic
def move_waiting_place(place: WaitingPlace, *, actor: User, by: int) -> None:
    """Up for a negative number, down for a positive one; over the ends it goes no further."""
    require(actor, "offers.order_waiting_list", place.intake)
    intake = giving_intake(place.intake_id)
    order = [each.pk for each in waiting_line(intake)]
    if place.pk not in order:
        raise ListChanged
    at = order.index(place.pk)
    order.insert(min(max(at + by, 0), len(order) - 1), order.pop(at))
    reorder_waiting_list(intake, actor=actor, order=order)


def waiting_line(intake: Intake) -> list[WaitingPlace]:
    found = WaitingPlace.objects.standing().filter(intake=intake)
    return list(found.select_related("application__profile__user", "application__opportunity__host"))


def serve(intake: Intake) -> int:
    """Who comes next gets an offer, as long as places are free. The caller holds the lock of the intake."""
    settings = settings_of(intake)
    moves = settings.is_automatic and intake.opportunity.filling == Filling.OFFERS
    free = free_places(intake) if moves else 0
    until = timezone.now() + dt.timedelta(hours=settings.hours)
    served = 0
    for place in waiting_line(intake) if free > 0 else []:
        if served == free:
            break
        application = locked_candidate(place.application)
        if application.state == ApplicationState.WAITING:  # not withdrawn in this moment
            offer_place(application, actor=None, answer_until=until)
            served += 1
    return served


def settings_of(intake: Intake) -> WaitingListSettings:
    found = WaitingListSettings.objects.filter(intake=intake).first()
    return found or WaitingListSettings(intake=intake)


@transaction.atomic
def set_settings(intake: Intake, *, actor: User, values: Mapping[str, Any]) -> WaitingListSettings:
    require(actor, "offers.change_settings", intake)
    intake = giving_intake(intake.pk)
    settings, _made = WaitingListSettings.objects.get_or_create(intake=intake)
    wanted = {name: values[name] for name in ("hours", "is_automatic") if name in values}
    if changes := apply(settings, wanted):
        record(actor, "offers.settings.changed", intake, changes=changes)
        serve(intake)
    return settings


def _number(intake: Intake, order: Sequence[UUID]) -> None:
    """Moved out of the way first: a position is never held twice, not for a moment either."""
    all_of_it = WaitingPlace.objects.filter(intake=intake)
    last = all_of_it.aggregate(last=Max("position"))["last"] or 0
    shift = max(last, all_of_it.count()) + 1
    all_of_it.update(position=F("position") + shift)
    places = [WaitingPlace(pk=pk, position=position) for position, pk in enumerate(order, 1)]
    WaitingPlace.objects.bulk_update(places, ["position"])
