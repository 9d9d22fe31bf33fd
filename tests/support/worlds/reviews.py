"""A workstation of the owner's host with a panel: the manager reads the member's application, which is ranked
and has its interview."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.step import rows
from qiao.rooms.opportunities.models import Intake, Opportunity
from qiao.rooms.reviews.domain.assessment import draft_assessment
from qiao.rooms.reviews.domain.assignment import assign_application
from qiao.rooms.reviews.domain.declaration import declare_interest
from qiao.rooms.reviews.domain.interview import book_slot, invite_to_interview
from qiao.rooms.reviews.domain.note import write_note
from qiao.rooms.reviews.domain.ranking import set_tiers
from qiao.rooms.reviews.domain.rubric import criteria_of
from qiao.rooms.reviews.domain.slot import add_slots
from qiao.rooms.reviews.domain.withdrawal import withdraw_conflict
from qiao.rooms.reviews.enums import ConflictVerdict
from qiao.rooms.reviews.models import Assignment, ConflictDeclaration, InterviewSlot, Reviewer
from tests.rooms.applications.factory import make_application
from tests.rooms.opportunities.factory import make_host, make_opportunity

if TYPE_CHECKING:
    from tests.support.world import World


def fill(world: "World") -> dict[str, str]:
    owner, manager, member = (world.users[role] for role in ("owner", "manager", "member"))
    opportunity = make_opportunity(
        make_host(owner, name_en="Workstation with a panel"), owner, kind="postdoc"
    )
    intake = opportunity.intakes.get()
    application = rows().get(pk=make_application(member, intake).pk)
    reviewer = Reviewer.objects.create(opportunity=opportunity, user=manager)
    assignment = _read(assign_application(application, actor=owner, reviewer=reviewer), manager)
    note = write_note(application, actor=manager, body="Worth a talk.")
    interview = invite_to_interview(application, actor=owner)
    conflict = _barred(intake, owner, reviewer, manager, "barred")
    withdraw_conflict(conflict, actor=manager, reason="Somebody of the same name.")
    other = _barred(intake, owner, reviewer, manager, "mistaken")
    free, taken = _slots(opportunity, owner, reviewer)
    book_slot(interview, actor=member, slot=taken)
    set_tiers(intake, actor=owner, tiers=[[application.pk]], version=0)
    world.rows["panel"] = opportunity
    return _texts(
        {
            "reviews/opportunities/pk": opportunity.pk,
            "reviews/reviewers/pk": reviewer.pk,
            "reviews/criteria/pk": criteria_of(opportunity)[0].pk,
            "reviews/applications/pk": application.pk,
            "reviews/assignments/pk": assignment.pk,
            "reviews/notes/pk": note.pk,
            "reviews/intakes/pk": intake.pk,
            "reviews/slots/pk": free.pk,
            "reviews/interviews/pk": interview.pk,
            "reviews/assignments/assignment_id": assignment.pk,
            "reviews/intakes/intake_id": intake.pk,
            "reviews/declarations/pk": conflict.pk,
            "reviews/withdrawals/pk": conflict.withdrawals.get().pk,
            "reviews/declarations/declaration_id": other.pk,
            "reviews/withdrawals/withdrawal_id": conflict.withdrawals.get().pk,
            "reviews/opportunities/opportunity_id": opportunity.pk,
        }
    )


def _read(assignment: Assignment, reader: User) -> Assignment:
    """Begun without points: the criteria may still be changed."""
    declare_interest(assignment, actor=reader, verdict=ConflictVerdict.NONE)
    draft_assessment(assignment, actor=reader, points={}, comment="Sound so far.")
    return assignment


def _barred(intake: Intake, owner: User, reviewer: Reviewer, reader: User, name: str) -> ConflictDeclaration:
    """From another applicant, by mistake."""
    applicant = make_application(create_account(f"{name}@world.example", None, "en"), intake)
    given = assign_application(rows().get(pk=applicant.pk), actor=owner, reviewer=reviewer)
    verdict = ConflictVerdict.CONFLICT
    return declare_interest(given, actor=reader, verdict=verdict, reason="My student.")


def _slots(opportunity: Opportunity, owner: User, reviewer: Reviewer) -> list[InterviewSlot]:
    values: dict[str, Any] = {"minutes": 30, "place": "Room 5", "interviewers": [reviewer]}
    later = timezone.now() + dt.timedelta(days=9)
    return add_slots(opportunity, actor=owner, starts_at=later, count=2, **values)


def _texts(values: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}
