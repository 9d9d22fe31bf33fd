"""What reviewers declare, and mistaken conflicts that are to be lifted."""

import datetime as dt
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Field, Query, Router, Schema, Status

from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.kit.api.schemas import Input
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.reviews.api.shared import READ, WRITE
from qiao.rooms.reviews.domain.declaration import declare_interest
from qiao.rooms.reviews.domain.withdrawal import decide_on_withdrawal, withdraw_conflict
from qiao.rooms.reviews.enums import ConflictVerdict, WithdrawalState
from qiao.rooms.reviews.load import assignment_for, declaration_for, opportunity_for, withdrawal_for
from qiao.rooms.reviews.models import ConflictDeclaration, ConflictWithdrawal

router = Router()
DECLARE = "reviews.declare_interest"
DECLARATIONS = ConflictDeclaration.objects.prefetch_related("withdrawals")


class WithdrawalOut(Schema):
    id: UUID
    reason: str
    state: WithdrawalState
    answer: str
    created_at: dt.datetime
    decided_at: dt.datetime | None


class DeclarationOut(Schema):
    """`ended_at`: since when it does not hold any more, by a later one or because it was lifted."""

    id: UUID
    application_id: UUID
    reviewer_id: UUID
    verdict: ConflictVerdict
    reason: str
    created_at: dt.datetime
    ended_at: dt.datetime | None
    withdrawals: list[WithdrawalOut]


class ConflictReasonIn(Input):
    """The host reads it."""

    reason: str = Field(min_length=1, max_length=1000)


class WithdrawalDecisionIn(Input):
    """To refuse needs an answer, which the reviewer reads."""

    state: Literal["lifted", "refused"]
    answer: str = Field("", max_length=1000)


@router.get(
    "/declarations", response=Page[DeclarationOut], auth=READ, summary=gettext_noop("List your declarations")
)
def list_declarations(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """What you have declared as a reviewer, with what was asked and decided about mistaken conflicts."""
    own = DECLARATIONS.filter(reviewer__user=actor_of(request), reviewer__left_at=None)
    return page_of(own, ["-id"], query)


@router.get(
    "/opportunities/{uuid:opportunity_id}/declarations",
    response=Page[DeclarationOut],
    auth=READ,
    summary=gettext_noop("List the declarations of a panel"),
)
def list_declarations_of_panel(
    request: HttpRequest, opportunity_id: UUID, query: Query[PageQuery]
) -> dict[str, Any]:
    """For owners and managers of the host."""
    opportunity = opportunity_for(request, opportunity_id, "reviews.run_panel")
    return page_of(DECLARATIONS.filter(application__opportunity=opportunity), ["-id"], query)


@router.put(
    "/assignments/{uuid:assignment_id}/declaration",
    response=DeclarationOut,
    auth=WRITE,
    summary=gettext_noop("Declare that you have no conflict of interest"),
)
def put_declaration(request: HttpRequest, assignment_id: UUID) -> ConflictDeclaration:
    """Before the first look at the application."""
    assignment = assignment_for(request, assignment_id, DECLARE)
    return declare_interest(assignment, actor=actor_of(request), verdict=ConflictVerdict.NONE)


@router.post(
    "/assignments/{uuid:assignment_id}/conflict",
    response=DeclarationOut,
    auth=WRITE,
    summary=gettext_noop("Declare a conflict of interest"),
)
def declare_conflict(
    request: HttpRequest, assignment_id: UUID, given: ConflictReasonIn
) -> ConflictDeclaration:
    """The application goes to somebody else; possible until the assessment is submitted."""
    assignment, verdict = assignment_for(request, assignment_id, DECLARE), ConflictVerdict.CONFLICT
    return declare_interest(assignment, actor=actor_of(request), verdict=verdict, reason=given.reason)


@router.post(
    "/declarations/{uuid:declaration_id}/withdrawals",
    response={201: WithdrawalOut},
    auth=WRITE,
    summary=gettext_noop("Ask to have a mistaken conflict of interest lifted"),
)
def withdraw_declaration(
    request: HttpRequest, declaration_id: UUID, given: ConflictReasonIn
) -> Status[ConflictWithdrawal]:
    """Until the host decides, it stands."""
    declaration = declaration_for(request, declaration_id)
    return Status(201, withdraw_conflict(declaration, actor=actor_of(request), reason=given.reason))


@router.put(
    "/withdrawals/{uuid:withdrawal_id}/decision",
    response=WithdrawalOut,
    auth=WRITE,
    summary=gettext_noop("Decide whether a conflict of interest is lifted"),
)
def decide_withdrawal(
    request: HttpRequest, withdrawal_id: UUID, given: WithdrawalDecisionIn
) -> ConflictWithdrawal:
    """By somebody else who runs the panel. Lifted, the reviewer has the application again."""
    found, is_lifted = withdrawal_for(request, withdrawal_id), given.state == "lifted"
    return decide_on_withdrawal(found, actor=actor_of(request), is_lifted=is_lifted, answer=given.answer)
