import json
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from qiao.kit.activity.models import Activity
from qiao.rooms.accounts.domain.invitation import invite
from qiao.rooms.accounts.models import User
from qiao.rooms.accounts.oidc.configuration import providers
from tests.rooms.accounts.conftest import is_signed_in, mails_to, path_in, session_of
from tests.rooms.accounts.issuer import CLIENT_ID, CLIENT_SECRET, OTHER_KEY, Issuer, running_issuer

ENTRY = {"id": "uni", "name": "x", "server_url": "https://a.example"}
ENTRY |= {"client_id": "a", "client_secret": "b"}
START = "/en/account/oidc/uni/login/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def issuer(settings: Any) -> Iterator[Issuer]:
    with running_issuer() as running:
        settings.SOCIALACCOUNT_PROVIDERS = configured(running.url)
        yield running


def configured(url: str, **options: Any) -> dict[str, Any]:
    entry = {"id": "uni", "name": "Example University", "server_url": url}
    entry |= {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET} | options
    provider_class = "qiao.rooms.accounts.oidc.provider.CheckedProvider"
    return {"openid_connect": {"provider_class": provider_class, "APPS": providers(json.dumps([entry]))}}


def leave(browser: Client, path: str = START) -> str:
    """The address of the provider that our page leads to."""
    answer = browser.post(path)
    assert answer.status_code == 200, answer.content.decode()
    return str(answer["Refresh"].partition("url=")[2])


def sign_in(issuer: Issuer, browser: Client | None = None, path: str = START) -> Any:
    browser = browser or Client()
    return browser.get(issuer.authorize(leave(browser, path)))


def test_person_of_the_provider_gets_an_account_and_is_signed_in(issuer: Issuer) -> None:
    browser = Client()

    answer = sign_in(issuer, browser)

    user = User.objects.get(email="wei@uni.example")
    assert (answer.status_code, answer["Location"], is_signed_in(browser)) == (302, "/en/account/", True)
    assert EmailAddress.objects.get(user=user).verified
    assert (user.language, user.has_usable_password()) == ("en", False)
    assert Activity.objects.filter(action="accounts.sign_in.succeeded", subject_id=user.pk).exists()


def test_second_time_is_the_same_account(issuer: Issuer) -> None:
    sign_in(issuer)
    issuer.person["email"] = "wei.chen@uni.example"
    browser = Client()

    sign_in(issuer, browser)

    assert is_signed_in(browser)
    assert list(User.objects.values_list("email", flat=True)) == ["wei@uni.example"]


def test_only_what_is_shown_is_kept_of_the_claims(issuer: Issuer) -> None:
    issuer.person |= {"birthdate": "1990-01-01", "phone_number": "+86 10 0000"}

    sign_in(issuer)

    kept = SocialAccount.objects.get().extra_data
    assert kept == {"userinfo": {"sub": "person-1", "email": "wei@uni.example", "name": "Wei Chen"}}


def test_sign_in_asks_with_state_nonce_and_proof_key(issuer: Issuer) -> None:
    sign_in(issuer)
    sign_in(issuer)

    first, second = issuer.asked
    assert first["redirect_uri"] == "http://testserver/account/oidc/uni/login/callback/"
    assert first["code_challenge_method"] == "S256"
    assert all(first[name] != second[name] for name in ("state", "nonce", "code_challenge"))
    assert set(first["scope"].split()) == {"openid", "profile", "email"}


def test_link_cannot_change_scope_or_parameters(issuer: Issuer) -> None:
    sign_in(issuer, path=f"{START}?scope=admin&auth_params=nonce%3Dfixed%26prompt%3Dnone")

    asked = issuer.asked[0]
    assert "admin" not in asked["scope"]
    assert (asked["nonce"] != "fixed", "prompt" in asked) == (True, False)


