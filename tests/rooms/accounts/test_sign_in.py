import re
import statistics
import time
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.sessions.models import Session
from django.test import Client

from qiao.kit.activity.models import Activity
from qiao.rooms.accounts.models import User
from tests.rooms.accounts.conftest import (
    PASSWORD,
    code_for,
    is_signed_in,
    mails_to,
    path_in,
    session_of,
    text_of,
)

LOGIN, CODE, CONFIRM = "/en/account/login/", "/en/account/login/code/", "/en/account/login/code/confirm/"
SIGN_UP, VERIFY = "/en/account/signup/", "/en/account/confirm-email/"
RESET, FACTOR = "/en/account/password/reset/", "/en/account/factors/authenticate/"
pytestmark = pytest.mark.django_db


def actions_on(user: User) -> list[str]:
    rows = Activity.objects.filter(subject_id=user.pk).order_by("id")
    return [row.action.removeprefix("accounts.") for row in rows]


def totp(user: User) -> Callable[[int], str]:
    """Sets up an app; gives the code that it shows so many periods from now."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return lambda later: format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


# By code


def test_code_signs_in_and_is_recorded(alice: User) -> None:
    browser = Client()
    browser.post(CODE, {"email": "Alice@Uni.example"})

    answer = browser.post(CONFIRM, {"code": code_for(alice.email)})

    assert (answer.status_code, answer["Location"], is_signed_in(browser)) == (302, "/en/account/", True)
    assert actions_on(alice)[-1] == "sign_in.succeeded"


def test_code_may_be_typed_small_and_without_the_dash(alice: User) -> None:
    browser = Client()
    browser.post(CODE, {"email": alice.email})

    browser.post(CONFIRM, {"code": code_for(alice.email).replace("-", "").lower()})

    assert is_signed_in(browser)


def test_code_works_only_in_the_browser_that_asked(alice: User) -> None:
    browser, other = Client(), Client()
    browser.post(CODE, {"email": alice.email})

    other.post(CONFIRM, {"code": code_for(alice.email)})

    assert not is_signed_in(other)


def test_code_works_once(alice: User) -> None:
    browser = Client()
    browser.post(CODE, {"email": alice.email})
    code = code_for(alice.email)
    browser.post(CONFIRM, {"code": code})
    browser.post("/en/account/logout/")

    answer = browser.post(CONFIRM, {"code": code})

    assert (answer.status_code, is_signed_in(browser)) == (302, False)


def test_code_expires_after_ten_minutes(alice: User) -> None:
    browser = Client()
    browser.post(CODE, {"email": alice.email})
    code = code_for(alice.email)

    with time_machine.travel(time.time() + 605):
        browser.post(CONFIRM, {"code": code})
        assert not is_signed_in(browser)


def test_three_wrong_codes_end_the_try_and_are_recorded(alice: User) -> None:
    browser = Client()
    browser.post(CODE, {"email": alice.email})
    code = code_for(alice.email)
    for _ in range(3):
        browser.post(CONFIRM, {"code": "XXXX-XXXX"})

    browser.post(CONFIRM, {"code": code})

    assert not is_signed_in(browser)
    assert actions_on(alice).count("sign_in.failed") == 3


# By password


def test_password_signs_in_with_a_new_session_key(alice: User) -> None:
    browser = Client()
    browser.get("/en/account/signup/?next=/en/ui/")
    browser.session.save()
    before = browser.session.session_key

    browser.post(LOGIN, {"login": alice.email, "password": PASSWORD})

    assert is_signed_in(browser)
    assert session_of(browser) != before


def test_sign_in_of_another_person_forgets_the_session_of_the_first(alice: User, bob: User) -> None:
    browser = Client()
    browser.post(LOGIN, {"login": alice.email, "password": PASSWORD})
    session = browser.session
    session["left_behind"] = "by alice"
    session.save()
    browser.post("/en/account/logout/")

    browser.post(LOGIN, {"login": bob.email, "password": PASSWORD})

    assert "left_behind" not in browser.session


def test_sign_out_ends_the_session_on_the_server(alice: User, sign_in: Callable[[User], Client]) -> None:
    browser = sign_in(alice)
    key = session_of(browser)
    stolen = Client()
    stolen.cookies["qiao_session"] = key

    browser.post("/en/account/logout/")

    assert not is_signed_in(stolen)
    assert not Session.objects.filter(session_key=key).exists()


def test_sign_out_by_a_link_only_asks(alice: User, sign_in: Callable[[User], Client]) -> None:
    browser = sign_in(alice)

    browser.get("/en/account/logout/")

    assert is_signed_in(browser)


@pytest.mark.parametrize(
    "password", ["password123456", "1234567890", "qwertyuiop", "short", "mei@uni.example", "0987654321"]
)
def test_common_short_or_similar_passwords_are_refused(password: str) -> None:
    answer = Client().post(SIGN_UP, {"email": "mei@uni.example", "password1": password})

    assert (answer.status_code, User.objects.count()) == (200, 0)


def test_reader_lands_in_their_own_language(bob: User) -> None:
    browser = Client()

    answer = browser.post(LOGIN, {"login": bob.email, "password": PASSWORD})

    assert answer["Location"] == "/zh-hans/account/"
    assert browser.cookies["qiao_language"].value == "zh-hans"
    assert browser.get("/", follow=True).request["PATH_INFO"].startswith("/zh-hans/")


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "http:evil"],
)
def test_next_never_leads_to_another_site(alice: User, target: str) -> None:
    answer = Client().post(LOGIN, {"login": alice.email, "password": PASSWORD, "next": target})

    assert answer["Location"] == "/en/account/"


def test_next_leads_to_a_page_of_this_site(alice: User) -> None:
    answer = Client().post(LOGIN, {"login": alice.email, "password": PASSWORD, "next": "/en/ui/?a=1"})

    assert answer["Location"] == "/en/ui/?a=1"


# Signing up


def test_sign_up_by_address_alone_is_confirmed_by_a_code() -> None:
    browser = Client()
    first = browser.post("/zh-hans/account/signup/", {"email": "Mei@Uni.example"})
    assert not is_signed_in(browser)

    browser.post(VERIFY, {"code": code_for("mei@uni.example")})

    user = User.objects.get()
    assert (first["Location"], is_signed_in(browser)) == ("/zh-hans/account/confirm-email/", True)
    assert (user.email, user.language, user.has_usable_password()) == ("mei@uni.example", "zh-hans", False)
    assert actions_on(user)[0] == "account.created"


def test_site_by_invitation_has_no_sign_up(settings: Any) -> None:
    settings.SIGN_UP_OPEN = False

    shown, sent = Client().get(SIGN_UP), Client().post(SIGN_UP, {"email": "mei@uni.example"})

    assert "by invitation" in text_of(shown.content)
    assert (sent.status_code, User.objects.count()) == (200, 0)


def test_unconfirmed_address_gets_no_second_factor(alice: User, proven: Callable[[User], Client]) -> None:
    browser = proven(alice)
    EmailAddress.objects.filter(user=alice).update(verified=False)

    answer = browser.get("/en/account/factors/totp/activate/")

    assert answer.status_code == 302
    assert not Authenticator.objects.exists()


# No enumeration


def pages(email: str) -> list[tuple[int, str, str]]:
    """What a stranger sees who tries an address everywhere; the address itself is taken out."""
    seen = []
    for path, sent in [
        (LOGIN, {"login": email, "password": "wrong wrong wrong"}),
        (CODE, {"email": email}),
        (RESET, {"email": email}),
        (SIGN_UP, {"email": email}),
    ]:
        browser = Client()
        answer = browser.post(path, sent)
        shown = browser.get(answer["Location"]) if answer.status_code == 302 else answer
        text = re.sub(r"\s+", " ", text_of(shown.content).replace(email, "ADDRESS"))
        seen.append((answer.status_code, answer.get("Location", ""), text))
    return seen


def test_known_and_unknown_addresses_look_the_same(alice: User) -> None:
    assert pages(alice.email) == pages("nobody@uni.example")


def test_unknown_addresses_get_a_mail_too_and_no_code(alice: User) -> None:
    Client().post(CODE, {"email": "nobody@uni.example"})

    mail = mails_to("nobody@uni.example")[0]
    assert (mail.template, mail.subject) == (
        "accounts.unknown_account",
        "There is no account with this address",
    )
    assert re.search(r"[A-Z]{4}-[A-Z]{4}", mail.text) is None


def test_sign_up_with_a_known_address_changes_nothing_and_tells_the_owner(alice: User) -> None:
    browser = Client()
    browser.post(SIGN_UP, {"email": alice.email, "password1": "another lantern 9 boat"})

    alice.refresh_from_db()
    assert (User.objects.count(), alice.check_password(PASSWORD)) == (1, True)
    assert mails_to(alice.email)[0].template == "accounts.account_exists"


def test_failures_of_known_and_unknown_addresses_write_the_same_rows(alice: User) -> None:
    for email in (alice.email, "nobody@uni.example"):
        Client().post(LOGIN, {"login": email, "password": "wrong wrong wrong"})

    rows = Activity.objects.filter(action="accounts.sign_in.failed").order_by("id")
    assert [row.subject_id == alice.pk for row in rows] == [True, False]


def test_time_does_not_tell_known_from_unknown(alice: User, settings: Any) -> None:
    """The rank measure AUC of the two samples: 0.5 is no difference, 1 is certainty."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    settings.ACCOUNT_RATE_LIMITS = False
    alice.set_password(PASSWORD)
    alice.save()

    def cost(email: str) -> float:
        start = time.perf_counter()
        Client().post(LOGIN, {"login": email, "password": "wrong wrong wrong"})
        return time.perf_counter() - start

    cost(alice.email), cost("nobody@uni.example")
    pairs = [(cost(alice.email), cost("nobody@uni.example")) for _ in range(15)]
    known, unknown = zip(*pairs, strict=True)

    auc = statistics.mean(a > b for a in known for b in unknown)
    assert 0.2 < auc < 0.8


