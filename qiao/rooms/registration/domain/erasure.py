"""Where this room holds something about a person, and how it goes. What was told goes whole: nobody needs a
diet or an answer without the person."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from qiao.kit.classification import DataSubject
from qiao.rooms.exchanges.domain.erasure import NOBODY, find_delegations, find_members
from qiao.rooms.registration.enums import ReviewState
from qiao.rooms.registration.models import (
    Answer,
    Need,
    Registration,
    Review,
    SharedTotals,
    Stay,
    TravelLeg,
)


def find_answers(subject: DataSubject) -> QuerySet[Answer]:
    return Answer.objects.filter(registration__in=_registrations(subject))


def find_needs(subject: DataSubject) -> QuerySet[Need]:
    return Need.objects.filter(registration__in=_members(subject))


def find_legs(subject: DataSubject) -> QuerySet[TravelLeg]:
    return TravelLeg.objects.filter(registration__in=_members(subject))


def find_stays(subject: DataSubject) -> QuerySet[Stay]:
    return Stay.objects.filter(registration__in=_members(subject))


def find_reviews(subject: DataSubject) -> QuerySet[Review]:
    own = Q(registration__in=_registrations(subject))
    if subject.user_id:
        own |= Q(asked_by=subject.user_id) | Q(decided_by=subject.user_id)
    return Review.objects.filter(own)


def find_shared(subject: DataSubject) -> QuerySet[SharedTotals]:
    if not subject.user_id:
        return SharedTotals.objects.none()
    return SharedTotals.objects.filter(Q(made_by=subject.user_id) | Q(revoked_by=subject.user_id))


def erase_rows(rows: QuerySet[Answer] | QuerySet[Need] | QuerySet[TravelLeg] | QuerySet[Stay]) -> int:
    number, _by_model = rows.delete()
    return number


def erase_reviews(rows: QuerySet[Review]) -> int:
    """That something was decided stays, without the answers; what waited for a decision is taken back."""
    waiting = rows.filter(state=ReviewState.OPEN)
    waiting.update(state=ReviewState.TAKEN_BACK, decided_at=timezone.now())
    return rows.update(old=None, new=None, reason=NOBODY, asked_by=None, decided_by=None)


def forget_shared(rows: QuerySet[SharedTotals]) -> int:
    return rows.update(made_by=None, revoked_by=None)


def _members(subject: DataSubject) -> QuerySet[Registration]:
    return Registration.objects.filter(member__in=find_members(subject).values("pk"))


def _registrations(subject: DataSubject) -> QuerySet[Registration]:
    """What a head told for the delegation is theirs too; what others told for themselves is not."""
    of_delegation = Q(member=None, delegation__in=find_delegations(subject).values("pk"))
    return Registration.objects.filter(Q(member__in=find_members(subject).values("pk")) | of_delegation)
