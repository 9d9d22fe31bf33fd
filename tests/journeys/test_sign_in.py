"""Signing in as people do: by code, by passkey, with an app and its recovery codes, through a university."""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from playwright.sync_api import Page, expect

from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.accounts.domain.invitation import invite
from qiao.rooms.accounts.domain.operatorship import appoint
from qiao.rooms.accounts.models import User
from tests.rooms.accounts.conftest import PASSWORD, code_for, mails_to, path_in
from tests.rooms.accounts.issuer import running_issuer
from tests.rooms.accounts.test_oidc import configured

LANGUAGES = ("zh-hans", "en")
WORDS = {
    "en": {
        "send": "Send me a code",
        "request": "Request Code",
        "code": "Code",
        "continue": "Continue",
        "account": "My account",
        "email": "Email",
        "sign_out": "Sign out",
        "passkey": "Use a passkey",
        "add_passkey": "Add a passkey",
        "name": "Name of the device",
        "alone": "Passwordless",
        "add": "Add",
        "password": "Password",
        "sign_in": "Sign in",
    },
    "zh-hans": {
        "send": "发送验证码",
        "request": "获取验证码",
        "code": "验证码",
        "continue": "继续",
        "account": "我的账号",
        "email": "邮箱",
        "sign_out": "退出登录",
        "passkey": "使用通行密钥",
        "add_passkey": "添加通行密钥",
        "name": "设备名称",
        "alone": "可单独用于登录",
        "add": "添加",
        "password": "密码",
        "sign_in": "登录",
    },
}


@pytest.fixture(autouse=True)
def _fresh_limits(transactional_db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def mei(transactional_db: None) -> User:
    return create_account("mei@uni.example", PASSWORD, "en")


def in_language(user: User, language: str) -> User:
    User.objects.filter(pk=user.pk).update(language=language)
    return User.objects.get(pk=user.pk)


def button(page: Page, name: str) -> Any:
    return page.get_by_role("main").get_by_role("button", name=name, exact=True)


def enter_by_code(page: Page, user: User, language: str) -> None:
    words = WORDS[language]
    page.goto(f"/{language}/account/login/")
    page.get_by_role("link", name=words["send"]).click()
    page.get_by_label(words["email"]).fill(user.email)
    button(page, words["request"]).click()
    expect(page.get_by_label(words["code"], exact=True)).to_be_visible()
    page.get_by_label(words["code"], exact=True).fill(code_for(user.email))
    button(page, words["continue"]).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words["account"])


