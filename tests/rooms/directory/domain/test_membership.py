import re
from typing import Any

import pytest

from qiao.kit.activity.timeline import activity_of
from qiao.kit.errors import NotPermitted
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.accounts.domain.invitation import accept_invitation
from qiao.rooms.accounts.errors import InvitationUnusable
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain import membership as domain
from qiao.rooms.directory.enums import MembershipRole
from qiao.rooms.directory.errors import AlreadyMember, LastOwner
from qiao.rooms.directory.models import Membership, Organisation

OWNER, MANAGER, MEMBER = MembershipRole.OWNER, MembershipRole.MANAGER, MembershipRole.MEMBER


def membership_of(user: User) -> Membership:
    return user.memberships.get()


def test_an_invited_person_becomes_a_member_once(
    owner: User, columbia: Organisation, invited_token: Any
) -> None:
    domain.invite_member(columbia, actor=owner, email="New@Columbia.edu", role=MANAGER)
    guest = create_account("new@columbia.edu", None, "en")
    token = invited_token("new@columbia.edu")

    accept_invitation(guest, token)

    assert membership_of(guest).role == MANAGER
    assert activity_of(columbia).filter(action="directory.membership.joined").get().actor == guest
    with pytest.raises(InvitationUnusable):
        accept_invitation(guest, token)


def test_the_mail_says_what_it_is_about(owner: User, columbia: Organisation) -> None:
    domain.invite_member(columbia, actor=owner, email="new@columbia.edu", role=OWNER, language="zh-hans")

    mail = OutboxMail.objects.get(recipient="new@columbia.edu")
    assert "哥伦比亚大学" in mail.subject + mail.text


def test_a_member_is_not_invited_again(owner: User, member: User, columbia: Organisation) -> None:
    with pytest.raises(AlreadyMember):
        domain.invite_member(columbia, actor=owner, email="MIA@columbia.edu", role=OWNER)


def test_a_manager_invites_members_only(manager: User, columbia: Organisation) -> None:
    domain.invite_member(columbia, actor=manager, email="a@columbia.edu", role=MEMBER)

    for role in (OWNER, MANAGER):
        with pytest.raises(NotPermitted):
            domain.invite_member(columbia, actor=manager, email="b@columbia.edu", role=role)


@pytest.mark.parametrize("who", ["member", "stranger"])
def test_others_invite_nobody(request: pytest.FixtureRequest, columbia: Organisation, who: str) -> None:
    with pytest.raises(NotPermitted):
        domain.invite_member(
            columbia, actor=request.getfixturevalue(who), email="a@columbia.edu", role=MEMBER
        )


def test_the_last_owner_stays(owner: User, operator: User) -> None:
    own = membership_of(owner)

    with pytest.raises(LastOwner):
        domain.leave(own, actor=owner)
    with pytest.raises(LastOwner):
        domain.change_role(own, actor=owner, role=MEMBER)
    with pytest.raises(LastOwner):
        domain.remove_member(own, actor=operator)

    assert membership_of(owner).role == OWNER


def test_with_a_second_owner_the_first_may_leave(owner: User, manager: User) -> None:
    domain.change_role(membership_of(manager), actor=owner, role=OWNER)

    domain.leave(membership_of(owner), actor=owner)

    assert owner.memberships.count() == 0


def test_ownership_is_handed_over(owner: User, member: User, columbia: Organisation) -> None:
    domain.transfer_ownership(membership_of(member), actor=owner)

    roles = dict(columbia.memberships.values_list("user__email", "role"))
    assert roles == {"olga@columbia.edu": "manager", "mia@columbia.edu": "owner"}


def test_a_role_change_works_at_once(owner: User, member: User, columbia: Organisation) -> None:
    domain.change_role(membership_of(member), actor=owner, role=MANAGER)
    domain.invite_member(columbia, actor=member, email="a@columbia.edu", role=MEMBER)

    domain.change_role(membership_of(member), actor=owner, role=MEMBER)

    with pytest.raises(NotPermitted):
        domain.invite_member(columbia, actor=member, email="b@columbia.edu", role=MEMBER)


@pytest.mark.parametrize("who", ["manager", "stranger"])
def test_only_owners_decide_about_members(request: pytest.FixtureRequest, member: User, who: str) -> None:
    actor = request.getfixturevalue(who)

    with pytest.raises(NotPermitted):
        domain.change_role(membership_of(member), actor=actor, role=MANAGER)
    with pytest.raises(NotPermitted):
        domain.remove_member(membership_of(member), actor=actor)
    with pytest.raises(NotPermitted):
        domain.leave(membership_of(member), actor=actor)


def test_an_owner_elsewhere_has_no_say_here(member: User, stranger: User, make: Any) -> None:
    other = make("Duke University")
    Membership.objects.create(organisation=other, user=stranger, role=OWNER)

    with pytest.raises(NotPermitted):
        domain.remove_member(membership_of(member), actor=stranger)


@pytest.fixture
def invited_token() -> Any:
    def found(address: str) -> str:
        mail = OutboxMail.objects.filter(recipient=address).latest("created_at")
        match = re.search(r"/invitations?/([\w-]{20,})", mail.text)
        assert match, mail.text
        return match.group(1)

    return found
