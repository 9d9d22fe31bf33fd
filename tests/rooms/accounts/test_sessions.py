import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from qiao.kit.activity.models import Activity
from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.domain.session import end_all_sessions, end_session, sessions_of
from qiao.rooms.accounts.models import User
from tests.rooms.accounts.conftest import PASSWORD, code_for, is_signed_in, mails_to, session_of, text_of

SignIn = Callable[..., Client]
TOTP_PAGE = "/en/account/factors/totp/activate/"


def row_of(browser: Client) -> UserSession:
    return UserSession.objects.get(session_key=session_of(browser))


def test_sessions_lists_each_device(alice: User, bob: User, sign_in: SignIn) -> None:
    browsers = [sign_in(alice), sign_in(alice)]
    sign_in(bob)

    assert {row.session_key for row in sessions_of(alice)} == {session_of(browser) for browser in browsers}


def test_end_session_ends_it_in_both_tables(alice: User, sign_in: SignIn) -> None:
    browser, other = sign_in(alice), sign_in(alice)
    key = session_of(other)

    end_session(alice, row_of(other))

    assert (is_signed_in(browser), is_signed_in(other)) == (True, False)
    assert not Session.objects.filter(session_key=key).exists()
    assert Activity.objects.filter(action="accounts.session.ended", actor=alice).count() == 1


def test_end_session_of_another_person_is_not_found(
    alice: User, carol: User, olga: User, sign_in: SignIn
) -> None:
    browser = sign_in(alice)

    with pytest.raises(NotPermitted):
        end_session(carol, row_of(browser))
    assert is_signed_in(browser)
    end_session(olga, row_of(browser))

    assert not is_signed_in(browser)


def test_page_ends_own_sessions_and_hides_foreign_ones(
    alice: User, carol: User, proven: SignIn, sign_in: SignIn
) -> None:
    browser, other, stranger = proven(alice), sign_in(alice), proven(carol)
    path = f"/en/account/sessions/{row_of(other).pk}/ending/"

    assert (stranger.post(path).status_code, is_signed_in(other)) == (404, True)
    assert (browser.post(path).status_code, is_signed_in(other)) == (302, False)


def test_page_wants_the_password_before_it_ends_a_session(alice: User, sign_in: SignIn) -> None:
    browser, other = sign_in(alice), sign_in(alice)

    answer = browser.post(f"/en/account/sessions/{row_of(other).pk}/ending/")

    assert answer["Location"].startswith("/en/account/reauthenticate/")
    assert is_signed_in(other)


def test_page_ends_all_others_at_once(alice: User, sign_in: SignIn) -> None:
    browser, other, third = sign_in(alice), sign_in(alice), sign_in(alice)

    browser.post("/en/account/sessions/")

    assert [is_signed_in(each) for each in (browser, other, third)] == [True, False, False]


