import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import allauth
import polib
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from qiao.kit.mail.registry import mail_templates
from qiao.kit.mail.rendering import render
from qiao.rooms.accounts.domain.invitation import invite
from qiao.rooms.accounts.letters import LETTERS
from qiao.rooms.accounts.library_words import COUNTED, SENTENCES
from qiao.rooms.accounts.models import ApiToken, Operatorship, User
from qiao.rooms.accounts.oidc.configuration import providers
from qiao.rooms.accounts.sections import Section, account_sections
from qiao.rooms.accounts.templatetags.accounts import device
from tests.rooms.accounts.conftest import PASSWORD, mails_to, path_in, text_of

Enter = Callable[[User], Client]
ENTRANCE = ["login/", "login/code/", "signup/", "password/reset/", "password/reset/done/", "inactive/"]
ENTRANCE += ["connections/login/cancelled/", "password/reset/key/done/"]
OWN = ["", "email/", "password/change/", "factors/", "factors/webauthn/", "factors/webauthn/add/"]
OWN += ["factors/totp/activate/", "connections/", "sessions/", "tokens/", "tokens/new/", "logout/"]
OPERATOR = ["invitations/", "invitations/new/", "operators/"]
LANGUAGES = ["en", "zh-hans"]
NAMES = {"JavaScript", "Example", "University"}
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(autouse=True)
def _with_a_provider(settings: Any) -> None:
    entry = {"id": "uni", "name": "Example University", "server_url": "https://login.uni.example"}
    entry |= {"client_id": "qiao", "client_secret": "x"}
    provider_class = "qiao.rooms.accounts.oidc.provider.CheckedProvider"
    apps = providers(json.dumps([entry]))
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"provider_class": provider_class, "APPS": apps}}


def check(answer: Any, language: str, status: int = 200) -> str:
    assert answer.status_code == status, answer.get("Location", answer.status_code)
    html = answer.content.decode()
    assert "<c-" not in html
    assert not re.search(r"<script(?![^>]*(src=|application/json))", html)
    assert not re.search(r"\s(style|on[a-z]+)=", html)
    assert len(re.findall(r"<h1[ >]", html)) == 1
    main = html.partition("<main")[2].partition(">")[2].partition("</main>")[0]
    text = re.sub(
        r"\s+", " ", re.sub(r"<(script|select|option|pre|code)\b.*?</\1>|<[^>]+>", " ", main, flags=re.DOTALL)
    )
    is_chinese = bool(HAN.search(text))
    assert is_chinese is (language == "zh-hans"), text
    if is_chinese:
        words = set(re.findall(r"(?<![\w@.-])[A-Za-z]{4,}(?![\w@.-])", text)) - NAMES
        assert words == set(), (words, text)
    return text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ENTRANCE)
