from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError

from qiao.kit.errors import NotPermitted
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain import claim as domain
from qiao.rooms.directory.errors import AlreadyAnswered, AlreadyAsked, AlreadyMember, ReasonNeeded
from qiao.rooms.directory.models import AffiliationClaim, Organisation, OrganisationDomain


@pytest.fixture
def asker(db: None) -> User:
    return create_account("wei@cs.columbia.edu", None, "zh-hans")


@pytest.fixture
def claim(asker: User, owner: User, columbia: Organisation) -> AffiliationClaim:
    OrganisationDomain.objects.create(organisation=columbia, suffix="columbia.edu")
    return domain.claim_affiliation(columbia, actor=asker, claimed_name="魏明", position_zh="就业顾问")


def test_a_domain_suggests_and_grants_nothing(asker: User, columbia: Organisation, make: Any) -> None:
    OrganisationDomain.objects.create(organisation=columbia, suffix="columbia.edu")
    OrganisationDomain.objects.create(organisation=make("Other"), suffix="bia.edu")

    assert list(domain.suggested_organisations(asker)) == [columbia]
    assert asker.memberships.count() == 0


def test_an_unconfirmed_address_suggests_nothing(asker: User, columbia: Organisation) -> None:
    OrganisationDomain.objects.create(organisation=columbia, suffix="columbia.edu")
    EmailAddress.objects.filter(user=asker).update(verified=False)

    assert list(domain.suggested_organisations(asker)) == []


def test_a_claim_tells_the_editors(claim: AffiliationClaim, owner: User) -> None:
    mail = OutboxMail.objects.get(template="directory.claim_made")

    assert (mail.recipient, claim.matched_domain, claim.state) == (owner.email, "columbia.edu", "open")
    assert "魏明" in mail.subject


def test_approval_makes_a_member_a_person_and_an_affiliation(claim: AffiliationClaim, owner: User) -> None:
    domain.approve_claim(claim, actor=owner)

    person = claim.user.person
    assert claim.user.memberships.get().role == "member"
    assert (str(person.name), person.visibility) == ("魏明", "members")
    assert person.affiliations.get().position_zh == "就业顾问"
    answer = OutboxMail.objects.get(template="directory.claim_answered")
    assert (answer.recipient, answer.language) == ("wei@cs.columbia.edu", "zh-hans")


def test_refusal_needs_a_reason_and_grants_nothing(claim: AffiliationClaim, owner: User) -> None:
    with pytest.raises(ReasonNeeded):
        domain.refuse_claim(claim, actor=owner, reason="  ")
    domain.refuse_claim(claim, actor=owner, reason="We do not know you.")

    claim.refresh_from_db()
    assert (claim.state, claim.decided_by) == ("refused", owner)
    assert claim.user.memberships.count() == 0
    assert "We do not know you." in OutboxMail.objects.get(template="directory.claim_answered").text


def test_an_answered_claim_is_not_answered_again(claim: AffiliationClaim, owner: User) -> None:
    stale = AffiliationClaim.objects.get(pk=claim.pk)
    domain.refuse_claim(claim, actor=owner, reason="No.")

    with pytest.raises(AlreadyAnswered):
        domain.approve_claim(stale, actor=owner)

    assert claim.user.memberships.count() == 0


@pytest.mark.parametrize("who", ["asker", "member", "stranger"])
def test_others_do_not_decide(request: pytest.FixtureRequest, claim: AffiliationClaim, who: str) -> None:
    actor = request.getfixturevalue(who)

    with pytest.raises(NotPermitted):
        domain.approve_claim(claim, actor=actor)
    with pytest.raises(NotPermitted):
        domain.refuse_claim(claim, actor=actor, reason="x")


@pytest.mark.parametrize("who", ["manager", "operator"])
def test_managers_and_operators_decide_too(
    request: pytest.FixtureRequest, claim: AffiliationClaim, who: str
) -> None:
    domain.approve_claim(claim, actor=request.getfixturevalue(who))

    assert claim.user.memberships.count() == 1


def test_one_open_claim_a_person(claim: AffiliationClaim, asker: User, columbia: Organisation) -> None:
    with pytest.raises(AlreadyAsked):
        domain.claim_affiliation(columbia, actor=asker, claimed_name="魏明")
    with pytest.raises(IntegrityError):
        AffiliationClaim.objects.create(user=asker, organisation=columbia, claimed_name="x")


def test_after_withdrawing_one_may_ask_again(
    claim: AffiliationClaim, asker: User, stranger: User, columbia: Organisation
) -> None:
    with pytest.raises(NotPermitted):
        domain.withdraw_claim(claim, actor=stranger)
    domain.withdraw_claim(claim, actor=asker)

    assert domain.claim_affiliation(columbia, actor=asker, claimed_name="魏明").state == "open"


def test_members_do_not_ask(member: User, columbia: Organisation) -> None:
    with pytest.raises(AlreadyMember):
        domain.claim_affiliation(columbia, actor=member, claimed_name="Mia")


def test_a_draft_cannot_be_claimed(stranger: User, make: Any) -> None:
    with pytest.raises(NotPermitted):
        domain.claim_affiliation(make("Hidden", state="draft"), actor=stranger, claimed_name="Sam")