@pytest.mark.parametrize(
    "bent",
    [
        {"signing_key": OTHER_KEY},
        {"algorithm": "none", "signing_key": None},
        {"algorithm": "HS256", "signing_key": CLIENT_SECRET.ljust(32, "x")},
        {"key_id": "unknown"},
        {"claims": {"iss": "https://evil.example"}},
        {"claims": {"iss": None}},
        {"claims": {"aud": "another-client"}},
        {"claims": {"aud": None}},
        {"claims": {"aud": [CLIENT_ID, "another-client"], "azp": "another-client"}},
        {"claims": {"aud": [CLIENT_ID, "another-client"]}},
        {"claims": {"exp": 1_700_000_000}},
        {"claims": {"exp": None}},
        {"claims": {"iat": None}},
        {"claims": {"sub": None}},
        {"claims": {"nonce": "another-nonce"}},
        {"claims": {"nonce": None}},
        {"userinfo": {"sub": "somebody-else"}},
        {"userinfo": {"sub": None}},
        {"discovery": {"issuer": "https://evil.example"}},
    ],
    ids=lambda bent: ", ".join(f"{name}={value}" for name, value in bent.items())[:60],
)
def test_token_that_is_not_right_is_refused(issuer: Issuer, bent: dict[str, Any]) -> None:
    browser = Client()
    back = issuer.authorize(leave(browser))
    for name, value in bent.items():
        setattr(issuer, name, value)

    answer = browser.get(back)

    assert answer.status_code == 401
    assert (is_signed_in(browser), User.objects.count()) == (False, 0)
    assert "evil" not in answer.content.decode()


def test_token_without_key_id_is_checked_with_the_only_key(issuer: Issuer) -> None:
    issuer.key_id = None

    assert sign_in(issuer).status_code == 302


def test_answer_that_was_not_asked_for_signs_nobody_in(issuer: Issuer) -> None:
    """Login CSRF: the attacker's own code and state are sent to the victim's browser."""
    attacker, victim = Client(), Client()
    back = issuer.authorize(leave(attacker))

    answer = victim.get(back)

    assert answer.status_code == 401
    assert not is_signed_in(victim)


def test_answer_works_once(issuer: Issuer) -> None:
    browser = Client()
    back = issuer.authorize(leave(browser))
    browser.get(back)
    browser.post("/en/account/logout/")

    assert browser.get(back).status_code == 401
    assert not is_signed_in(browser)


def test_code_of_another_session_is_refused_by_the_proof_key(issuer: Issuer) -> None:
    victim, attacker = Client(), Client()
    stolen = issuer.authorize(leave(victim)).partition("code=")[2].partition("&")[0]
    own_state = issuer.authorize(leave(attacker)).partition("state=")[2]

    answer = attacker.get(f"/account/oidc/uni/login/callback/?code={stolen}&state={own_state}")

    assert answer.status_code == 401
    assert not is_signed_in(attacker)


def test_get_leads_to_a_question_and_not_to_the_provider(issuer: Issuer) -> None:
    answer = Client().get(START)

    assert (answer.status_code, "Refresh" in answer, issuer.asked) == (200, False, [])


def test_session_key_changes_at_sign_in(issuer: Issuer) -> None:
    browser = Client()
    back = issuer.authorize(leave(browser))
    before = session_of(browser)

    browser.get(back)

    assert session_of(browser) != before


@pytest.mark.parametrize("said", [False, None, "true", "yes", 1])
def test_address_that_the_provider_has_not_confirmed_wants_a_code(issuer: Issuer, said: Any) -> None:
    issuer.person["email_verified"] = said
    browser = Client()

    answer = sign_in(issuer, browser)

    assert answer["Location"] == "/en/account/confirm-email/"
    assert not is_signed_in(browser)
    assert not EmailAddress.objects.get(email="wei@uni.example").verified


def test_address_of_an_existing_account_does_not_open_it(issuer: Issuer, alice: User) -> None:
    issuer.person["email"] = alice.email
    browser = Client()

    answer = sign_in(issuer, browser)

    assert answer["Location"] == "/en/account/confirm-email/"
    assert (is_signed_in(browser), SocialAccount.objects.count(), User.objects.count()) == (False, 0, 1)


