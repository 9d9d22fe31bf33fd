"""Alice owns what is asked about, Bob belongs to the site and Carol is a stranger; Olga runs the server."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.accounts.domain.operatorship import appoint
from qiao.rooms.accounts.models import User

PASSWORD = "mulberry lantern 7 ferry"


@pytest.fixture(autouse=True)
def _fresh_limits(db: None) -> Iterator[None]:
    """Rate limits live in the cache, whose rows go with the transaction of a test."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def alice(db: None) -> User:
    return create_account("alice@uni.example", PASSWORD, "en", time_zone="Europe/Paris")


@pytest.fixture
def bob(db: None) -> User:
    return create_account("bob@host.example", PASSWORD, "zh-hans")


@pytest.fixture
def carol(db: None) -> User:
    return create_account("carol@elsewhere.example", PASSWORD, "en")


@pytest.fixture
def olga(db: None) -> User:
    user = create_account("olga@server.example", PASSWORD, "en")
    appoint(user, None)
    return user


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A browser that signed in with the password, as a person does."""

    def enter(user: User, password: str = PASSWORD) -> Client:
        browser = Client()
        answer = browser.post("/en/account/login/", {"login": user.email, "password": password})
        assert answer.status_code == 302, answer.content.decode()
        return browser

    return enter


@pytest.fixture
def proven(sign_in: Callable[..., Client]) -> Callable[[User], Client]:
    """The same, having just given the password again."""

    def enter(user: User) -> Client:
        browser = sign_in(user)
        answer = browser.post("/en/account/reauthenticate/", {"password": PASSWORD})
        assert answer.status_code == 302
        return browser

    return enter


def session_of(browser: Client) -> str:
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


def is_signed_in(browser: Client) -> bool:
    return browser.get("/en/account/").status_code == 200


def text_of(html: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.decode()))


def mails_to(email: str) -> list[OutboxMail]:
    """Newest first."""
    return list(OutboxMail.objects.filter(recipient=email).order_by("-id"))


def code_for(email: str) -> str:
    found = re.search(r"^[A-Z]{4}-[A-Z]{4}$", mails_to(email)[0].text, re.MULTILINE)
    assert found is not None
    return found.group()


def path_in(mail: OutboxMail) -> str:
    found = re.search(r"http://testserver(/\S+)", mail.text)
    assert found is not None
    return found.group(1)
