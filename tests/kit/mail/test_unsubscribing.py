import pytest
from django.core import signing
from django.urls import reverse

from qiao.kit.activity.models import Activity
from qiao.kit.mail.models import OutboxMail, Unsubscription
from qiao.kit.mail.outbox import queue_mail
from qiao.kit.mail.unsubscribing import SALT, unsubscribe_url

pytestmark = pytest.mark.django_db
ANN = "ann@university.example"


def path(address: str = ANN, template: str = "tests.news", language: str = "en") -> str:
    return unsubscribe_url(address, template, language).removeprefix("http://testserver")


def news(key: str, to: str = ANN) -> OutboxMail:
    return queue_mail("tests.news", to=to, context={"name": "Ann"}, key=key)


def test_opening_the_link_changes_nothing(client):
    page = client.get(path())

    assert page.status_code == 200
    assert ANN in page.content.decode()
    assert Unsubscription.objects.count() == 0


def test_button_ends_mails_of_this_kind_only(client):
    assert client.post(path()).status_code == 302

    assert (news("1").state, news("2", "bob@university.example").state) == ("cancelled", "waiting")
    assert queue_mail("tests.note", to=ANN, context={"name": "Ann"}, key="3").state == "waiting"
    assert Activity.objects.get().action == "mail.kind.unsubscribed"


def test_unsubscribing_twice_is_once(client):
    client.post(path("ANN@university.example"))
    client.post(path())

    assert Unsubscription.objects.count() == Activity.objects.count() == 1


def test_it_can_be_undone(client):
    client.post(path())
    token = path().rstrip("/").rsplit("/", 1)[-1]

    client.post(reverse("mail:resubscribe", args=[token]))

    assert news("1").state == "waiting"


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "a:b:c",
        signing.dumps([ANN, "tests.news"], salt="other"),
        signing.dumps([ANN, "gone.kind"], salt=SALT),
    ],
    ids=["short", "garbage", "other purpose", "kind that is gone"],
)
@pytest.mark.parametrize("name", ["unsubscribe", "resubscribe"])
def test_link_that_is_not_ours_is_refused(client, token, name):
    assert client.post(reverse(f"mail:{name}", args=[token])).status_code == 404

    assert Unsubscription.objects.count() == 0


def test_page_is_in_the_language_of_the_mail(client):
    assert "不再接收此类邮件" in client.get(path(language="zh-hans")).content.decode()


def test_form_without_its_token_is_refused():
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post(path()).status_code == 403
