import pytest
from django.urls import reverse
from django.utils import timezone

from qiao.kit.activity.entries import entries
from qiao.kit.activity.models import Activity
from qiao.kit.activity.record import record
from qiao.kit.classification import DataSubject, classified
from qiao.kit.errors import NotPermitted
from qiao.kit.jobs.models import Job
from qiao.kit.mail.addresses import note_trouble
from qiao.kit.mail.decisions import cancel_mail, retry_mail, send_trial
from qiao.kit.mail.enums import TroubleKind
from qiao.kit.mail.errors import MailNotCancellable, MailNotRetriable, SecretMailGone
from qiao.kit.mail.models import OutboxMail
from qiao.kit.mail.outbox import Attachment, queue_mail
from qiao.kit.mail.sending import deliver
from tests.support import hostile

pytestmark = pytest.mark.django_db


def queued(key: str = "k", kind: str = "tests.note", **context: str) -> OutboxMail:
    return queue_mail(kind, to="ann@university.example", context={"name": "Ann"} | context, key=key)


def failed(key: str = "failed", kind: str = "tests.note") -> OutboxMail:
    mail = queued(key, kind)
    OutboxMail.objects.filter(pk=mail.pk).update(state="failed")
    mail.refresh_from_db()
    return mail


def addresses() -> dict[str, str]:
    mail, trouble = queued(), note_trouble("x@university.example", TroubleKind.BOUNCED, "550")
    return {
        "outbox": reverse("mail:outbox"),
        "mail": reverse("mail:mail", args=[mail.pk]),
        "html": reverse("mail:html", args=[mail.pk]),
        "troubles": reverse("mail:troubles"),
        "templates": reverse("mail:templates"),
        "template": reverse("mail:template", args=["tests.note"]),
        "template html": reverse("mail:template-html", args=["tests.note", "en"]),
        "retry": reverse("mail:retry", args=[failed().pk]),
        "cancellation": reverse("mail:cancellation", args=[mail.pk]),
        "clearing": reverse("mail:clearing", args=[trouble.pk]),
        "trial": reverse("mail:trial", args=["tests.note", "en"]),
    }


READ = ["outbox", "mail", "html", "troubles", "templates", "template", "template html"]
WRITE = ["retry", "cancellation", "clearing", "trial"]


@pytest.mark.parametrize("name", READ)
def test_pages_are_for_the_operator_alone(client, ann, operator, name):
    url = addresses()[name]

    assert client.get(url).status_code == 302
    client.force_login(ann)
    assert client.get(url).status_code == 404
    client.force_login(operator)
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("name", WRITE)
def test_decisions_are_for_the_operator_alone(client, ann, operator, name):
    url = addresses()[name]

    assert client.post(url).status_code == 302
    client.force_login(ann)
    assert client.post(url).status_code == 404
    assert Activity.objects.count() == 0
    client.force_login(operator)
    assert client.get(url).status_code == 405
    assert client.post(url).status_code == 302
    assert Activity.objects.count() == 1


def test_list_is_filtered_and_searched(client, operator):
    queued("a", name="First")
    failed("b")
    client.force_login(operator)

    def subjects(**query: str) -> list[str]:
        return [mail.key for mail in client.get(reverse("mail:outbox"), query).context["listing"].items]

    assert subjects() == ["b", "a"]
    assert subjects(state="failed") == ["b"]
    assert subjects(kind="tests.note") == ["b", "a"]
    assert subjects(q="ann@") == ["b", "a"]
    assert subjects(q="bob") == []


@pytest.mark.parametrize("count", [3, 20, 200])
def test_list_costs_the_same_for_every_length(client, operator, count, django_assert_max_num_queries):
    for number in range(count):
        queued(str(number))
    client.force_login(operator)

    with django_assert_max_num_queries(10):
        client.get(reverse("mail:outbox"))


def test_export_is_safe_and_holds_no_text(client, operator):
    queued(name="=cmd|' /C calc'!A0", place="the body")
    client.force_login(operator)

    answer = b"".join(client.get(reverse("mail:outbox"), {"export": "csv"}).streaming_content).decode(
        "utf-8-sig"
    )

    assert '"=cmd' not in answer
    assert "the body" not in answer


def test_detail_tells_what_happened(client, operator, server):
    mail = queue_mail(
        "tests.note", to="ann@university.example", context={"name": "Ann", "place": "Beijing"}, key="k",
        attachments=[Attachment("visit.ics", "text/calendar", b"x")],
    )  # fmt: skip
    server.say("RCPT", "550 5.1.1 no such mailbox")
    deliver(mail.pk)
    client.force_login(operator)

    page = client.get(reverse("mail:mail", args=[mail.pk])).content.decode()

    for part in (
        "see you in Beijing",
        "5.1.1 no such mailbox",
        "visit.ics",
        mail.message_id.strip("<>"),
        "Send again",
    ):
        assert part in page
    assert "the mail server refuses this address" in page


def test_waiting_mail_says_that_nobody_tried(client, operator):
    client.force_login(operator)

    assert "no worker is running" in client.get(reverse("mail:mail", args=[queued().pk])).content.decode()


