"""Where visits hold something about a person, and how it goes."""

from typing import Any

from django.db.models import Model, Q, QuerySet

from qiao.kit.classification import DataSubject
from qiao.rooms.exchanges.domain.erasure import find_members
from qiao.rooms.visits.models import (
    PlanGuest,
    Visit,
    VisitExclusion,
    Visitor,
    VisitPin,
    VisitPlan,
    VisitSeat,
    VisitWaiting,
    VisitWish,
)


def _of_members(model: type[Model]) -> Any:
    def find(subject: DataSubject) -> QuerySet[Any]:
        rows: QuerySet[Any] = model._default_manager.filter(member__in=find_members(subject).values("pk"))
        return rows

    return find


find_visitors = _of_members(Visitor)
find_wishes = _of_members(VisitWish)
find_pins = _of_members(VisitPin)
find_guests = _of_members(PlanGuest)
find_seats = _of_members(VisitSeat)
find_waiting = _of_members(VisitWaiting)


def find_exclusions(subject: DataSubject) -> QuerySet[VisitExclusion]:
    excluded = Q(member__in=find_members(subject).values("pk"))
    by = subject.is_at("excluded_by")
    return VisitExclusion.objects.filter(excluded | by)


def find_plans(subject: DataSubject) -> QuerySet[VisitPlan]:
    return VisitPlan.objects.filter(subject.is_at("asked_by"))


def find_contacts(subject: DataSubject) -> QuerySet[Visit]:
    return Visit.objects.filter(contact_email__in=subject.addresses)


def remove(rows: QuerySet[Any]) -> int:
    return rows.delete()[0]


def empty_guests(guests: QuerySet[PlanGuest]) -> int:
    return guests.update(facts={}, account={})


def forget_asking(plans: QuerySet[VisitPlan]) -> int:
    return plans.update(asked_by=None)


def forget_contacts(visits: QuerySet[Visit]) -> int:
    return visits.update(contact_name="", contact_phone="", contact_email="")