def test_new_password_ends_the_other_sessions_and_keeps_this_one(
    alice: User, proven: SignIn, sign_in: SignIn
) -> None:
    browser, other = proven(alice), sign_in(alice)
    new = "another lantern 9 boat"

    browser.post(
        "/en/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )

    assert (is_signed_in(browser), is_signed_in(other)) == (True, False)
    assert mails_to(alice.email)[0].template == "accounts.notice"
    assert "Your password was changed." in mails_to(alice.email)[0].text


def activate_app(browser: Client) -> str:
    browser.get(TOTP_PAGE)
    secret = str(browser.session["mfa.totp.secret"])
    browser.post(TOTP_PAGE, {"code": format_hotp_value(hotp_value(secret, int(time.time()) // 30))})
    return secret


@pytest.mark.django_db(transaction=True)
def test_new_factor_ends_the_other_sessions_and_tells_the_person(
    alice: User, proven: SignIn, sign_in: SignIn
) -> None:
    browser, other = proven(alice), sign_in(alice)

    activate_app(browser)

    assert (is_signed_in(browser), is_signed_in(other)) == (True, False)
    assert "An authenticator app was set up" in "".join(mail.text for mail in mails_to(alice.email))
    assert Activity.objects.filter(action="accounts.app.added", actor=alice).count() == 1


def test_removed_factor_ends_the_other_sessions(alice: User, proven: SignIn) -> None:
    browser, other = proven(alice), Client()
    TOTP.activate(alice, generate_totp_secret())
    other.force_login(alice)
    other.get("/en/account/")
    UserSession.objects.create(user=alice, ip="192.0.2.1", session_key=session_of(other), user_agent="Other")

    browser.post("/en/account/factors/totp/deactivate/")

    assert (is_signed_in(browser), is_signed_in(other)) == (True, False)
    assert Activity.objects.filter(action="accounts.app.removed").count() == 1


def test_recovery_codes_are_shown_once(alice: User, proven: SignIn) -> None:
    browser = proven(alice)
    TOTP.activate(alice, generate_totp_secret())
    browser.post("/en/account/factors/recovery-codes/generate/")

    pages = [text_of(browser.get("/en/account/factors/recovery-codes/").content) for _ in range(2)]

    assert ["shown this one time" in page for page in pages] == [True, False]
    assert "10 codes are left." in pages[1]


# Who has neither password nor factor proves themselves by a code


@pytest.fixture
def code_only(alice: User) -> Client:
    alice.set_unusable_password()
    alice.save()
    browser = Client()
    browser.post("/en/account/login/code/", {"email": alice.email})
    browser.post("/en/account/login/code/confirm/", {"code": code_for(alice.email)})
    return browser


def test_fresh_sign_in_by_code_is_proof_enough(code_only: Client) -> None:
    assert code_only.get(TOTP_PAGE).status_code == 200


def test_older_session_is_asked_for_a_code(alice: User, code_only: Client) -> None:
    with time_machine.travel(time.time() + 301):
        answer = code_only.get(TOTP_PAGE)
        page = code_only.get(answer["Location"])
        code_only.post(answer["Location"], {"send": ""})
        done = code_only.post(answer["Location"], {"code": code_for(alice.email)})

        assert unquote(answer["Location"]) == f"/en/account/reauthentication/?next={TOTP_PAGE}"
        assert "Send me a code" in text_of(page.content)
        assert done["Location"] == TOTP_PAGE
        assert code_only.get(TOTP_PAGE).status_code == 200


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("email/", {"email": "thief@evil.example", "action_add": ""}),
        ("email/", {"email": "second@uni.example", "action_primary": ""}),
        ("email/", {"email": "second@uni.example", "action_remove": ""}),
        ("password/set/", {"password1": "another lantern 9 boat", "password2": "another lantern 9 boat"}),
        ("factors/webauthn/add/", {}),
        ("factors/totp/activate/", {"code": "000000"}),
        ("factors/recovery-codes/generate/", {}),
        ("tokens/new/", {"title": "x", "scope_names": ["account.read"], "days": "30"}),
    ],
)
def test_stolen_old_session_changes_nothing(
    alice: User, code_only: Client, path: str, sent: dict[str, Any]
) -> None:
    EmailAddress.objects.create(user=alice, email="second@uni.example", verified=True)
    with time_machine.travel(time.time() + 301):
        answer = code_only.post(f"/en/account/{path}", sent)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/en/account/reauthentication/")
    alice.refresh_from_db()
    assert (alice.email, alice.has_usable_password()) == ("alice@uni.example", False)
    assert EmailAddress.objects.filter(user=alice).count() == 2


def test_three_wrong_codes_need_a_new_one(alice: User, code_only: Client) -> None:
    with time_machine.travel(time.time() + 301):
        path = code_only.get(TOTP_PAGE)["Location"]
        code_only.post(path, {"send": ""})
        code = code_for(alice.email)
        for _ in range(3):
            code_only.post(path, {"code": "XXXX-XXXX"})

        answer = code_only.post(path, {"code": code})

        assert answer.status_code == 200
        assert code_only.get(TOTP_PAGE).status_code == 302


# Time


def test_idle_session_ends_after_a_week(alice: User, sign_in: SignIn) -> None:
    browser = sign_in(alice)
    assert is_signed_in(browser)

    for days, expected in ((6.9, True), (6.9 + 6.9, True), (6.9 + 6.9 + 7.1, False)):
        with time_machine.travel(time.time() + timedelta(days=days).total_seconds()):
            assert is_signed_in(browser) is expected


def test_session_in_use_ends_after_thirty_days(alice: User, sign_in: SignIn) -> None:
    browser = sign_in(alice)

    seen = []
    for day in range(0, 36, 5):
        with time_machine.travel(time.time() + timedelta(days=day).total_seconds()):
            seen.append(is_signed_in(browser))

    assert seen == [True] * 6 + [seen[6], False]


def test_last_use_is_noted_once_an_hour(alice: User, sign_in: SignIn) -> None:
    browser = sign_in(alice)
    is_signed_in(browser)
    first = row_of(browser).last_seen_at

    is_signed_in(browser)
    assert row_of(browser).last_seen_at == first
    with time_machine.travel(time.time() + 3700):
        is_signed_in(browser)

    assert row_of(browser).last_seen_at - first > timedelta(hours=1)


def test_end_all_counts_what_it_ended(alice: User, sign_in: SignIn) -> None:
    sign_in(alice), sign_in(alice)

    assert (end_all_sessions(alice), end_all_sessions(alice)) == (2, 0)


def test_pages_show_times_in_the_readers_zone(alice: User, sign_in: SignIn) -> None:
    browser = sign_in(alice)
    seen: Any = UserSession.objects.get(user=alice).created_at

    page = text_of(browser.get("/en/account/sessions/").content)

    in_paris = timezone.localtime(seen, alice.zone)
    assert in_paris.strftime("%H:%M") in page
    assert timezone.get_current_timezone_name() == "Asia/Shanghai"