@pytest.mark.parametrize("name", ["html", "template html"])
def test_html_is_shown_in_a_sandbox(client, operator, name):
    client.force_login(operator)

    answer = client.get(addresses()[name])

    policy = answer.headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "allow-" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_secret_is_never_shown(client, operator):
    mail = queued(kind="tests.code", code="987 654")
    retry_later = record(operator, "mail.mail.retried", mail)
    client.force_login(operator)

    pages = [
        client.get(reverse("mail:mail", args=[mail.pk])).content,
        client.get(reverse("mail:outbox")).content,
        b"".join(client.get(reverse("mail:outbox"), {"export": "csv"}).streaming_content),
        entries([retry_later])[0].title.encode(),
    ]

    assert "987 654" in mail.text
    assert "987 654" in mail.subject
    assert [b"987 654" in page for page in pages] == [False] * 4
    assert [b"Code" in page for page in pages] == [True] * 4
    assert client.get(reverse("mail:html", args=[mail.pk])).status_code == 404


@pytest.mark.parametrize("text", [*hostile.MARKUP, *hostile.TEMPLATES])
def test_hostile_mail_is_shown_as_text(client, operator, text):
    mail = queued(name=text, place=text)
    client.force_login(operator)

    for url in (
        reverse("mail:mail", args=[mail.pk]),
        reverse("mail:html", args=[mail.pk]),
        reverse("mail:outbox"),
    ):
        page = client.get(url).content.decode().replace('<script src="', "")
        for active in ("<script", "<img src=x", "<svg/onload", "<a href='jav"):
            assert active not in page


def test_retry_sends_the_same_mail_again(ann, operator, server):
    mail = failed()
    with pytest.raises(NotPermitted):
        retry_mail(mail, actor=ann)

    retry_mail(mail, actor=operator)
    retried = deliver(mail.pk)

    assert retried == "sent"
    assert server.accepted[0]["Message-ID"] == mail.message_id
    assert Job.objects.filter(subject_id=mail.pk).count() == 2


@pytest.mark.parametrize("state", ["waiting", "cancelled"])
def test_retry_is_for_mail_that_did_not_arrive(operator, state):
    mail = queued()
    OutboxMail.objects.filter(pk=mail.pk).update(state=state)
    mail.refresh_from_db()

    with pytest.raises(MailNotRetriable):
        retry_mail(mail, actor=operator)


def test_secret_is_not_sent_again(operator):
    with pytest.raises(SecretMailGone):
        retry_mail(failed(kind="tests.code"), actor=operator)


def test_cancelled_mail_is_never_sent(ann, operator, server):
    mail = queued()
    with pytest.raises(NotPermitted):
        cancel_mail(mail, actor=ann)

    cancel_mail(mail, actor=operator)

    assert deliver(mail.pk) is None
    assert server.connections == 0


def test_mail_under_way_cannot_be_cancelled(operator):
    mail = queued()
    OutboxMail.objects.filter(pk=mail.pk).update(state="sent", sent_at=timezone.now())

    with pytest.raises(MailNotCancellable):
        cancel_mail(mail, actor=operator)


@pytest.mark.parametrize(("language", "mark"), [("zh-hans", "[测试] "), ("en", "[Test] ")])
def test_trial_goes_to_oneself_with_sample_values(ann, operator, language, mark):
    with pytest.raises(NotPermitted):
        send_trial("tests.note", actor=ann, language=language)

    mail = send_trial("tests.note", actor=operator, language=language)

    assert (mail.recipient, mail.language) == ("operator@qiao.example", language)
    assert mail.subject.startswith(f"{mark}张伟")


@pytest.mark.parametrize("url", ["/en/mail/templates/nothing/", "/en/mail/templates/tests.note/fr/html/"])
def test_unknown_kind_or_language_is_not_found(client, operator, url):
    client.force_login(operator)

    assert client.get(url).status_code == 404


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_pages_are_complete_in_both_languages(client, operator, language):
    mail = queued()
    note_trouble("x@university.example", TroubleKind.BOUNCED, "550")
    client.force_login(operator)

    for path in ("", f"{mail.pk}/", "addresses/", "templates/", "templates/tests.news/"):
        page = client.get(f"/{language}/mail/{path}").content.decode()
        assert "<c-" not in page
        assert "邮件" in page or language == "en"


def test_erasure_takes_a_persons_mails_and_leaves_others(ann):
    queued("ann")
    other = queue_mail(
        "tests.note", to="bob@university.example", context={"name": "Bob"}, key="bob", actor=ann
    )
    note_trouble(ann.email, TroubleKind.BOUNCED, "550")
    subject = DataSubject(user_id=ann.pk, emails=frozenset({ann.email}))

    for name in ("mail.mailattachment", "mail.mailattempt", "mail.outboxmail", "mail.addresstrouble"):
        entry = classified.get(name)
        entry.erase(entry.find(subject))

    assert list(OutboxMail.objects.all()) == [other]
    assert classified.get("mail.addresstrouble").find(subject).count() == 0


def test_every_field_is_classified():
    for name, entry in classified.items():
        if name.startswith(("mail.", "activity.")):
            fields = {field.name for field in entry.model._meta.concrete_fields}
            assert set(entry.fields) == fields - {"id", "created_at", "updated_at"}, name
