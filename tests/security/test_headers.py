"""Every answer of a crawl carries the headers that keep a browser on its guard."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.site.test_access_matrix import routes
from tests.support.world import World, build_world, cookies_of, fill

pytestmark = [pytest.mark.once, pytest.mark.django_db, pytest.mark.timeout(600)]

REQUIRED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.fixture(scope="module")
def crawls(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, dict[str, Any]]]:
    """Every route as a stranger to the site and as its operator sees it, asked once for all tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = build_world()
        yield {role: _crawl(world, role) for role in ("anonymous", "operator")}
        transaction.set_rollback(True)


def _crawl(world: World, role: str) -> dict[str, Any]:
    client = world.client(role)
    signed_in = cookies_of(client)
    found = {}
    for route in routes():
        client.cookies = deepcopy(signed_in)
        with transaction.atomic():
            found[route] = client.get(fill(route, world))
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("role", ["anonymous", "operator"])
def test_each_answer_carries_the_headers(crawls: Any, role: str) -> None:
    wrong = []
    for route, response in crawls[role].items():
        policy = response.headers.get("Content-Security-Policy", "")
        lacking = [name for name, value in REQUIRED.items() if response.headers.get(name) != value]
        # The preview of a mail has inline styles, and lives in a sandbox without scripts.
        is_sandbox = "sandbox" in policy and "script" not in policy
        loose = ("unsafe-" in policy and not is_sandbox) or "*" in policy or "default-src" not in policy
        if lacking or loose or "Permissions-Policy" not in response.headers:
            wrong.append((route, lacking, policy[:60]))

    assert wrong == []


def test_private_pages_are_not_kept_by_caches(crawls: Any) -> None:
    shared = []
    for route, response in crawls["operator"].items():
        signed_in_only = crawls["anonymous"][route].status_code != 200
        control = response.headers.get("Cache-Control", "")
        if (
            signed_in_only
            and response.status_code == 200
            and not ("no-store" in control or "private" in control)
        ):
            shared.append(route)

    assert shared == []


def test_pages_hold_no_inline_script_or_style(crawls: Any) -> None:
    found = []
    for route, response in crawls["operator"].items():
        is_sandbox = "sandbox" in response.headers.get("Content-Security-Policy", "")
        if not is_sandbox and response.headers.get("Content-Type", "").startswith("text/html"):
            text = response.content.decode()
            inline = re.findall(
                r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(?:src=|application/(?:ld\+)?json))|<c-", text
            )
            found += [(route, inline)] if inline else []

    assert found == []


def test_secure_site_sends_hsts_and_secure_cookies() -> None:
    import json
    import os
    import secrets
    import subprocess
    import sys

    code = (
        "import django, json; django.setup()\n"
        "from django.conf import settings as s\n"
        "from django.core.checks import run_checks\n"
        "print(json.dumps([s.SECURE_HSTS_SECONDS, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.SECURE_SSL_REDIRECT, [m.id for m in run_checks(include_deployment_checks=True)"
        " if m.level >= 30]]))"
    )
    environment = os.environ | {
        "QIAO_BASE_URL": "https://qiao.example",
        "QIAO_SECRET_KEY": secrets.token_urlsafe(60),
        "DJANGO_SETTINGS_MODULE": "qiao.site.settings",
    }
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # journeys in this process set it for themselves

    answer = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )

    assert json.loads(answer.stdout) == [31_536_000, True, True, True, []]


def test_anonymous_answers_differ_by_language_header(client: Client) -> None:
    assert "Accept-Language" in client.get("/").headers["Vary"]