def test_trusted_provider_signs_in_to_the_account_with_that_address(
    issuer: Issuer, alice: User, settings: Any
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = configured(issuer.url, trust_email=True)
    issuer.person["email"] = alice.email
    browser = Client()

    sign_in(issuer, browser)

    assert is_signed_in(browser)
    assert SocialAccount.objects.get().user == alice


def test_trusted_provider_needs_a_confirmed_address(issuer: Issuer, alice: User, settings: Any) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = configured(issuer.url, trust_email=True)
    issuer.person |= {"email": alice.email, "email_verified": False}
    browser = Client()

    sign_in(issuer, browser)

    assert not is_signed_in(browser)


def test_second_factor_is_asked_after_the_provider(issuer: Issuer) -> None:
    sign_in(issuer)
    TOTP.activate(User.objects.get(), generate_totp_secret())
    browser = Client()

    answer = sign_in(issuer, browser)

    assert answer["Location"] == "/en/account/factors/authenticate/"
    assert not is_signed_in(browser)
    assert Authenticator.objects.count() == 1


def test_disabled_account_does_not_come_in_through_the_provider(issuer: Issuer) -> None:
    sign_in(issuer)
    User.objects.update(is_active=False)
    browser = Client()

    answer = sign_in(issuer, browser)

    assert answer["Location"] == "/en/account/inactive/"
    assert not is_signed_in(browser)


def test_site_by_invitation_opens_no_account(issuer: Issuer, settings: Any) -> None:
    settings.SIGN_UP_OPEN = False

    answer = sign_in(issuer)

    assert (answer.status_code, User.objects.count()) == (200, 0)
    assert "by invitation" in answer.content.decode()


def test_invited_address_comes_in_through_the_provider(issuer: Issuer, settings: Any, olga: User) -> None:
    settings.SIGN_UP_OPEN = False
    invite(olga, "wei@uni.example", purpose="accounts.account")
    invite(olga, "other@uni.example", purpose="accounts.account")
    invited, other = Client(), Client()
    invited.get(path_in(mails_to("wei@uni.example")[0]))
    other.get(path_in(mails_to("other@uni.example")[0]))

    sign_in(issuer, other)
    assert not User.objects.filter(email="wei@uni.example").exists()
    sign_in(issuer, invited)

    assert is_signed_in(invited)


def test_connecting_wants_the_password_first(issuer: Issuer, alice: User, sign_in: Any) -> None:
    answer = sign_in(alice).post(f"{START}?process=connect")

    assert answer["Location"].startswith("/en/account/reauthenticate/")
    assert issuer.asked == []


def test_connected_sign_in_opens_the_account_and_writes_a_row(
    issuer: Issuer, alice: User, proven: Any
) -> None:
    sign_in(issuer, proven(alice), f"{START}?process=connect")
    browser = Client()

    sign_in(issuer, browser)

    assert is_signed_in(browser)
    assert Activity.objects.filter(action="accounts.connection.added", subject_id=alice.pk).count() == 1


def test_person_who_says_no_at_the_provider_reads_so(issuer: Issuer) -> None:
    browser = Client()
    state = issuer.authorize(leave(browser)).partition("state=")[2]

    answer = browser.get(f"/account/oidc/uni/login/callback/?error=access_denied&state={state}", follow=True)

    assert answer.status_code == 200
    assert answer.request["PATH_INFO"] == "/en/account/connections/login/cancelled/"


@pytest.mark.parametrize("when", ["leaving", "back"])
def test_provider_that_is_down_gives_a_page(issuer: Issuer, when: str) -> None:
    browser = Client()
    back = issuer.authorize(leave(browser)) if when == "back" else ""
    issuer.is_down = True

    answer = browser.get(back) if back else browser.post(START)

    assert answer.status_code == 401
    assert "Traceback" not in answer.content.decode()


def test_unknown_provider_is_not_found(issuer: Issuer) -> None:
    assert Client().post("/en/account/oidc/other/login/").status_code == 404
    assert Client().get("/account/oidc/other/login/callback/?code=1&state=2").status_code == 404


def test_after_sign_in_the_readers_language_applies(issuer: Issuer) -> None:
    sign_in(issuer, path="/zh-hans/account/oidc/uni/login/")
    browser = Client()

    answer = sign_in(issuer, browser)

    assert answer["Location"] == "/zh-hans/account/"
    assert browser.cookies["qiao_language"].value == "zh-hans"


def test_next_leads_back_but_never_to_another_site(issuer: Issuer) -> None:
    own = sign_in(issuer, path=f"{START}?next=/en/ui/")
    foreign = sign_in(issuer, path=f"{START}?next=https://evil.example/")

    assert [own["Location"], foreign["Location"]] == ["/en/ui/", "/en/account/"]


@pytest.mark.parametrize(
    "text",
    [
        "not json",
        "{}",
        "[1]",
        '[{"id": "uni"}]',
        json.dumps([ENTRY | {"id": "UNI!"}]),
        json.dumps([ENTRY | {"server_url": "http://a.example"}]),
        json.dumps([ENTRY | {"verify_signature": False}]),
        json.dumps([ENTRY | {"client_secret": ""}]),
    ],
)
def test_configuration_that_is_not_right_stops_the_start(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="QIAO_OIDC_PROVIDERS"):
        providers(text)


def test_configuration_refuses_the_same_id_twice() -> None:
    with pytest.raises(ImproperlyConfigured, match="twice"):
        providers(json.dumps([ENTRY, ENTRY]))


def test_no_configuration_is_no_provider() -> None:
    assert providers(" ") == []