def test_entrance_in_both_languages(path: str, language: str) -> None:
    check(Client().get(f"/{language}/account/{path}"), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_failed_sign_in_through_a_provider_in_both_languages(language: str, db: None) -> None:
    check(Client().get(f"/{language}/account/connections/login/error/"), language, 401)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", OWN)
def test_own_page_in_both_languages(path: str, language: str, alice: User, proven: Enter) -> None:
    check(proven(alice).get(f"/{language}/account/{path}"), language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", OPERATOR)
def test_operators_page_in_both_languages(path: str, language: str, olga: User, proven: Enter) -> None:
    check(proven(olga).get(f"/{language}/account/{path}"), language)


@pytest.mark.parametrize("path", [*OWN, *OPERATOR])
def test_own_pages_send_strangers_to_sign_in(path: str, db: None) -> None:
    answer = Client().get(f"/en/account/{path}")

    if path != "logout/":
        assert answer.status_code == 302
        assert unquote(answer["Location"]).startswith("/en/account/login/?next=/en/account/")


@pytest.mark.parametrize("path", OPERATOR)
def test_operators_pages_are_not_there_for_others(path: str, alice: User, sign_in: Enter) -> None:
    assert sign_in(alice).get(f"/en/account/{path}").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_the_second_factor_in_both_languages(language: str, alice: User, proven: Enter) -> None:
    browser = proven(alice)
    TOTP.activate(alice, generate_totp_secret())
    RecoveryCodes.activate(alice)

    for path in ("", "recovery-codes/", "recovery-codes/", "recovery-codes/generate/", "totp/deactivate/"):
        check(browser.get(f"/{language}/account/factors/{path}"), language)
    check(browser.get(f"/{language}/account/factors/reauthenticate/"), language)
    entering = Client()
    entering.post("/en/account/login/", {"login": alice.email, "password": PASSWORD})
    check(entering.get(f"/{language}/account/factors/authenticate/"), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_one_passkey_in_both_languages(language: str, alice: User, proven: Enter) -> None:
    browser = proven(alice)
    data = {"name": "Reise" if language == "en" else "手机", "credential": {"clientExtensionResults": {}}}
    key = Authenticator.objects.create(user=alice, type="webauthn", data=data)

    for path in ("", f"keys/{key.pk}/edit/", f"keys/{key.pk}/remove/"):
        check(browser.get(f"/{language}/account/factors/webauthn/{path}"), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_on_the_way_in_both_languages(language: str, alice: User) -> None:
    by_code, new = Client(), Client()
    by_code.post(f"/{language}/account/login/code/", {"email": alice.email})
    new.post(f"/{language}/account/signup/", {"email": "new@uni.example"})
    Client().post("/en/account/password/reset/", {"email": alice.email})
    link = path_in(mails_to(alice.email)[0]).replace("/en/", f"/{language}/")

    check(by_code.get(f"/{language}/account/login/code/confirm/"), language)
    check(new.get(f"/{language}/account/confirm-email/"), language)
    check(Client().get(link, follow=True), language)
    check(Client().get(re.sub(r"-[0-9a-f]+/$", "-0123/", link), follow=True), language)
    check(Client().get(f"/{language}/account/oidc/uni/login/"), language)
    reauthenticating = Client()
    reauthenticating.post("/en/account/login/", {"login": alice.email, "password": PASSWORD})
    check(reauthenticating.get(f"/{language}/account/reauthenticate/"), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_of_a_connected_sign_in_in_both_languages(language: str, alice: User, proven: Enter) -> None:
    SocialAccount.objects.create(user=alice, provider="uni", uid="person-1")
    browser = proven(alice)

    check(browser.get(f"/{language}/account/connections/"), language)
    check(browser.get(f"/{language}/account/"), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_password_reset_of_a_signed_in_person_in_both_languages(
    language: str, alice: User, sign_in: Enter
) -> None:
    check(sign_in(alice).get(f"/{language}/account/password/reset/"), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_an_account_without_password_in_both_languages(language: str, alice: User) -> None:
    alice.set_unusable_password()
    alice.save()
    browser = Client()
    browser.force_login(alice)

    check(browser.get(f"/{language}/account/reauthentication/"), language)
    browser.post(f"/{language}/account/reauthentication/", {"send": ""})
    check(browser.get(f"/{language}/account/reauthentication/"), language)
    browser.post(
        f"/{language}/account/reauthentication/",
        {"code": re.search(r"^[A-Z]{4}-[A-Z]{4}$", mails_to(alice.email)[0].text, re.MULTILINE).group()},  # type: ignore[union-attr]
    )
    check(browser.get(f"/{language}/account/password/set/"), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_an_invitation_in_both_languages(
    language: str, olga: User, alice: User, sign_in: Enter
) -> None:
    invitation = invite(olga, "mei@uni.example", purpose="accounts.operator")
    link = path_in(mails_to("mei@uni.example")[0])
    visitor, signed_in = Client(), sign_in(alice)

    for browser in (visitor, signed_in):
        browser.get(link)
        check(browser.get(f"/{language}/account/invitation/"), language)
    check(sign_in(olga).get(f"/{language}/account/invitations/{invitation.pk}/"), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sign_up_by_invitation_in_both_languages(language: str, settings: Any) -> None:
    settings.SIGN_UP_OPEN = False

    check(Client().get(f"/{language}/account/signup/"), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_leaving_for_a_provider_in_both_languages(language: str, settings: Any) -> None:
    from tests.rooms.accounts.issuer import running_issuer
    from tests.rooms.accounts.test_oidc import configured

    with running_issuer() as issuer:
        settings.SOCIALACCOUNT_PROVIDERS = configured(issuer.url)
        check(Client().post(f"/{language}/account/oidc/uni/login/"), language)


def test_profile_is_saved_and_the_language_applies_at_once(alice: User, sign_in: Enter) -> None:
    browser = sign_in(alice)

    answer = browser.post("/en/account/", {"language": "zh-hans", "time_zone": "America/New_York"})

    alice.refresh_from_db()
    assert (answer["Location"], alice.language, alice.time_zone) == (
        "/zh-hans/account/",
        "zh-hans",
        "America/New_York",
    )
    assert "您的个人设置已保存" in browser.get("/zh-hans/account/").content.decode()


@pytest.mark.parametrize("bad", [{"language": "fr"}, {"time_zone": "Mars/Olympus"}, {"language": ""}])
def test_profile_refuses_what_is_not_offered(bad: dict[str, str], alice: User, sign_in: Enter) -> None:
    answer = sign_in(alice).post("/en/account/", {"language": "en", "time_zone": "Asia/Tokyo"} | bad)

    alice.refresh_from_db()
    assert (answer.status_code, alice.time_zone) == (200, "Europe/Paris")


def test_zone_labels_are_in_the_readers_language(alice: User, sign_in: Enter) -> None:
    browser = sign_in(alice)

    assert "Asia/Tokyo – Japan" in browser.get("/en/account/").content.decode()
    assert "Asia/Tokyo – 日本" in browser.get("/zh-hans/account/").content.decode()


def test_token_is_made_shown_once_and_revoked(alice: User, proven: Enter) -> None:
    browser = proven(alice)
    made = browser.post(
        "/en/account/tokens/new/", {"title": "Report", "scope_names": ["account.read"], "days": "30"}
    )

    shown = re.search(r"qiao_[0-9a-f]{8}_[\w-]{43}", made.content.decode())
    assert shown is not None
    row = ApiToken.objects.get(user=alice)
    assert shown.group() not in browser.get("/en/account/tokens/").content.decode()
    assert Client().get("/api/v1/me", headers={"Authorization": f"Bearer {shown.group()}"}).status_code == 200
    browser.post(f"/en/account/tokens/{row.pk}/revocation/")
    assert Client().get("/api/v1/me", headers={"Authorization": f"Bearer {shown.group()}"}).status_code == 401


def test_token_page_wants_the_password(alice: User, sign_in: Enter) -> None:
    answer = sign_in(alice).get("/en/account/tokens/new/")

    assert answer["Location"].startswith("/en/account/reauthenticate/")


def test_token_of_somebody_else_is_not_found(alice: User, carol: User, proven: Enter, sign_in: Enter) -> None:
    proven(alice).post(
        "/en/account/tokens/new/", {"title": "R", "scope_names": ["account.read"], "days": "30"}
    )
    row = ApiToken.objects.get()

    assert sign_in(carol).post(f"/en/account/tokens/{row.pk}/revocation/").status_code == 404
    row.refresh_from_db()
    assert row.is_usable


def test_operators_are_appointed_and_ended_on_the_page(olga: User, alice: User, proven: Enter) -> None:
    browser = proven(olga)

    browser.post("/en/account/operators/", {"email": alice.email})
    assert "alice@uni.example" in text_of(browser.get("/en/account/operators/").content)
    browser.post(f"/en/account/operators/{alice.pk}/ending/")

    assert Operatorship.objects.get(user=alice).ended_by == olga


@pytest.mark.parametrize(
    ("email", "sentence"),
    [("nobody@uni.example", "There is no account"), ("olga@server.example", "is an operator already")],
)
def test_operators_page_says_why_not(email: str, sentence: str, olga: User, proven: Enter) -> None:
    answer = proven(olga).post("/en/account/operators/", {"email": email})

    assert answer.status_code == 200
    assert sentence in text_of(answer.content)


def test_operators_page_keeps_the_last_one(olga: User, proven: Enter) -> None:
    answer = proven(olga).post(f"/en/account/operators/{olga.pk}/ending/")

    assert answer.status_code == 409
    assert "The last operator cannot leave." in text_of(answer.content)


def test_second_address_is_confirmed_and_made_the_main_one(alice: User, proven: Enter) -> None:
    browser = proven(alice)
    browser.post("/en/account/email/", {"email": "Alice@Home.example", "action_add": ""})
    code = re.search(r"^[A-Z]{4}-[A-Z]{4}$", mails_to("alice@home.example")[0].text, re.MULTILINE)
    assert code is not None
    browser.post("/en/account/confirm-email/", {"code": code.group()})
    browser.post("/en/account/email/", {"email": "alice@home.example", "action_primary": ""})

    alice.refresh_from_db()
    assert alice.email == "alice@home.example"
    assert EmailAddress.objects.filter(user=alice, verified=True).count() == 2


# Mails


@pytest.mark.parametrize("name", [name for name in mail_templates.names() if name.startswith("accounts.")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_mail_in_both_languages(name: str, language: str) -> None:
    kind = mail_templates.get(name)

    mail = render(kind, kind.sample, language)

    assert bool(HAN.search(mail.subject)) is (language == "zh-hans")
    assert bool(HAN.search(mail.text)) is (language == "zh-hans")
    assert "<h1>" in mail.html
    assert kind.is_secret is (bool(re.search(r"code$|reset|invitation", name)))


def test_every_notice_has_its_sentence() -> None:
    base = {
        "ip": "192.0.2.7",
        "user_agent": "Firefox",
        "timestamp": __import__("django").utils.timezone.now(),
    }
    sentences = set()
    for prefix, compose in LETTERS.items():
        if "password_reset_key" in prefix or ("code" in prefix and "recovery" not in prefix):
            continue
        if prefix.endswith(("confirmation", "signup", "exists", "unknown_account")):
            continue
        letter = compose({**base, "deleted_email": "a@uni.example"})
        sentences.add(
            render(mail_templates.get("accounts.notice"), letter.context, "en").text.partition("\n")[0]
        )

    assert len(sentences) == 12
    assert "" not in sentences


def test_mail_of_an_invitation_escapes_what_people_write(olga: User) -> None:
    User.objects.filter(pk=olga.pk).update(email="olga+<b>@server.example")
    olga.refresh_from_db()

    invite(olga, "mei@uni.example", purpose="accounts.account", details={"x": "{{ settings.SECRET_KEY }}"})

    assert "<b>@server" not in mails_to("mei@uni.example")[0].html


def test_sentences_of_the_library_are_still_said_by_it() -> None:
    path = Path(allauth.__file__).parent / "locale/zh_Hans/LC_MESSAGES/django.po"
    known = {entry.msgid for entry in polib.pofile(str(path))}
    own = {str(sentence) for sentence in SENTENCES}

    assert {sentence for sentence in own - known if "password can’t" not in sentence} == set()
    assert len(COUNTED) == 1


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36", "Chrome, Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/156.0 Safari/537.36 Edg/156.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/150 Mobile MicroMessenger/8.0", "WeChat, Android"),
        ("own program", "own program"),
        ("", "–"),
    ],
)
def test_device_is_named_as_its_owner_would(user_agent: str, name: str) -> None:
    assert device(user_agent) == name


def test_room_adds_a_section_of_its_own(alice: User, sign_in: Enter) -> None:
    account_sections.register("tests.data", Section("What we hold about you", "ui:gallery", 100))
    try:
        page = sign_in(alice).get("/en/account/").content.decode()
    finally:
        account_sections._entries.pop("tests.data")

    assert '<a href="/en/ui/">What we hold about you</a>' in page
    assert '<a href="/en/account/" aria-current="page"><strong>' in page


def test_library_knows_every_name_that_the_pages_use() -> None:
    with override("en"):
        assert reverse("account_login") == "/en/account/login/"
        assert reverse("openid_connect_callback", args=["uni"]) == "/account/oidc/uni/login/callback/"
