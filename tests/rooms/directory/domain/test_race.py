"""Bursts, each with a positive control: the same verb without its guard must go wrong on PostgreSQL."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections, transaction

from qiao.kit.errors import QiaoError
from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.accounts.domain.operatorship import appoint
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.claim import approve_claim, claim_affiliation, refuse_claim
from qiao.rooms.directory.domain.drafts import NameDraft
from qiao.rooms.directory.domain.membership import leave
from qiao.rooms.directory.domain.merge import merge_organisations
from qiao.rooms.directory.domain.name import remove_name
from qiao.rooms.directory.domain.organisation import create_organisation
from qiao.rooms.directory.domain.publication import set_publication
from qiao.rooms.directory.enums import ClaimState, MembershipRole, Publication
from qiao.rooms.directory.errors import LastName, LastOwner
from qiao.rooms.directory.models import AffiliationClaim, Membership, Organisation, OrganisationName

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 6
OWNER = MembershipRole.OWNER


def at_once(*verbs: Callable[[], Any]) -> int:
    """Runs the verbs at the same moment; how many were carried out."""
    barrier = Barrier(len(verbs))

    def run(verb: Callable[[], Any]) -> int:
        connection.ensure_connection()
        barrier.wait()
        try:
            verb()
        except QiaoError:
            return 0
        finally:
            connections.close_all()
        return 1

    with ThreadPoolExecutor(len(verbs)) as pool:
        return sum(pool.map(run, verbs))


def needs_postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time: the race does not exist there")


def operator() -> User:
    user = create_account("opal@server.example")
    appoint(user, None)
    return user


def organisation(actor: User, name: str) -> Organisation:
    names = [NameDraft(value=name, language="en"), NameDraft(value=f"The {name}", language="zh")]
    made = create_organisation(actor=actor, names=names, values={"kind": "university", "country": "US"})
    return set_publication(made, actor=actor, state=Publication.PUBLISHED)


# Both owners leave


@transaction.atomic
def leave_without_lock(membership: Membership, *, actor: User) -> None:
    owners = Membership.objects.filter(organisation=membership.organisation_id, role=OWNER)
    if owners.count() == 1:
        raise LastOwner
    time.sleep(0.05)
    membership.delete()


def rounds_without_owner(verb: Callable[..., Any]) -> int:
    violations, opal = 0, operator()
    for number in range(ROUNDS):
        place = organisation(opal, f"University {number}")
        users = [create_account(f"{name}{number}@uni.example") for name in ("a", "b")]
        rows = [Membership.objects.create(organisation=place, user=user, role=OWNER) for user in users]
        at_once(*[lambda row=row: verb(row, actor=User.objects.get(pk=row.user_id)) for row in rows])
        violations += not place.memberships.filter(role=OWNER).exists()
    return violations


def test_one_owner_stays() -> None:
    assert rounds_without_owner(leave) == 0


@pytest.mark.postgres
def test_without_the_lock_no_owner_stays() -> None:
    needs_postgres()

    assert rounds_without_owner(leave_without_lock) >= ROUNDS / 2


# Both names are removed


@transaction.atomic
def remove_without_lock(name: OrganisationName, *, actor: User) -> None:
    if OrganisationName.objects.filter(organisation=name.organisation_id).count() == 1:
        raise LastName
    time.sleep(0.05)
    name.delete()


def rounds_without_name(verb: Callable[..., Any]) -> int:
    violations, opal = 0, operator()
    for number in range(ROUNDS):
        place = organisation(opal, f"University {number}")
        names = list(place.names.select_related("organisation"))
        at_once(*[lambda name=name: verb(name, actor=User.objects.get(pk=opal.pk)) for name in names])
        violations += not OrganisationName.objects.filter(organisation=place).exists()
    return violations


def test_one_name_stays() -> None:
    assert rounds_without_name(remove_name) == 0


@pytest.mark.postgres
def test_without_the_lock_no_name_stays() -> None:
    needs_postgres()

    assert rounds_without_name(remove_without_lock) >= ROUNDS / 2


# A claim is approved and refused


@transaction.atomic
def approve_without_guard(claim: AffiliationClaim, *, actor: User) -> None:
    _check_and_set(claim, ClaimState.APPROVED)
    Membership.objects.create(organisation_id=claim.organisation_id, user_id=claim.user_id, role="member")


@transaction.atomic
def refuse_without_guard(claim: AffiliationClaim, *, actor: User, reason: str) -> None:
    claim.reason = reason
    _check_and_set(claim, ClaimState.REFUSED)


def _check_and_set(claim: AffiliationClaim, state: ClaimState) -> None:
    if AffiliationClaim.objects.get(pk=claim.pk).state != ClaimState.OPEN:
        raise LastOwner
    time.sleep(0.05)
    claim.state = state
    claim.save()


def rounds_with_two_answers(approve: Callable[..., Any], refuse: Callable[..., Any]) -> int:
    violations, opal = 0, operator()
    for number in range(ROUNDS):
        place = organisation(opal, f"University {number}")
        asker = create_account(f"asker{number}@uni.example")
        claim = claim_affiliation(place, actor=asker, claimed_name="Wei Ming")
        answers = at_once(
            partial(approve, AffiliationClaim.objects.get(pk=claim.pk), actor=User.objects.get(pk=opal.pk)),
            partial(
                refuse,
                AffiliationClaim.objects.get(pk=claim.pk),
                actor=User.objects.get(pk=opal.pk),
                reason="No.",
            ),
        )
        violations += answers != 1
    return violations


def test_a_claim_is_answered_once() -> None:
    assert rounds_with_two_answers(approve_claim, refuse_claim) == 0


@pytest.mark.postgres
def test_a_claim_without_the_guard_is_answered_twice() -> None:
    needs_postgres()

    assert rounds_with_two_answers(approve_without_guard, refuse_without_guard) >= ROUNDS / 2


# Two entries are merged into each other


def test_of_two_opposite_merges_one_is_carried_out() -> None:
    opal = operator()
    for number in range(ROUNDS):
        first, second = (organisation(opal, f"{name} {number}") for name in ("Duke", "Durham"))
        pairs = [(first, second), (second, first)]
        merged = at_once(
            *[
                lambda pair=pair: merge_organisations(
                    pair[0], absorbed=pair[1], actor=User.objects.get(pk=opal.pk)
                )
                for pair in pairs
            ]
        )

        assert merged == 1
        assert Organisation.objects.standing().filter(pk__in=[first.pk, second.pk]).count() == 1
