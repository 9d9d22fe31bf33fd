"""From the invitation of a university to its answer, and how a delegation leaves again."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.domain.invitation import end_invitations, find_invitation, invite
from qiao.rooms.accounts.errors import InvitationUnusable
from qiao.rooms.accounts.models import Invitation, User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.domain import letters
from qiao.rooms.exchanges.domain.deadline import require_before
from qiao.rooms.exchanges.domain.ending import end
from qiao.rooms.exchanges.domain.locking import (
    locked_delegation,
    locked_partner,
    require_open,
    require_state,
)
from qiao.rooms.exchanges.domain.seats import capacity, take
from qiao.rooms.exchanges.domain.step import note_step, required, step
from qiao.rooms.exchanges.domain.waiting import fits_now, offer_seats
from qiao.rooms.exchanges.enums import NAMING, SEATED, UNANSWERED, DeadlineKind, DelegationState
from qiao.rooms.exchanges.errors import (
    AlreadyInvited,
    MoreThanThereAre,
    NoFreeSeat,
    NotEnoughSeats,
    WrongState,
)
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner
from qiao.rooms.exchanges.purpose_names import DELEGATION

MAY_CHANGE_HEAD = (*UNANSWERED, *SEATED, DelegationState.WAITING)


@transaction.atomic
def invite_delegation(
    partner: Partner,
    *,
    actor: User,
    organisation: Organisation,
    head_email: str,
    seats: int,
    language: str | None = None,
) -> Delegation:
    """The mail with the link goes out in the partner's name; nothing is held before the answer."""
    partner = locked_partner(partner)
    require(actor, "exchanges.invite_delegation", partner)
    require(actor, "directory.view_organisation", organisation)
    require_open(partner.exchange)
    require_capacity(partner, seats)
    delegation = Delegation(
        exchange=partner.exchange,
        organisation=organisation,
        partner=partner,
        head_email=head_email.strip().lower(),
        seats_asked=seats,
    )
    store_once(delegation)
    note_step(delegation, None, actor=actor)
    _invite_head(delegation, delegation.head_email, actor, language)
    return delegation


@transaction.atomic
def invite_head(
    delegation: Delegation, *, actor: User, head_email: str, language: str | None = None
) -> Delegation:
    """Again, or somebody else: the link sent before stops working."""
    require(actor, "exchanges.invite_head", delegation)
    delegation = locked_delegation(delegation)
    require_open(delegation.exchange)
    require_state(delegation, *MAY_CHANGE_HEAD)
    end_invitations(actor, purpose=DELEGATION, target_id=delegation.pk)
    if delegation.state in UNANSWERED:
        delegation.head_email = head_email.strip().lower()
        delegation.full_clean()
        delegation.save(update_fields=["head_email", "updated_at"])
    record(actor, "exchanges.delegation.head_invited", delegation, changes={"head_email": None})
    _invite_head(delegation, head_email, actor, language)
    return delegation


@transaction.atomic
def note_opened(delegation: Delegation, *, reader: User | None) -> Delegation:
    """The link was followed, for the first time; later ones and late ones change nothing."""
    delegation = locked_delegation(delegation)
    if delegation.state == DelegationState.INVITED:
        step(delegation, DelegationState.OPENED, actor=reader)
    return delegation


@transaction.atomic
def accept_delegation(delegation: Delegation, *, head: User) -> Delegation:
    """All the seats, or a place on the waiting list. The invitation, which the caller has used up, is the
    permission; of a delegation that was accepted already it makes another head."""
    delegation = locked_delegation(delegation)
    require_open(delegation.exchange)
    if delegation.state not in UNANSWERED:
        return _take_over(delegation, head)
    require_before(delegation.exchange, DeadlineKind.ANSWER)
    seats = delegation.seats_asked
    if fits_now(delegation.exchange, delegation.partner, seats):
        step(delegation, DelegationState.ACCEPTED, actor=head, head=head, seats_held=seats)
        take(delegation.exchange, delegation.partner, seats)
        return delegation
    step(delegation, DelegationState.WAITING, actor=head, head=head, waiting_since=timezone.now())
    letters.tell_head(delegation, "waiting", key=str(delegation.pk))
    return delegation


@transaction.atomic
def decline_invitation(token: str, *, reason: str, actor: User | None = None) -> Delegation:
    """By whoever holds the link: saying no asks for no account."""
    return decline(find_invitation(token), reason=reason, actor=actor)


