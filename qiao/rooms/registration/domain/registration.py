"""The row that all parts of a registration hang on, made when it is first needed."""

from uuid import UUID

from qiao.rooms.exchanges.domain.deadline import require_before
from qiao.rooms.exchanges.domain.locking import locked_delegation, require_open, require_state
from qiao.rooms.exchanges.enums import SEATED, SWAPPING, DeadlineKind, DelegationState
from qiao.rooms.exchanges.errors import WrongState
from qiao.rooms.exchanges.models import Delegation, DelegationMember
from qiao.rooms.registration.models import Registration


def registration_of(delegation: Delegation, member: DelegationMember | None = None) -> Registration:
    """As stored, or a blank one that was not stored yet: reading writes nothing."""
    found = Registration.objects.filter(delegation=delegation, member=member).first()
    registration = found or Registration(delegation=delegation, member=member)
    registration.delegation, registration.member = delegation, member
    return registration


def locked(registration: Registration) -> Registration:
    """Stored, as it is now. The delegation's row is the lock."""
    delegation = locked_delegation(registration.delegation)
    member = registration.member and DelegationMember.objects.get(pk=registration.member.pk)
    if member is not None:
        member.delegation = delegation
    row, _made = Registration.objects.get_or_create(delegation=delegation, member=member)
    row.delegation, row.member = delegation, member
    return row


def require_answerable(registration: Registration) -> None:
    """Answers rest while the organisers judge them; the deadline ends with the approval."""
    delegation = registration.delegation
    require_open(delegation.exchange)
    require_state(delegation, *SWAPPING)
    if delegation.state != DelegationState.APPROVED:
        require_before(delegation.exchange, DeadlineKind.REGISTRATION)
    _require_there(registration)


def require_seated(registration: Registration) -> None:
    """Needs, travel and nights change to the last day."""
    require_open(registration.delegation.exchange)
    require_state(registration.delegation, *SEATED)
    _require_there(registration)


def is_answerable(delegation: Delegation) -> bool:
    return delegation.state in SWAPPING


def _require_there(registration: Registration) -> None:
    member = registration.member
    if member is not None and not member.status.is_active:
        raise WrongState(state=member.status.label)


def registrations_of(delegation: Delegation) -> dict[UUID | None, Registration]:
    """By the member, None for the delegation's own; blank ones for who has told nothing yet."""
    stored = {row.member_id: row for row in delegation.registrations.select_related("member")}
    members = [None, *delegation.members.active().order_by("seat")]
    found: dict[UUID | None, Registration] = {}
    for member in members:
        key = member.pk if member else None
        row = stored.get(key) or Registration(delegation=delegation, member=member)
        row.delegation, row.member = delegation, member
        found[key] = row
    return found
