"""Hosts ask, career offices decide: of hosts, and of single postings. An office may decide unasked."""

from collections.abc import Collection, Iterable
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.offices.domain import mails
from qiao.rooms.offices.domain.step import note_step, required, step
from qiao.rooms.offices.enums import DECISIONS, WITH_REASON, ApprovalState
from qiao.rooms.offices.errors import NotAnOffice, NothingChosen, NotPublished, WrongState
from qiao.rooms.offices.models import HostApproval, PostingApproval
from qiao.rooms.offices.rules import is_an_office
from qiao.rooms.opportunities.models import Opportunity

Approved = HostApproval | PostingApproval
WAITING_OR_APPROVED = (ApprovalState.ASKED, ApprovalState.APPROVED)


@transaction.atomic
def ask_approvals(
    opportunity: Opportunity, *, actor: User, universities: Iterable[Organisation], message: str = ""
) -> int:
    """Of the posting and, where it is needed, of its host. How many offices were asked anew."""
    require(actor, "offices.ask_approval", opportunity.host)
    if not opportunity.is_public:
        raise NotPublished
    asked = [_ask_office(opportunity, office, actor, message) for office in _offices(universities)]
    return sum(asked)


@transaction.atomic
def decide_host(
    university: Organisation, host: Organisation, *, actor: User, state: ApprovalState, reason: str = ""
) -> HostApproval:
    require(actor, "offices.decide_approval", university)
    found: HostApproval = _decide(HostApproval(university=university, host=host), actor, state, reason)
    return found


@transaction.atomic
def decide_posting(
    university: Organisation,
    opportunity: Opportunity,
    *,
    actor: User,
    state: ApprovalState,
    reason: str = "",
    with_host: bool = False,
) -> PostingApproval:
    """`with_host` approves the host too, where it is not approved yet."""
    require(actor, "offices.decide_approval", university)
    if not opportunity.is_public and state == ApprovalState.APPROVED:
        raise NotPublished
    found: PostingApproval = _decide(
        PostingApproval(university=university, opportunity=opportunity), actor, state, reason
    )
    if with_host and state == ApprovalState.APPROVED and opportunity.host_id != university.pk:
        with suppress(WrongState):
            _decide(HostApproval(university=university, host=opportunity.host), actor, state, "")
    return found


@transaction.atomic
def decide_many(
    university: Organisation,
    model: type[HostApproval] | type[PostingApproval],
    *,
    actor: User,
    ids: Collection[UUID],
    state: ApprovalState,
    reason: str = "",
) -> int:
    """Those that were decided in the meantime are left as they are."""
    require(actor, "offices.decide_approval", university)
    if not ids:
        raise NothingChosen
    reason = _reason(state, reason)
    done = 0
    for pk in (
        model.objects.filter(university=university, pk__in=ids).order_by("pk").values_list("pk", flat=True)
    ):
        with suppress(WrongState):
            _change(_locked(model, pk=pk), actor, state, reason)
            done += 1
    return done


def approvals(model: type[Any]) -> Any:
    """With what rules, mails and pages read."""
    over = {HostApproval: ("university", "host"), PostingApproval: ("university", "opportunity__host")}
    return model.objects.select_related(*over[model])


def _offices(universities: Iterable[Organisation]) -> list[Organisation]:
    offices = list(universities)
    if not offices:
        raise NothingChosen
    if not all(is_an_office(None, office) for office in offices):
        raise NotAnOffice
    return offices


def _ask_office(opportunity: Opportunity, university: Organisation, actor: User, message: str) -> bool:
    host = opportunity.host
    if host.pk != university.pk:
        _ask(HostApproval(university=university, host=host), actor, message)
    is_new = _ask(PostingApproval(university=university, opportunity=opportunity), actor, message)
    if is_new:
        mails.tell_office(university, opportunity)
    return is_new


def _ask(wanted: Approved, actor: User, message: str) -> bool:
    known = _known(wanted)
    now = timezone.now()
    if known is None:
        wanted.state, wanted.message, wanted.asked_at = ApprovalState.ASKED, message, now
        _store(wanted)
        note_step(wanted, None, actor=actor)
        return True
    if known.status in WAITING_OR_APPROVED:
        return False
    step(known, ApprovalState.ASKED, actor=actor, message=message, asked_at=now)
    return True


def _decide(wanted: Any, actor: User, state: ApprovalState, reason: str) -> Any:
    reason = _reason(state, reason)
    if known := _known(wanted):
        return _change(known, actor, state, reason)
    if state not in (ApprovalState.APPROVED, ApprovalState.REFUSED):
        raise WrongState(state=state.label)
    wanted.state, wanted.decided_at = state, timezone.now()
    _store(wanted)
    note_step(wanted, None, actor=actor, reason=reason)
    mails.tell_host(wanted)
    return wanted


def _change(approval: Any, actor: User, state: ApprovalState, reason: str) -> Any:
    if state not in DECISIONS:
        raise WrongState(state=approval.status.label)
    step(approval, state, actor=actor, reason=reason, decided_at=timezone.now())
    mails.tell_host(approval)
    return approval


def _known(wanted: Approved) -> Any:
    what = {"host": wanted.host} if isinstance(wanted, HostApproval) else {"opportunity": wanted.opportunity}
    found = approvals(type(wanted)).filter(university=wanted.university, **what)
    return found.select_for_update(of=("self",)).first()


def _locked(model: type[Any], **which: Any) -> Any:
    return approvals(model).select_for_update(of=("self",)).get(**which)


def _store(wanted: Approved) -> None:
    """Whoever comes second to an unasked decision finds it made."""
    wanted.full_clean(validate_constraints=False)
    try:
        with transaction.atomic():
            wanted.save(force_insert=True)
    except IntegrityError:
        raise WrongState(state=wanted.status.label) from None


def _reason(state: ApprovalState, reason: str) -> str:
    return required(reason) if state in WITH_REASON else reason.strip()