@transaction.atomic
def decline(invitation: Invitation, *, reason: str, actor: User | None = None) -> Delegation:
    """The same, for a link that was opened before."""
    found = Delegation.objects.filter(pk=str(invitation.target_id)).first()
    if invitation.purpose != DELEGATION or found is None:
        raise InvitationUnusable
    delegation = locked_delegation(found)
    require_state(delegation, *UNANSWERED)
    end(delegation, DelegationState.DECLINED, actor=actor, reason=required(reason))
    return delegation


@transaction.atomic
def withdraw_delegation(delegation: Delegation, *, actor: User, reason: str) -> Delegation:
    """By its head; or by the partner that invited it or an owner, and then the head is told. What it held
    goes to those who wait."""
    require(actor, "exchanges.withdraw_delegation", delegation)
    reason = required(reason)
    delegation = locked_delegation(delegation)
    require_open(delegation.exchange)
    letters.tell_members(delegation, but=actor)
    end(delegation, DelegationState.WITHDRAWN, actor=actor, reason=reason)
    if actor.pk != delegation.head_id:
        letters.tell_head(delegation, "withdrawn", key=str(delegation.pk), reason=reason)
    offer_seats(delegation.exchange)
    return delegation


@transaction.atomic
def change_seats(delegation: Delegation, *, actor: User, seats: int) -> Delegation:
    """More only until the members are registered, and where they are free at once, for nobody waits for a
    part; who asks for more while waiting goes to the end of the line."""
    require(actor, "exchanges.fill_seats", delegation)
    delegation = locked_delegation(delegation)
    require_open(delegation.exchange)
    require_capacity(delegation.partner, seats, delegation.exchange)
    before = delegation.seats_asked
    if delegation.state == DelegationState.WAITING and not delegation.seats_held:
        _ask_while_waiting(delegation, seats)
    else:
        require_state(delegation, *NAMING)
        if seats > before:
            require_before(delegation.exchange, DeadlineKind.REGISTRATION)
        _hold(delegation, seats)
    record(actor, "exchanges.delegation.seats_changed", delegation, changes={"seats": [before, seats]})
    offer_seats(delegation.exchange)
    return delegation


def _hold(delegation: Delegation, seats: int) -> None:
    more = seats - delegation.seats_held
    if more > 0 and not fits_now(delegation.exchange, delegation.partner, more):
        raise NotEnoughSeats
    if seats < delegation.seats_filled:
        raise NoFreeSeat(seats=seats)
    _move_together(delegation, seats)
    delegation.seats_asked = delegation.seats_held = seats
    delegation.full_clean()
    delegation.save(update_fields=["seats_asked", "seats_held", "updated_at"])
    take(delegation.exchange, delegation.partner, more)


def _move_together(delegation: Delegation, seats: int) -> None:
    """Whoever sits beyond the seats that are kept gets a free one among them."""
    members = list(delegation.members.active())
    taken = {member.seat for member in members}
    free = (seat for seat in range(1, seats + 1) if seat not in taken)
    for member in members:
        if member.seat > seats:
            delegation.members.filter(pk=member.pk).update(seat=next(free))


def _ask_while_waiting(delegation: Delegation, seats: int) -> None:
    if seats > delegation.seats_asked:
        delegation.waiting_since = timezone.now()
    delegation.seats_asked = seats
    delegation.full_clean()
    delegation.save(update_fields=["seats_asked", "waiting_since", "updated_at"])


def _take_over(delegation: Delegation, head: User) -> Delegation:
    if delegation.status.is_over:
        raise WrongState(state=delegation.status.label)
    delegation.head, delegation.head_email = head, head.email
    delegation.full_clean()
    delegation.save(update_fields=["head", "head_email", "updated_at"])
    record(head, "exchanges.delegation.head_changed", delegation, changes={"head": None})
    return delegation


def require_capacity(partner: Partner, seats: int, exchange: Exchange | None = None) -> None:
    """Who asks for more than there could ever be would stop the waiting list for good."""
    most = capacity(exchange or partner.exchange, partner)
    if seats > most:
        raise MoreThanThereAre(seats=most)


def store_once(delegation: Delegation) -> None:
    standing = Delegation.objects.standing().filter(exchange=delegation.exchange)
    same = Organisation.objects.with_absorbed([delegation.organisation_id])
    if standing.filter(organisation__in=same).exists():
        raise AlreadyInvited
    delegation.full_clean()
    try:
        with transaction.atomic():
            delegation.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyInvited from error


def _invite_head(delegation: Delegation, email: str, actor: Any, language: str | None) -> None:
    invite(actor, email, purpose=DELEGATION, target_id=delegation.pk, language=language)
