"""What the pages of this room show, gathered."""

from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, Count, Q, QuerySet, When

from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.entries import entries_of
from qiao.rooms.offices.domain.approval import approvals
from qiao.rooms.offices.domain.student import rows
from qiao.rooms.offices.enums import DENIED, STANDING, ApprovalState, RegistrationState
from qiao.rooms.offices.gate import offices
from qiao.rooms.offices.models import HostApproval, PostingApproval, Recommendation, StudentRegistration
from qiao.rooms.offices.purpose_names import SEEN
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.privacy.domain.consent import has_consent
from qiao.rooms.privacy.models import Purpose, PurposeText

MOST_RECOMMENDED = 50
MOST_DENIALS = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """What an office has before it."""

    hosts: int
    postings: int
    claims: int
    students: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What one office says of a posting and of its host; None where nobody has asked."""

    host: HostApproval | None
    posting: PostingApproval | None
    recommendation: Recommendation | None


def run_by(actor: Any) -> QuerySet[Organisation]:
    return offices().filter(pk__in=entries_of(actor))


def waiting_at(office: Organisation) -> Waiting:
    students = StudentRegistration.objects.standing().filter(university=office)
    counted = students.aggregate(
        claims=Count("pk", filter=Q(state=RegistrationState.CLAIMED)),
        students=Count("pk", filter=Q(state=RegistrationState.CONFIRMED)),
    )
    asked = {"university": office, "state": ApprovalState.ASKED}
    hosts = HostApproval.objects.filter(**asked).count()
    return Waiting(hosts, PostingApproval.objects.filter(**asked).count(), **counted)


def standing_of(office: Organisation, opportunity: Opportunity) -> Standing:
    here = {"university": office}
    return Standing(
        approvals(HostApproval).filter(host=opportunity.host_id, **here).first(),
        approvals(PostingApproval).filter(opportunity=opportunity, **here).first(),
        Recommendation.objects.filter(opportunity=opportunity, **here).select_related("university").first(),
    )


def own_registrations(actor: Any) -> list[StudentRegistration]:
    """The newest first, each saying whether it stands or was left behind by its consent."""
    agreed, is_open = StudentRegistration.objects.agreed(), Q(state__in=STANDING)
    found = (
        rows()
        .of_student(actor)
        .annotate(
            stands=Case(When(agreed & is_open, then=True), default=False, output_field=BooleanField()),
            has_lapsed=Case(When(~agreed & is_open, then=True), default=False, output_field=BooleanField()),
        )
    )
    return list(found.prefetch_related("steps").order_by("-id"))


def recommended_to(actor: Any) -> list[Recommendation]:
    """By the offices that confirmed this student."""
    own = StudentRegistration.objects.confirmed().filter(profile__user=actor).values("university")
    found = Recommendation.objects.current().filter(university__in=own)
    return list(found.select_related("university", "opportunity__host").order_by("-id")[:MOST_RECOMMENDED])


def consent_asked(actor: Any) -> tuple[PurposeText | None, bool]:
    """The words of the consent, and whether this reader is to agree to them now."""
    words = Purpose.objects.prefetch_related("texts").get(code=SEEN).text()
    return words, not has_consent(actor, SEEN)


def denials_of(opportunity: Opportunity) -> list[PostingApproval]:
    """What was refused or revoked, with the steps: the host reads the reasons."""
    denied = approvals(PostingApproval).filter(opportunity=opportunity, state__in=DENIED)
    return list(denied.prefetch_related("steps").order_by("-decided_at")[:MOST_DENIALS])
