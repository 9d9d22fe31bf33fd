from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from qiao.kit.access import may
from qiao.kit.activity.models import Activity
from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.domain.account import (
    change_profile,
    create_account,
    disable_account,
    enable_account,
    find_account,
)
from qiao.rooms.accounts.errors import EmailTaken
from qiao.rooms.accounts.models import User
from tests.rooms.accounts.conftest import is_signed_in

SignIn = Callable[[User], Client]


@pytest.mark.django_db
def test_create_account_keeps_a_confirmed_main_address_in_small_letters() -> None:
    user = create_account(" Mei@Uni.Example ", "mulberry lantern 7 ferry", "en")

    address = EmailAddress.objects.get(user=user)
    assert (user.email, address.email, address.primary, address.verified) == (
        "mei@uni.example",
        "mei@uni.example",
        True,
        True,
    )
    assert user.check_password("mulberry lantern 7 ferry")


def test_create_account_refuses_an_address_that_is_taken(alice: User) -> None:
    with pytest.raises(EmailTaken):
        create_account("ALICE@uni.example")


@pytest.mark.parametrize("email", ["no address", "a@b\r\nBcc: c@d.example", "", "x" * 250 + "@uni.example"])
@pytest.mark.django_db
def test_create_account_refuses_what_is_no_address(email: str) -> None:
    with pytest.raises(ValidationError):
        create_account(email)


def test_database_refuses_capitals_in_an_address(alice: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=alice.pk).update(email="Alice@uni.example")


def test_find_account_prefers_who_confirmed_the_address(alice: User, bob: User) -> None:
    EmailAddress.objects.create(user=bob, email="alice@uni.example", verified=False)

    assert find_account("Alice@Uni.example") == alice


def test_change_profile_writes_what_changed(alice: User) -> None:
    change_profile(alice, alice, language="zh-hans", time_zone="Europe/Paris")

    row = Activity.objects.get(action="accounts.profile.changed")
    assert (row.actor, row.changes) == (alice, {"language": ["en", "zh-hans"]})


def test_change_profile_without_a_change_writes_nothing(alice: User) -> None:
    change_profile(alice, alice, language="en")

    assert not Activity.objects.filter(action="accounts.profile.changed").exists()


@pytest.mark.parametrize("name", ["carol", "olga"])
def test_change_profile_of_somebody_else_is_not_found(
    alice: User, name: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotPermitted):
        change_profile(request.getfixturevalue(name), alice, language="zh-hans")

    alice.refresh_from_db()
    assert alice.language == "en"


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "", "europe/paris "])
def test_change_profile_refuses_a_zone_that_is_not_on_the_list(alice: User, zone: str) -> None:
    with pytest.raises(ValidationError):
        change_profile(alice, alice, time_zone=zone)


def test_disabled_account_is_out_at_once_and_cannot_return(alice: User, olga: User, sign_in: SignIn) -> None:
    browser = sign_in(alice)
    assert is_signed_in(browser)

    disable_account(olga, alice)

    assert not is_signed_in(browser)
    sent = Client().post("/en/account/login/", {"login": alice.email, "password": "mulberry lantern 7 ferry"})
    assert sent["Location"] == "/en/account/inactive/"


def test_enabled_again_signs_in(alice: User, olga: User, sign_in: SignIn) -> None:
    disable_account(olga, alice)
    enable_account(olga, alice)

    assert is_signed_in(sign_in(alice))


@pytest.mark.parametrize("name", ["alice", "carol"])
def test_disable_by_anyone_but_an_operator_is_not_found(
    alice: User, name: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotPermitted):
        disable_account(request.getfixturevalue(name), alice)


def test_operator_does_not_lock_themselves_out(olga: User) -> None:
    with pytest.raises(NotPermitted):
        disable_account(olga, olga)


def test_account_is_seen_by_its_owner_and_the_operator(alice: User, carol: User, olga: User) -> None:
    seen = [may(actor, "accounts.view_account", alice) for actor in (alice, olga, carol, None)]

    assert seen == [True, True, False, False]
