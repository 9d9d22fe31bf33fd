from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from qiao.kit.mail.registry import MailTemplate, mail_templates
from qiao.rooms.accounts.models import Operatorship
from tests.support.smtp_server import SmtpServer, smtp_server

KINDS = {
    "tests.note": MailTemplate("mail/tests/note", {"name": "张伟", "place": "北京"}, "Note"),
    "tests.news": MailTemplate(
        "mail/tests/note", {"name": "张伟", "place": "北京"}, "News", is_optional=True
    ),
    "tests.code": MailTemplate("mail/tests/code", {"code": "123 456"}, "Code", is_secret=True),
    "tests.twins": MailTemplate("mail/tests/twins", {"name": "Ann"}, "Twins"),
}


@pytest.fixture(autouse=True, scope="session")
def _kinds() -> Iterator[None]:
    """Kinds of mail of our own, with files of our own (tests/settings.py names their folder)."""
    for name, kind in KINDS.items():
        mail_templates.register(name, kind)
    yield
    for name in KINDS:
        del mail_templates._entries[name]


@pytest.fixture
def server(settings) -> Iterator[SmtpServer]:  # type: ignore[no-untyped-def]
    with smtp_server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        settings.EMAIL_TIMEOUT = 5
        yield running


@pytest.fixture
def ann(db):
    return get_user_model().objects.create_user("ann@university.example", language="en")


@pytest.fixture
def operator(db):
    user = get_user_model().objects.create_user("operator@qiao.example", language="zh-hans")
    Operatorship.objects.create(user=user, granted_at=timezone.now())
    return get_user_model().objects.get(pk=user.pk)
