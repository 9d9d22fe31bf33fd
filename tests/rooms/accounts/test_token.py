import time
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from qiao.kit.activity.models import Activity
from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.domain.account import disable_account
from qiao.rooms.accounts.domain.token import LIMIT, authenticate, create_token, revoke_token
from qiao.rooms.accounts.errors import ExpiryOutOfRange, ScopeUnknown, TooManyTokens
from qiao.rooms.accounts.models import ApiToken, User


def make(user: User, *scope_names: str, days: float = 30, name: str = "Report") -> tuple[ApiToken, str]:
    expires_at = timezone.now() + timedelta(days=days)
    return create_token(user, name=name, scope_names=scope_names or ["account.read"], expires_at=expires_at)


def ask(token: str, path: str = "/api/v1/me", method: str = "get", **body: object) -> object:
    return getattr(Client(), method)(path, headers={"Authorization": f"Bearer {token}"}, **body)


def test_token_is_kept_as_a_hash_only(alice: User) -> None:
    row, shown = make(alice)

    kept = " ".join(str(value) for value in ApiToken.objects.filter(pk=row.pk).values()[0].values())

    assert shown.startswith(f"qiao_{row.prefix}_")
    assert shown.split("_", 2)[2] not in kept
    assert authenticate(shown) == row


@pytest.mark.parametrize(
    "wrong",
    ["", "qiao", "qiao__", "qiao_00000000_x", "other_{prefix}_{secret}", "qiao_{prefix}_", "qiao_{prefix}_é"],
)
def test_wrong_token_lets_nobody_in(alice: User, wrong: str) -> None:
    row, shown = make(alice)

    assert authenticate(wrong.format(prefix=row.prefix, secret=shown.split("_", 2)[2])) is None


def test_expired_token_lets_nobody_in(alice: User) -> None:
    row, shown = make(alice)
    ApiToken.objects.filter(pk=row.pk).update(
        created_at=timezone.now() - timedelta(days=2), expires_at=timezone.now() - timedelta(seconds=1)
    )

    assert authenticate(shown) is None


def test_revoked_token_lets_nobody_in(alice: User) -> None:
    row, shown = make(alice)

    revoke_token(alice, row)

    assert authenticate(shown) is None
    assert Activity.objects.filter(action="accounts.token.revoked", subject_id=row.pk).count() == 1


def test_operator_may_revoke_and_a_stranger_may_not(alice: User, olga: User, carol: User) -> None:
    row, shown = make(alice)

    with pytest.raises(NotPermitted):
        revoke_token(carol, row)
    assert authenticate(shown) == row
    revoke_token(olga, row)

    assert authenticate(shown) is None


def test_disabled_account_takes_its_tokens_along(alice: User, olga: User) -> None:
    _row, shown = make(alice)

    disable_account(olga, alice)

    assert authenticate(shown) is None


@pytest.mark.parametrize("days", [-1, 0, 367, 4000])
def test_expiry_beyond_a_year_or_in_the_past_is_refused(alice: User, days: float) -> None:
    with pytest.raises(ExpiryOutOfRange):
        make(alice, days=days)


@pytest.mark.parametrize("names", [["nothing.read"], ["account.read", "root"]])
def test_unknown_scope_is_refused(alice: User, names: list[str]) -> None:
    with pytest.raises(ScopeUnknown):
        make(alice, *names)


def test_token_without_scope_is_refused(alice: User) -> None:
    with pytest.raises(ScopeUnknown):
        create_token(alice, name="x", scope_names=[], expires_at=timezone.now() + timedelta(days=1))


def test_name_with_a_line_break_is_refused(alice: User) -> None:
    with pytest.raises(ValidationError):
        make(alice, name="a\r\nb")


def test_number_of_tokens_is_bounded_and_a_revoked_one_makes_room(alice: User) -> None:
    rows = [make(alice)[0] for _ in range(LIMIT)]

    with pytest.raises(TooManyTokens):
        make(alice)
    revoke_token(alice, rows[0])

    assert make(alice)[0].is_usable


