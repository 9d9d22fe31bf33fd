"""A participant says that a milestone is reached and shows by what; the host confirms."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.files.prepared import PreparedFile
from qiao.kit.files.store import remove, store_document
from qiao.rooms.accounts.models import User
from qiao.rooms.training.domain.step import locked, require_state
from qiao.rooms.training.enums import EnrolmentState
from qiao.rooms.training.errors import EvidenceMissing, MilestoneConfirmed, MilestoneNotReported
from qiao.rooms.training.models import Milestone

ACCESS = "training.evidence"


@transaction.atomic
def report_milestone(
    milestone: Milestone, *, actor: User, note: str = "", evidence: PreparedFile | None = None
) -> Milestone:
    """Again as often as wanted until it is confirmed; a new file takes the place of the old one."""
    require(actor, "training.report_milestone", milestone)
    milestone = _locked(milestone)
    if milestone.confirmed_at:
        raise MilestoneConfirmed
    if not note.strip() and evidence is None and milestone.evidence is None:
        raise EvidenceMissing
    milestone.note, milestone.done_at = note, timezone.now()
    if evidence is not None:
        _replace_evidence(milestone, evidence, actor)
    milestone.full_clean()
    milestone.save()
    record(actor, "training.milestone.reported", milestone.enrolment)
    return milestone


@transaction.atomic
def confirm_milestone(milestone: Milestone, *, actor: User) -> Milestone:
    """Once: who confirms again finds it confirmed."""
    require(actor, "training.confirm_milestone", milestone)
    milestone = _locked(milestone)
    if milestone.confirmed_at:
        return milestone
    if milestone.done_at is None:
        raise MilestoneNotReported
    milestone.confirmed_at = timezone.now()
    milestone.full_clean()
    milestone.save(update_fields=["confirmed_at", "updated_at"])
    record(actor, "training.milestone.confirmed", milestone.enrolment)
    return milestone


def _replace_evidence(milestone: Milestone, evidence: PreparedFile, actor: Any) -> None:
    old = milestone.evidence
    milestone.evidence = store_document(evidence, owner=actor, access=ACCESS, subject=milestone)
    if old is not None:
        remove(old)


def _locked(milestone: Milestone) -> Milestone:
    enrolment = locked(milestone.enrolment)
    require_state(enrolment, EnrolmentState.ENROLLED)
    found = Milestone.objects.select_for_update(of=("self",)).select_related("evidence").get(pk=milestone.pk)
    found.enrolment = enrolment
    return found