def leave(page: Page, language: str) -> None:
    page.get_by_label(WORDS[language]["account"], exact=True).first.click()
    page.get_by_role("button", name=WORDS[language]["sign_out"]).click()
    page.wait_for_url(re.compile(r"/account/login/"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_sign_in_by_code(page: Page, mei: User, language: str) -> None:
    enter_by_code(page, in_language(mei, language), language)

    assert page.url.endswith(f"/{language}/account/")
    expect(page.get_by_role("main").get_by_text("mei@uni.example").first).to_be_visible()


@pytest.fixture
def virtual_authenticator(page: Page) -> Any:
    """A device with a fingerprint reader, as Chromium's debugger offers it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
    }
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    added = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, added["authenticatorId"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_passkey_is_added_and_signs_in_by_itself(
    page: Page, mei: User, virtual_authenticator: Any, language: str
) -> None:
    words = WORDS[language]
    enter_by_code(page, in_language(mei, language), language)

    page.goto(f"/{language}/account/factors/")
    page.get_by_role("link", name=words["add_passkey"]).click()
    if "reauthenticat" in page.url:
        prove(page, mei, language)
    page.get_by_label(words["name"]).fill("手机")
    page.get_by_label(words["alone"]).check()
    button(page, words["add"]).click()
    page.wait_for_url(re.compile(r"/factors/recovery-codes/"))
    assert Authenticator.objects.filter(user=mei, type="webauthn").count() == 1

    leave(page, language)
    page.goto(f"/{language}/account/login/")
    button(page, words["passkey"]).click()

    expect(page.get_by_role("heading", level=1)).to_have_text(words["account"])
    expect(
        page.get_by_role("link", name=re.compile("手机")).or_(page.get_by_text("手机")).first
    ).to_be_visible()


def prove(page: Page, user: User, language: str) -> None:
    words = WORDS[language]
    if page.get_by_label(words["password"], exact=True).count():
        page.get_by_label(words["password"], exact=True).fill(PASSWORD)
        page.get_by_role("main").locator("form button[type=submit]").first.click()
        return
    button(page, words["send"]).click()
    page.get_by_label(words["code"], exact=True).fill(code_for(user.email))
    button(page, words["continue"]).click()


def test_passkey_that_the_device_refuses_is_said_on_the_page(
    page: Page, mei: User, virtual_authenticator: Any
) -> None:
    session, authenticator = virtual_authenticator
    session.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    page.goto("/en/account/login/")

    button(page, "Use a passkey").click()

    expect(page.get_by_role("alert")).to_have_text(
        "The passkey was not used. Try again or choose another way."
    )


def enter_by_password(page: Page, user: User) -> None:
    page.goto("/en/account/login/")
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    button(page, "Sign in").click()


def test_app_is_set_up_and_a_recovery_code_lets_in(page: Page, mei: User) -> None:
    enter_by_password(page, mei)
    page.goto("/en/account/factors/totp/activate/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    button(page, "Continue").click()
    secret = page.get_by_label("Authenticator secret").input_value()
    page.get_by_label("Authenticator code").fill(
        format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    )
    button(page, "Activate").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    code = page.locator("#recovery_codes code").first.inner_text()

    leave(page, "en")
    enter_by_password(page, mei)
    expect(page.get_by_role("heading", level=1)).to_have_text("Second factor")
    page.get_by_label("Code", exact=True).fill(code)
    button(page, "Sign in").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("My account")


@pytest.mark.parametrize("language", LANGUAGES)
def test_university_signs_a_person_in(page: Page, settings: Any, language: str) -> None:
    """Through our own page that leads there: the strict policy forbids a form to be redirected away."""
    with running_issuer() as issuer:
        settings.SOCIALACCOUNT_PROVIDERS = configured(issuer.url)
        page.goto(f"/{language}/account/login/")
        button(
            page, {"en": "Continue with Example University"}.get(language, "通过 Example University 继续")
        ).click()

        expect(page.get_by_role("heading", level=1)).to_have_text(WORDS[language]["account"])
    assert page.url.endswith(f"/{language}/account/")
    assert User.objects.get().email == "wei@uni.example"


def test_invited_person_opens_an_account_and_accepts(page: Page, settings: Any) -> None:
    settings.SIGN_UP_OPEN = False
    olga = create_account("olga@server.example", PASSWORD, "en")
    appoint(olga, None)
    invite(olga, "mei@uni.example", purpose="accounts.operator", language="en")

    page.goto(path_in(mails_to("mei@uni.example")[0]))
    assert page.url.endswith("/en/account/invitation/")
    page.get_by_role("link", name="Sign up and accept").click()
    expect(page.get_by_label("Email")).to_have_value("mei@uni.example")
    button(page, "Sign up").click()
    button(page, "Accept the invitation").click()

    expect(page.get_by_text("You accepted the invitation.")).to_be_visible()
    assert User.objects.get(email="mei@uni.example").is_operator


ENTRANCE = ["login/", "login/code/", "signup/", "password/reset/", "password/reset/done/", "inactive/"]
ENTRANCE += ["password/reset/key/done/"]
OWN = ["", "email/", "password/change/", "factors/", "factors/webauthn/", "factors/webauthn/add/"]
OWN += ["factors/totp/activate/", "connections/", "sessions/", "tokens/", "tokens/new/", "logout/"]
OPERATOR = ["invitations/", "invitations/new/", "operators/"]


def named(path: str, language: str) -> str:
    return f"account-{path.strip('/').replace('/', '-') or 'profile'}-{language}"


@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", LANGUAGES)
def test_entrance_looks_right(page: Page, look: Callable[..., None], language: str) -> None:
    for path in ENTRANCE:
        page.goto(f"/{language}/account/{path}")
        look(page, named(path, language))


@pytest.fixture
def provided(settings: Any) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = configured("http://127.0.0.1:9")


@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paths", [OWN[:6], OWN[6:]], ids=["first", "second"])
def test_own_pages_look_right(
    page: Page, look: Callable[..., None], mei: User, language: str, paths: list[str], provided: None
) -> None:
    enter_by_code(page, in_language(mei, language), language)
    page.goto(f"/{language}/account/factors/webauthn/add/")
    if "reauthenticat" in page.url:
        prove(page, mei, language)

    for path in paths:
        page.goto(f"/{language}/account/{path}")
        assert page.url.endswith(f"/{language}/account/{path}")
        look(page, named(path, language))


@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", LANGUAGES)
def test_operators_pages_look_right(page: Page, look: Callable[..., None], mei: User, language: str) -> None:
    appoint(mei, None)
    invitation = invite(mei, "wei@uni.example", purpose="accounts.operator")
    enter_by_code(page, in_language(mei, language), language)

    for path in [*OPERATOR, f"invitations/{invitation.pk}/"]:
        page.goto(f"/{language}/account/{path}")
        look(page, named(path.replace(str(invitation.pk), "one"), language))


@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_on_the_way_look_right(
    page: Page, look: Callable[..., None], look_here: Callable[..., None], mei: User, language: str
) -> None:
    page.goto(f"/{language}/account/login/code/")
    page.get_by_label(WORDS[language]["email"]).fill(mei.email)
    button(page, WORDS[language]["request"]).click()
    look(page, f"account-code-{language}")
    page.get_by_label(WORDS[language]["code"], exact=True).fill("XXXX-XXXX")
    button(page, WORDS[language]["continue"]).click()
    look_here(page, f"account-code-wrong-{language}")

    TOTP.activate(mei, generate_totp_secret())
    page.get_by_label(WORDS[language]["code"], exact=True).fill(code_for(mei.email))
    button(page, WORDS[language]["continue"]).click()
    assert page.url.endswith("/factors/authenticate/")
    look(page, f"account-factor-{language}")
