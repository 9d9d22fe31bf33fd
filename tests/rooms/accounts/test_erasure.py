import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from qiao.kit.classification import DataSubject, classified
from qiao.rooms.accounts.domain.invitation import invite
from qiao.rooms.accounts.domain.token import authenticate, create_token
from qiao.rooms.accounts.models import ApiToken, Invitation, User
from tests.rooms.accounts.conftest import is_signed_in

OWN = ["accounts.user", "accounts.operatorship", "accounts.invitation", "accounts.apitoken"]
LIBRARY = [
    "account.emailaddress",
    "mfa.authenticator",
    "usersessions.usersession",
    "socialaccount.socialaccount",
]


@pytest.mark.parametrize("label", OWN + LIBRARY)
def test_every_field_has_a_class(label: str) -> None:
    entry = classified.get(label)

    fields = {field.name for field in entry.model._meta.concrete_fields} - {"id", "created_at", "updated_at"}
    assert set(entry.fields) == fields


@pytest.mark.parametrize("label", OWN + LIBRARY)
def test_personal_rows_are_found_by_id_and_by_address(
    label: str, alice: User, bob: User, olga: User, sign_in: Callable[[User], Client]
) -> None:
    live_with(alice, olga, sign_in)
    find = classified.get(label).find
    assert find is not None

    by_id = set(find(DataSubject(user_id=alice.pk)))
    by_address = set(find(DataSubject(emails=frozenset({alice.email}))))

    if label != "accounts.operatorship":
        assert len(by_id) == 1
    assert by_id == by_address
    assert not by_id & set(find(DataSubject(user_id=bob.pk)))


def test_nobody_in_particular_finds_nothing(alice: User) -> None:
    assert [list(classified.get(label).find(DataSubject())) for label in OWN + LIBRARY] == [[]] * 8  # type: ignore[misc]


def test_erased_person_is_out_and_gone(alice: User, olga: User, sign_in: Callable[[User], Client]) -> None:
    browser, token = live_with(alice, olga, sign_in)
    subject = DataSubject(user_id=alice.pk, emails=frozenset({"alice@uni.example"}))

    for label in [*LIBRARY, *reversed(OWN)]:
        entry = classified.get(label)
        if entry.erase and entry.find:
            entry.erase(entry.find(subject))

    assert (is_signed_in(browser), authenticate(token)) == (False, None)
    kept = User.objects.get(pk=alice.pk)
    assert (kept.email, kept.is_active, kept.has_usable_password()) == (
        f"erased-{alice.pk}@erased.invalid",
        False,
        False,
    )
    for model in (EmailAddress, Authenticator, UserSession, SocialAccount, ApiToken):
        assert not model.objects.filter(user=alice).exists()
    invitation = Invitation.objects.get()
    assert re.fullmatch(r"erased-\S+@erased\.invalid", invitation.email)
    assert invitation.details == {}


def test_erasing_twice_is_harmless(alice: User) -> None:
    entry = classified.get("accounts.user")
    assert entry.erase is not None

    counts = [entry.erase(User.objects.filter(pk=alice.pk)) for _ in range(2)]

    assert counts == [1, 1]


def live_with(alice: User, olga: User, sign_in: Callable[[User], Client]) -> tuple[Client, str]:
    """One of everything that this room holds about a person."""
    browser = sign_in(alice)
    TOTP.activate(alice, generate_totp_secret())
    SocialAccount.objects.create(user=alice, provider="uni", uid="person-1")
    expires_at = timezone.now() + timedelta(days=9)
    _row, token = create_token(alice, name="Report", scope_names=["account.read"], expires_at=expires_at)
    invite(olga, alice.email, purpose="accounts.account", details={"note": "met in Vienna"})
    return browser, token
