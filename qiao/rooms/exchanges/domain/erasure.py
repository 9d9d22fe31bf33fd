"""Where an exchange holds something about a person, and how it goes: what happened stays, without a name."""

from collections import Counter

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from qiao.kit.classification import DataSubject
from qiao.rooms.exchanges.domain.letters import ERASED
from qiao.rooms.exchanges.domain.locking import locked_exchange
from qiao.rooms.exchanges.enums import MemberState
from qiao.rooms.exchanges.models import (
    Decision,
    Delegation,
    DelegationMember,
    DelegationStep,
    Partner,
    PartnerConsent,
    SeatOffer,
)

NOBODY = "–"
UNKNOWN = {"name_zh": "", "name_en": NOBODY, "position_zh": "", "position_en": "", "email": "", "user": None}


def find_members(subject: DataSubject) -> QuerySet[DelegationMember]:
    return DelegationMember.objects.filter(subject.is_at("user") | Q(email__in=subject.addresses))


def find_delegations(subject: DataSubject) -> QuerySet[Delegation]:
    return Delegation.objects.filter(subject.is_at("head") | Q(head_email__in=subject.addresses))


def find_steps(subject: DataSubject) -> QuerySet[DelegationStep]:
    """Their own, and what was said signed out about a delegation that they were to lead."""
    signed_out = Q(actor=None, delegation__in=find_delegations(subject).values("pk")) & ~Q(reason="")
    return DelegationStep.objects.filter(subject.is_at("actor") | signed_out)


def find_offers(subject: DataSubject) -> QuerySet[SeatOffer]:
    return SeatOffer.objects.filter(subject.is_at("answered_by"))


def find_decisions(subject: DataSubject) -> QuerySet[Decision]:
    return Decision.objects.filter(subject.is_at("proposed_by"))


def find_consents(subject: DataSubject) -> QuerySet[PartnerConsent]:
    return PartnerConsent.objects.filter(subject.is_at("user"))


def find_partners(subject: DataSubject) -> QuerySet[Partner]:
    return Partner.objects.filter(reply_to__in=subject.addresses).exclude(reply_to="")


@transaction.atomic
def erase_members(members: QuerySet[DelegationMember]) -> int:
    """Who still had a place leaves it free."""
    for exchange_id in sorted(members.values_list("delegation__exchange", flat=True).distinct()):
        locked_exchange(exchange_id)
    keys = list(members.values_list("pk", flat=True))
    found = DelegationMember.objects.filter(pk__in=keys)
    left = Counter(found.active().values_list("delegation", flat=True))
    for delegation, count in left.items():
        Delegation.objects.filter(pk=delegation).update(seats_filled=F("seats_filled") - count)
    found.active().update(state=MemberState.WITHDRAWN, ended_at=timezone.now())
    return found.update(**UNKNOWN)


def erase_heads(delegations: QuerySet[Delegation]) -> int:
    found = list(delegations)
    for row in found:
        Delegation.objects.filter(pk=row.pk).update(head=None, head_email=f"erased-{row.pk}{ERASED}")
    return len(found)


def forget_answers(offers: QuerySet[SeatOffer]) -> int:
    return offers.update(answered_by=None)


def forget_proposers(decisions: QuerySet[Decision]) -> int:
    return decisions.update(proposed_by=None)


def forget_consenting(consents: QuerySet[PartnerConsent]) -> int:
    return consents.update(user=None, note="")


def forget_reply_to(partners: QuerySet[Partner]) -> int:
    return partners.update(reply_to="")
