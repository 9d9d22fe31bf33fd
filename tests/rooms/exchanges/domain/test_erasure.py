"""What is held about a person is exported whole, and goes without tearing the record."""

import json

import pytest

from qiao.kit.classification import DataSubject
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.delegation import decline_invitation, withdraw_delegation
from qiao.rooms.exchanges.domain.member import accept_place, name_member
from qiao.rooms.exchanges.models import Delegation, DelegationMember, DelegationStep, PartnerConsent
from qiao.rooms.privacy.domain.erasure import erase_person
from qiao.rooms.privacy.domain.export import pieces
from tests.rooms.exchanges.conftest import fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(delegation: Delegation, una: User, mia: User) -> DelegationMember:
    named = name_member(delegation, actor=una, name_en="Mia Lin", name_zh="林米", email=mia.email)
    return accept_place(named, user=mia)


def subject(user: User) -> DataSubject:
    return DataSubject(user_id=user.pk, emails=frozenset({user.email}))


def test_the_export_holds_the_place_and_only_the_own_one(
    member: DelegationMember, delegation: Delegation, una: User, mia: User
) -> None:
    name_member(delegation, actor=una, name_en="Somebody Else", email="else@people.example")

    document = json.loads("".join(pieces(subject(mia))))

    parts = {part["model"]: part["rows"] for part in document["parts"]}
    row = parts["exchanges.delegationmember"][0]
    assert (row["name_zh"], row["email"]) == ("林米", mia.email)
    assert "Somebody Else" not in json.dumps(document)


def test_the_export_of_a_head_and_an_owner(delegation: Delegation, una: User, fay: User) -> None:
    of_una = {part["model"] for part in json.loads("".join(pieces(subject(una))))["parts"]}
    of_fay = {part["model"] for part in json.loads("".join(pieces(subject(fay))))["parts"]}

    assert {"exchanges.delegation", "exchanges.delegationstep"} <= of_una
    assert {"exchanges.decision", "exchanges.partnerconsent"} <= of_fay


def test_an_erased_member_leaves_the_seat_free(
    member: DelegationMember, delegation: Delegation, una: User, mia: User
) -> None:
    erase_person(subject(mia))

    row = fresh(member)
    assert (row.name_zh, row.name_en, row.email, row.user, row.state) == ("", "–", "", None, "withdrawn")
    assert fresh(delegation).seats_filled == 0
    assert name_member(fresh(delegation), actor=una, name_en="Successor").seat == 1


def test_an_erased_head_leaves_the_delegation(delegation: Delegation, una: User, fay: User) -> None:
    withdraw = "No visas for Una Smith."
    withdraw_delegation(delegation, actor=una, reason=withdraw)

    erase_person(subject(una))

    row = fresh(delegation)
    assert (row.head, row.head_email.endswith("@erased.invalid"), row.state) == (None, True, "withdrawn")
    assert not DelegationStep.objects.filter(reason=withdraw).exists()
    assert not DelegationStep.objects.filter(actor=una).exists()
    assert DelegationStep.objects.filter(delegation=row).count() == 3


def test_an_erased_owner_leaves_the_decision(delegation: Delegation, fay: User) -> None:
    erase_person(subject(fay))

    assert PartnerConsent.objects.filter(user=None, agrees=True).count() == 1


def test_an_address_without_account_is_found(invited: Delegation) -> None:
    erase_person(DataSubject(emails=frozenset({"una@people.example"})))

    assert fresh(invited).head_email == f"erased-{invited.pk}@erased.invalid"


def test_the_words_of_who_declined_signed_out_go_with_the_head(invited: Delegation) -> None:
    mail = OutboxMail.objects.get(template="exchanges.delegation_invitation")
    token = next(word for word in mail.text.split() if "/invitation/" in word).rstrip("/").rsplit("/", 1)[1]
    decline_invitation(token, reason="Una Ray is on maternity leave.")

    erase_person(DataSubject(emails=frozenset({"una@people.example"})))

    assert [step.reason for step in invited.steps.order_by("id")] == ["", "–"]