# Limits


def test_password_guesses_are_limited_by_account(alice: User) -> None:
    for _ in range(5):
        Client().post(LOGIN, {"login": alice.email, "password": "wrong wrong wrong"})

    answer = Client().post(LOGIN, {"login": alice.email, "password": PASSWORD})

    assert answer.status_code == 200
    assert "Too many failed" in text_of(answer.content)


def test_limits_live_in_the_database_cache(alice: User, settings: Any) -> None:
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"


def guesses(headers: Callable[[int], dict[str, str]]) -> list[int]:
    found = []
    for number in range(32):
        answer = Client().post(
            LOGIN, {"login": f"x{number}@uni.example", "password": "x"}, headers=headers(number)
        )
        found.append(answer.status_code)
    return found


def test_guesses_from_one_address_are_limited() -> None:
    assert guesses(lambda number: {})[-1] == 429


@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Client-IP", "True-Client-IP"])
def test_forged_headers_do_not_change_who_asks(name: str) -> None:
    assert guesses(lambda number: {name: f"198.51.100.{number}"})[-1] == 429


def test_only_what_the_own_proxy_wrote_is_believed(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    forged = guesses(lambda number: {"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.9"})
    real = guesses(lambda number: {"X-Forwarded-For": f"198.51.100.1, 203.0.113.{number + 10}"})

    assert (forged[-1], set(real)) == (429, {200})


@pytest.mark.parametrize("value", ["", "nonsense", "::1, 1.2.3.4, ", "a" * 4000])
def test_strange_forwarding_headers_are_no_error(value: str, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2

    answer = Client().post(
        LOGIN, {"login": "x@uni.example", "password": "x"}, headers={"X-Forwarded-For": value}
    )

    assert answer.status_code == 200


def test_too_many_tries_show_a_page_in_both_languages() -> None:
    for _ in range(31):
        Client().post(LOGIN, {"login": "x@uni.example", "password": "x"})

    shown = [
        Client().post(path, {"login": "x", "password": "x"}) for path in (LOGIN, "/zh-hans/account/login/")
    ]

    assert [answer.status_code for answer in shown] == [429, 429]
    assert "Too many tries" in text_of(shown[0].content)


# Second factor


def test_app_is_asked_after_password_and_after_code(alice: User) -> None:
    shown = totp(alice)
    by_password, by_code = Client(), Client()
    by_password.post(LOGIN, {"login": alice.email, "password": PASSWORD})
    by_code.post(CODE, {"email": alice.email})
    answer = by_code.post(CONFIRM, {"code": code_for(alice.email)})

    assert answer["Location"] == FACTOR
    assert (is_signed_in(by_password), is_signed_in(by_code)) == (False, False)
    by_code.post(FACTOR, {"code": shown(0)})
    assert is_signed_in(by_code)


def test_app_code_of_the_period_before_is_accepted_and_an_older_one_is_not(alice: User) -> None:
    shown = totp(alice)

    def enter(later: int) -> bool:
        browser = Client()
        browser.post(LOGIN, {"login": alice.email, "password": PASSWORD})
        browser.post(FACTOR, {"code": shown(later)})
        return is_signed_in(browser)

    assert [enter(-3), enter(-1)] == [False, True]


def test_app_code_works_once_for_as_long_as_it_is_valid(alice: User) -> None:
    shown = totp(alice)
    start = int(time.time()) // 30 * 30 + 1
    with time_machine.travel(start, tick=True):
        code = shown(0)
        first = Client()
        first.post(LOGIN, {"login": alice.email, "password": PASSWORD})
        first.post(FACTOR, {"code": code})

    with time_machine.travel(
        start + 45, tick=True
    ):  # the library has forgotten it by now; the tolerance has not
        second = Client()
        second.post(LOGIN, {"login": alice.email, "password": PASSWORD})
        second.post(FACTOR, {"code": code})

        assert not is_signed_in(second)
    assert first.session.get("_auth_user_id") == str(alice.pk)


def test_recovery_code_works_once(alice: User) -> None:
    totp(alice)
    code = RecoveryCodes.activate(alice).get_unused_codes()[0]

    def enter() -> bool:
        browser = Client()
        browser.post(LOGIN, {"login": alice.email, "password": PASSWORD})
        browser.post(FACTOR, {"code": code})
        return is_signed_in(browser)

    assert [enter(), enter()] == [True, False]


def test_wrong_factors_are_recorded_and_limited(alice: User) -> None:
    shown = totp(alice)
    browser = Client()
    browser.post(LOGIN, {"login": alice.email, "password": PASSWORD})
    for _ in range(6):
        browser.post(FACTOR, {"code": "000000"})

    browser.post(FACTOR, {"code": shown(0)})

    assert not is_signed_in(browser)
    assert actions_on(alice).count("sign_in.failed") >= 5


def test_factor_secrets_are_unreadable_in_the_database(alice: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(alice, secret)
    RecoveryCodes.activate(alice)

    kept = {row.type: str(row.data) for row in Authenticator.objects.all()}

    assert secret not in kept["totp"]
    assert all("gAAAA" in value for value in kept.values())


# Password reset


def reset_link(email: str) -> str:
    Client().post(RESET, {"email": email})
    return path_in(mails_to(email)[0])


def choose(link: str, password: str) -> Client:
    browser = Client()
    form = browser.get(link)
    browser.post(
        form["Location"] if form.status_code == 302 else link, {"password1": password, "password2": password}
    )
    return browser


def test_reset_changes_the_password_ends_sessions_and_signs_nobody_in(
    alice: User, sign_in: Callable[..., Client]
) -> None:
    thief = sign_in(alice)

    browser = choose(reset_link(alice.email), "another lantern 9 boat")

    assert (is_signed_in(thief), is_signed_in(browser)) == (False, False)
    assert is_signed_in(sign_in(alice, "another lantern 9 boat"))
    assert "password.reset" in actions_on(alice)


def test_reset_does_not_go_round_the_second_factor(alice: User) -> None:
    totp(alice)

    browser = choose(reset_link(alice.email), "another lantern 9 boat")
    browser.post(LOGIN, {"login": alice.email, "password": "another lantern 9 boat"})

    assert not is_signed_in(browser)
    assert Authenticator.objects.filter(user=alice, type="totp").exists()


def test_reset_link_works_once(alice: User) -> None:
    link = reset_link(alice.email)
    choose(link, "another lantern 9 boat")

    choose(link, "a third lantern 11 tram")

    alice.refresh_from_db()
    assert alice.check_password("another lantern 9 boat")


def test_reset_link_expires_after_an_hour(alice: User) -> None:
    link = reset_link(alice.email)

    with time_machine.travel(time.time() + 3660):
        choose(link, "another lantern 9 boat")

    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


def test_reset_link_names_our_address_whatever_the_host_header_says(alice: User) -> None:
    Client().post(RESET, {"email": alice.email}, headers={"Host": "localhost"})

    assert "http://testserver/" in mails_to(alice.email)[0].text


def test_mail_of_a_code_is_marked_secret_and_keeps_the_code_out_of_the_subject(alice: User) -> None:
    Client().post(CODE, {"email": alice.email})

    mail = mails_to(alice.email)[0]
    assert (mail.is_secret, mail.language) == (True, "en")
    assert code_for(alice.email) not in mail.subject


def test_log_holds_neither_secrets_nor_addresses(alice: User, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", logger="qiao")
    browser = Client()
    browser.post(LOGIN, {"login": alice.email, "password": "wrong wrong wrong"})
    browser.post(CODE, {"email": alice.email})
    code = code_for(alice.email)
    browser.post(CONFIRM, {"code": code})

    said = "\n".join(record.getMessage() for record in caplog.records)
    assert f"failed sign-in of account {alice.pk} from 127.0.0.1 by password" in said
    assert f"sign-in of account {alice.pk} from 127.0.0.1 by code" in said
    assert not [word for word in (code, "wrong wrong", alice.email) if word in said]
