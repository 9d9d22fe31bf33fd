"""Releases and members for tests, each made as the pages make them."""

from typing import Any

from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Decision, Delegation, DelegationMember, Partner
from qiao.rooms.programme.domain.release import Candidate, propose_release
from qiao.rooms.programme.domain.release_letters import readers_of, tell_of_release
from qiao.rooms.programme.models import Release
from qiao.rooms.programme.releases.feasible import digest_of


def propose(partner: Partner, actor: User, **values: Any) -> Decision:
    """What stands now, having looked at every fault."""
    candidate = Candidate(partner.exchange)
    given = {"shown": candidate.digest, "known_faults": digest_of(candidate.faults)} | values
    return propose_release(partner, actor=actor, **given)


def release(partner: Partner, actor: User, **values: Any) -> Release:
    """With the mails that its job writes."""
    propose(partner, actor, **values)
    found = Release.objects.current(partner.exchange)
    assert found is not None
    tell_of_release(found, readers_of(found))
    return found


def seat(
    delegation: Delegation, name: str, *, account: bool = True, state: str = "confirmed"
) -> DelegationMember:
    """A member on the next seat, with an account of that name or with an address alone."""
    user = create_account(f"{name.lower()}@people.example", None, "en") if account else None
    return DelegationMember.objects.create(
        delegation=delegation,
        seat=delegation.members.count() + 1,
        name_en=name,
        email=f"{name.lower()}@people.example",
        user=user,
        state=state,
    )