def test_last_use_is_kept_to_the_hour_and_written_once(
    alice: User, django_assert_num_queries: object
) -> None:
    row, shown = make(alice)
    authenticate(shown)

    with django_assert_num_queries(1):  # type: ignore[operator]
        authenticate(shown)

    row.refresh_from_db()
    assert row.last_used_at == timezone.now().replace(minute=0, second=0, microsecond=0)


def test_unknown_prefix_and_wrong_secret_take_the_same_work(alice: User) -> None:
    row, _shown = make(alice)

    def cost(token: str) -> float:
        start = time.perf_counter()
        for _ in range(50):
            authenticate(token)
        return time.perf_counter() - start

    known, unknown = cost(f"qiao_{row.prefix}_{'x' * 43}"), cost(f"qiao_00000000_{'x' * 43}")

    assert 0.3 < known / unknown < 3


def test_api_reads_the_account_of_the_token(alice: User) -> None:
    _row, shown = make(alice)

    answer = ask(shown)

    assert answer.status_code == 200
    assert answer.json() == {
        "id": str(alice.pk),
        "email": alice.email,
        "language": "en",
        "time_zone": "Europe/Paris",
        "is_operator": False,
    }


def test_api_refuses_a_scope_that_the_token_lacks(alice: User) -> None:
    _row, shown = make(alice, "account.read")

    answer = ask(shown, method="patch", data={"language": "zh-hans"}, content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (403, "scope-missing")
    alice.refresh_from_db()
    assert alice.language == "en"


def test_api_changes_the_profile_within_the_scope(alice: User) -> None:
    _row, shown = make(alice, "account.write")

    answer = ask(shown, method="patch", data={"time_zone": "Asia/Tokyo"}, content_type="application/json")

    assert (answer.status_code, answer.json()["time_zone"]) == (200, "Asia/Tokyo")


def test_api_names_the_field_of_a_zone_that_does_not_exist(alice: User) -> None:
    _row, shown = make(alice, "account.write")

    answer = ask(shown, method="patch", data={"time_zone": "Mars/Olympus"}, content_type="application/json")

    assert answer.status_code == 422
    assert answer.json()["problems"][0]["place"] == "body.time_zone"


def test_api_revokes_own_tokens_and_hides_those_of_others(alice: User, bob: User) -> None:
    own, shown = make(alice, "account.write", "account.read")
    foreign, foreign_shown = make(bob)

    answers = [ask(shown, f"/api/v1/tokens/{row.pk}", "delete").status_code for row in (foreign, own)]

    assert answers == [404, 204]
    assert authenticate(foreign_shown) == foreign
    assert ask(shown).status_code == 401


def test_api_lists_only_own_tokens_without_any_secret(alice: User, bob: User) -> None:
    _row, shown = make(alice)
    make(bob)

    items = ask(shown, "/api/v1/tokens").json()["items"]

    assert [item["name"] for item in items] == ["Report"]
    assert not {"token_hash", "token"} & set(items[0])


def test_api_without_token_asks_for_one() -> None:
    answer = Client().get("/api/v1/me")

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="qiao"')


def test_api_takes_a_signed_in_browser_but_wants_its_csrf_token(alice: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(alice)

    read = browser.get("/api/v1/me")
    write = browser.patch("/api/v1/me", {"language": "zh-hans"}, content_type="application/json")

    assert (read.status_code, write.status_code) == (200, 403)
    alice.refresh_from_db()
    assert alice.language == "en"


def test_api_limits_one_token_and_not_the_next(alice: User, settings: object) -> None:
    settings.API_LIMITS = {"token": 3, "address": 100, "guesses": 100}  # type: ignore[attr-defined]
    _row, first = make(alice)
    _row, second = make(alice)

    answers = [ask(first).status_code for _ in range(4)]

    assert answers == [200, 200, 200, 429]
    assert ask(second).status_code == 200
