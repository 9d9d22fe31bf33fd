"""What the pages of this room show, gathered."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from qiao.kit.access import may
from qiao.rooms.applications.models import Application
from qiao.rooms.applications.rules import is_the_applicant_of_it
from qiao.rooms.offers.domain.making import free_places
from qiao.rooms.offers.domain.waiting import settings_of, waiting_line
from qiao.rooms.offers.models import Offer, WaitingPlace
from qiao.rooms.opportunities.models import Intake


def board_of(intake: Intake) -> dict[str, Any]:
    free = free_places(intake)
    return {
        "intake": intake,
        "opportunity": intake.opportunity,
        "free": max(free, 0),
        "held": intake.places - intake.places_taken - free,
        "line": waiting_line(intake),
        "settings": settings_of(intake),
    }


def page_of_offer(offer: Offer, reader: Any) -> dict[str, Any]:
    is_own = is_the_applicant_of_it(reader, offer)
    return {
        "offer": offer,
        "application": offer.application,
        "opportunity": offer.intake.opportunity,
        "steps": offer.steps.select_related("actor"),
        "is_own": is_own,
        "may_answer": is_own and offer.is_answerable,
        "may_manage": offer.is_open and may(reader, "offers.withdraw_offer", offer),
        "others": _others(offer) if is_own and offer.state == "accepted" else [],
    }


def _others(offer: Offer) -> list[Application]:
    """What else the applicant has under way: theirs to withdraw, one by one."""
    found = Application.objects.standing().filter(profile=offer.application.profile_id)
    others = found.exclude(pk=offer.application_id).exclude(state="accepted")
    return list(others.select_related("opportunity__host").order_by("id")[:50])


@dataclass(frozen=True, slots=True)
class Waiting:
    application: Application
    position: int


def waiting_of(reader: Any) -> list[Waiting]:
    """The reader's places on waiting lists: how many come before, and nobody's name."""
    mine = WaitingPlace.objects.standing().filter(application__profile__user=reader)
    before = WaitingPlace.objects.filter(
        intake=OuterRef("intake"), position__lt=OuterRef("position"), application__state="waiting"
    )
    counted = before.order_by().values("intake").annotate(count=Count("pk")).values("count")
    found = mine.annotate(before=Coalesce(Subquery(counted), 0)).order_by("id")
    rows: Any = found.select_related("application__opportunity__host")[:50]
    return [Waiting(row.application, row.before + 1) for row in rows]
