"""A conflict of interest that was declared by mistake: its reviewer asks to have it lifted, and somebody else
who runs the panel decides. Until then it stands."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.reviews.domain import mails
from qiao.rooms.reviews.domain.assignment import require_reviewable
from qiao.rooms.reviews.enums import WithdrawalState
from qiao.rooms.reviews.errors import ConflictOver, RefusalReasonMissing, WithdrawalDecided, WithdrawalOpen
from qiao.rooms.reviews.models import Assignment, ConflictDeclaration, ConflictWithdrawal


@transaction.atomic
def withdraw_conflict(declaration: ConflictDeclaration, *, actor: User, reason: str) -> ConflictWithdrawal:
    require(actor, "reviews.withdraw_conflict", declaration)
    declaration = _locked(declaration)
    if not declaration.bars:
        raise ConflictOver
    require_reviewable(declaration.application)
    withdrawal = ConflictWithdrawal(declaration=declaration, reason=reason)
    withdrawal.full_clean(validate_constraints=False)
    try:
        with transaction.atomic():
            withdrawal.save(force_insert=True)
    except IntegrityError:
        raise WithdrawalOpen from None
    record(actor, "reviews.withdrawal.asked", declaration.application)
    mails.tell_asked_to_lift(withdrawal)
    return withdrawal


@transaction.atomic
def decide_on_withdrawal(
    withdrawal: ConflictWithdrawal, *, actor: User, is_lifted: bool, answer: str = ""
) -> ConflictWithdrawal:
    """Lifted, what the reviewer had is there again, behind a new declaration."""
    require(actor, "reviews.decide_on_withdrawal", withdrawal)
    declaration = _locked(withdrawal.declaration)
    withdrawal = ConflictWithdrawal.objects.select_for_update().get(pk=withdrawal.pk)
    withdrawal.declaration = declaration
    if not withdrawal.is_open:
        raise WithdrawalDecided
    if not is_lifted and not answer.strip():
        raise RefusalReasonMissing
    _keep(withdrawal, actor, WithdrawalState.LIFTED if is_lifted else WithdrawalState.REFUSED, answer)
    if is_lifted:
        _lift(declaration)
    mails.tell_decided(withdrawal)
    return withdrawal


def _keep(withdrawal: ConflictWithdrawal, actor: User, state: WithdrawalState, answer: str) -> None:
    withdrawal.state, withdrawal.answer = state, answer
    withdrawal.decided_by, withdrawal.decided_at = actor, timezone.now()
    withdrawal.full_clean()
    withdrawal.save()
    record(actor, f"reviews.withdrawal.{state.value}", withdrawal.declaration.application)


def _lift(declaration: ConflictDeclaration) -> None:
    declaration.ended_at = timezone.now()
    declaration.full_clean()
    declaration.save()
    of_the_pair = {"application": declaration.application, "reviewer": declaration.reviewer}
    Assignment.everything.filter(**of_the_pair).update(suspended_at=None)


def _locked(declaration: ConflictDeclaration) -> ConflictDeclaration:
    rows = ConflictDeclaration.objects.select_for_update(of=("self",))
    return rows.select_related("reviewer__user", "application__opportunity__host").get(pk=declaration.pk)
