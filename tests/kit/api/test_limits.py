from typing import Any

import pytest
import time_machine
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.kit.api.urls")]


@pytest.fixture(autouse=True)
def _small_limits(settings: Any) -> None:
    settings.API_LIMITS = {"token": 3, "address": 2, "guesses": 2}


def statuses(client: Client, path: str, times: int, **headers: str) -> list[int]:
    return [client.get(path, headers=headers).status_code for _ in range(times)]


def test_address_is_limited_and_told_when_to_come_again(client: Client) -> None:
    with time_machine.travel("2026-03-01T10:00:10Z", tick=False):
        assert statuses(client, "/api/v1/open", 2) == [200, 200]
        refused = client.get("/api/v1/open")

    assert refused.status_code == 429
    assert (refused["Retry-After"], refused["RateLimit-Limit"], refused["RateLimit-Remaining"]) == (
        "50",
        "2",
        "0",
    )


def test_limit_ends_with_its_minute(client: Client) -> None:
    with time_machine.travel("2026-03-01T10:00:10Z", tick=False):
        statuses(client, "/api/v1/open", 3)
    with time_machine.travel("2026-03-01T10:01:00Z", tick=False):
        assert statuses(client, "/api/v1/open", 1) == [200]


def test_each_token_has_its_own_limit(client: Client) -> None:
    with time_machine.travel("2026-03-01T10:00:10Z", tick=False):
        assert statuses(client, "/api/v1/secret", 4, authorization="Bearer good1") == [200, 200, 200, 429]
        assert statuses(client, "/api/v1/secret", 1, authorization="Bearer good2") == [200]


def test_guessing_tokens_is_limited_by_address(client: Client) -> None:
    with time_machine.travel("2026-03-01T10:00:10Z", tick=False):
        answers = [
            client.get("/api/v1/secret", headers={"authorization": f"Bearer bad{number}"}).status_code
            for number in range(4)
        ]

    assert answers == [401, 401, 401, 429]


def test_spoofed_forwarding_header_finds_no_new_limit(client: Client) -> None:
    with time_machine.travel("2026-03-01T10:00:10Z", tick=False):
        answers = [
            client.get("/api/v1/open", headers={"x-forwarded-for": f"192.0.2.{number}"}).status_code
            for number in range(3)
        ]

    assert answers == [200, 200, 429]


def test_key_is_no_way_round_the_limit(client: Client) -> None:
    with time_machine.travel("2026-03-01T10:00:10Z", tick=False):
        answers = [
            client.post(
                "/api/v1/things",
                "{}",
                "application/json",
                headers={"idempotency-key": f"key-number-{number}"},
            ).status_code
            for number in range(3)
        ]

    assert answers == [422, 422, 429]
