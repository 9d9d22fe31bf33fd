"""What happens by time: applicants are reminded, offers lapse, and places that were added are offered to
who waits.

Each offer and each intake is a transaction of its own that looks again under the lock: a run that is killed
is finished by the next, and two runs at once do nothing twice.
"""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from qiao.rooms.applications.domain.step import step
from qiao.rooms.applications.enums import ApplicationState, ClosingReason
from qiao.rooms.offers.domain import mails
from qiao.rooms.offers.domain.step import close, locked_intake, locked_with_intake, rows
from qiao.rooms.offers.domain.waiting import serve
from qiao.rooms.offers.enums import OfferState
from qiao.rooms.offers.models import Offer, WaitingPlace


def lapse_offers(check: Callable[[], None]) -> int:
    done = 0
    overdue = Offer.objects.overdue(timezone.now()).order_by("answer_until", "id")
    for pk in list(overdue.values_list("pk", flat=True)):
        check()
        done += lapse_offer(pk)
    return done


@transaction.atomic
def lapse_offer(offer_id: UUID) -> int:
    """1 when it lapsed now, 0 when it was answered, put off or lapsed before."""
    offer = locked_with_intake(rows().get(pk=offer_id))
    if not offer.is_open or offer.is_answerable:
        return 0
    close(offer, OfferState.LAPSED, actor=None)
    mails.tell_applicant(offer, "lapsed")
    mails.tell_host(offer, "lapsed")
    end = {"closing_reason": ClosingReason.OFFER_LAPSED}
    step(offer.application, ApplicationState.CLOSED, actor=None, **end)
    return 1


def remind_applicants(check: Callable[[], None]) -> int:
    done = 0
    for pk in list(Offer.objects.to_remind(timezone.now()).order_by().values_list("pk", flat=True)):
        check()
        done += remind_applicant(pk)
    return done


@transaction.atomic
def remind_applicant(offer_id: UUID) -> int:
    """1 when the applicant was reminded now, 0 when that was done before or there is nothing to answer."""
    due = rows().to_remind(timezone.now()).filter(pk=offer_id)
    offer = due.select_for_update(of=("self",)).first()
    if offer is None:
        return 0
    offer.reminded_of = offer.answer_until
    offer.save(update_fields=["reminded_of", "updated_at"])
    mails.tell_applicant(offer, "due")
    return 1


def move_waiting_lists(check: Callable[[], None]) -> int:
    done = 0
    for intake_id in list(WaitingPlace.objects.order_by().values_list("intake", flat=True).distinct()):
        check()
        done += move_waiting_list(intake_id)
    return done


@transaction.atomic
def move_waiting_list(intake_id: UUID) -> int:
    return serve(locked_intake(intake_id))
