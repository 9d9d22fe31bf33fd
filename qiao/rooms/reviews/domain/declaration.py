"""What a reviewer says before the first look: no conflict of interest, or which."""

from django.db import transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.reviews.domain import calls
from qiao.rooms.reviews.domain.assignment import is_assessed
from qiao.rooms.reviews.enums import ConflictVerdict
from qiao.rooms.reviews.errors import AlreadyAssessed, ConflictReasonMissing
from qiao.rooms.reviews.models import Assignment, ConflictDeclaration


@transaction.atomic
def declare_interest(
    assignment: Assignment, *, actor: User, verdict: ConflictVerdict, reason: str = ""
) -> ConflictDeclaration:
    """A conflict takes the assignment away, also where it is noticed only while reading."""
    require(actor, "reviews.declare_interest", assignment)
    assignment = Assignment.objects.select_for_update(of=("self",)).select_related(
        "application", "reviewer"
    ).get(pk=assignment.pk)  # fmt: skip
    is_conflict = verdict == ConflictVerdict.CONFLICT
    if is_conflict and not reason.strip():
        raise ConflictReasonMissing
    if is_conflict and is_assessed(assignment):
        raise AlreadyAssessed
    declaration = _declared(assignment, verdict, reason if is_conflict else "")
    record(actor, f"reviews.declaration.{verdict.value}", assignment.application)
    if is_conflict:
        _suspend(assignment)
        _leave_interview(assignment)
    return declaration


def _suspend(assignment: Assignment) -> None:
    assignment.suspended_at = timezone.now()
    assignment.full_clean()
    assignment.save()


def _leave_interview(assignment: Assignment) -> None:
    """Whoever has a conflict does not interview either."""
    booked = calls.interviews().select_for_update(of=("self",)).filter(
        application=assignment.application_id,
        slot__starts_at__gt=timezone.now(),
        slot__seats__reviewer=assignment.reviewer_id,
    )  # fmt: skip
    for interview in booked:
        if interview.slot is not None:
            calls.left_by(interview, interview.slot, assignment.reviewer)


def _declared(assignment: Assignment, verdict: ConflictVerdict, reason: str) -> ConflictDeclaration:
    """What was said before stays readable as such."""
    of_the_pair = {"application": assignment.application, "reviewer": assignment.reviewer}
    ConflictDeclaration.objects.standing().filter(**of_the_pair).update(ended_at=timezone.now())
    declaration = ConflictDeclaration(**of_the_pair, verdict=verdict, reason=reason)
    declaration.full_clean()
    declaration.save(force_insert=True)
    return declaration
