import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction

from qiao.kit.jobs.models import Job
from qiao.kit.mail.enums import MailState
from qiao.kit.mail.errors import AttachmentRefused, RecipientRefused
from qiao.kit.mail.message import compose
from qiao.kit.mail.models import MailAttachment, OutboxMail
from qiao.kit.mail.outbox import Attachment, message_id, queue_mail

pytestmark = pytest.mark.django_db
NOTE = {"name": "Ann", "place": "Beijing"}
ICS = Attachment("visit.ics", "text/calendar; method=REQUEST; charset=utf-8", b"BEGIN:VCALENDAR")


def test_mail_waits_with_its_job(ann):
    mail = queue_mail(
        "tests.note", to="ann@university.example", context=NOTE, key="visit:1", attachments=[ICS]
    )

    stored = OutboxMail.objects.get()
    assert (stored.state, stored.recipient, stored.user, stored.tries) == ("waiting", ann.email, ann, 0)
    assert stored.subject == "Ann: Mail"
    assert stored.attachments.get().size == 15
    job = Job.objects.get()
    assert (job.subject_id, job.queue) == (mail.pk, "mail")
    assert job.task.args_kwargs["kwargs"] == {"mail_id": str(mail.pk)}


def test_same_key_is_one_mail(ann):
    first = queue_mail("tests.note", to=ann, context=NOTE, key="visit:1")
    second = queue_mail("tests.note", to="other@university.example", context=NOTE, key="visit:1")

    assert first.pk == second.pk
    assert OutboxMail.objects.count() == Job.objects.count() == 1


def test_rolled_back_change_leaves_no_mail(ann):
    with transaction.atomic():
        queue_mail("tests.note", to=ann, context=NOTE, key="visit:1")
        transaction.set_rollback(True)

    assert OutboxMail.objects.count() == Job.objects.count() == 0


@pytest.mark.parametrize(
    ("reader", "asked", "used"),
    [("en", None, "en"), ("zh-hans", None, "zh-hans"), ("zh-hans", "en", "en"), ("en", "xx", "zh-hans")],
)
def test_language_is_the_readers(ann, reader, asked, used):
    get_user_model().objects.filter(pk=ann.pk).update(language=reader)

    mail = queue_mail("tests.note", to="ann@university.example", context=NOTE, key="k", language=asked)

    assert mail.language == used
    assert mail.subject == {"en": "Ann: Mail", "zh-hans": "Ann: 邮件"}[used]


def test_address_without_account_gets_the_sites_language():
    mail = queue_mail("tests.note", to="stranger@university.example", context=NOTE, key="k")

    assert (mail.user, mail.language) == (None, "zh-hans")


@pytest.mark.parametrize(
    "address",
    [
        "ann@university.example\r\nBcc: all@attacker.invalid",
        "ann@university.example, bob@university.example",
        "ann@university.example;x",
        "Ann <ann@university.example>",
        "nobody",
        "",
    ],
)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(RecipientRefused):
        queue_mail("tests.note", to=address, context=NOTE, key="k")
    with pytest.raises(RecipientRefused):
        queue_mail("tests.note", to="ann@university.example", reply_to=address or "x", context=NOTE, key="k")

    assert OutboxMail.objects.count() == 0


def test_objects_are_no_values(ann):
    with pytest.raises(TypeError, match="plain values only"):
        queue_mail("tests.note", to=ann, context={"name": ann}, key="k")


def test_ids_are_values(ann):
    mail = queue_mail("tests.note", to=ann, context={"name": uuid.UUID(int=7)}, key="k")

    assert mail.context == {"name": "00000000-0000-0000-0000-000000000007"}


def test_unknown_kind_of_mail_names_the_known_ones(ann):
    with pytest.raises(LookupError, match=r"tests\.note"):
        queue_mail("tests.nothing", to=ann, context={}, key="k")


@pytest.mark.parametrize(
    "attachment",
    [
        Attachment("../x.ics", "text/calendar", b"x"),
        Attachment("a\r\nBcc: x", "text/calendar", b"x"),
        Attachment("a.ics", "text/calendar\r\nBcc: x", b"x"),
        Attachment("a.ics", "text/calendar", b"x" * (5 * 2**20 + 1)),
    ],
    ids=["folder", "name", "type", "size"],
)
def test_attachment_that_cannot_be_sent_is_refused_with_the_mail(ann, attachment):
    with pytest.raises(AttachmentRefused):
        queue_mail("tests.note", to=ann, context=NOTE, key="k", attachments=[attachment])

    assert OutboxMail.objects.count() == MailAttachment.objects.count() == 0


def test_message_id_is_stable_and_not_to_be_guessed(settings):
    first = message_id("visit:1")
    assert first == message_id("visit:1") != message_id("visit:2")
    assert "visit" not in first
    assert first.endswith("@testserver>")

    settings.SECRET_KEY = "another " * 8

    assert message_id("visit:1") != first


def test_states_change_only_along_the_allowed_ways():
    allowed = {(one, other) for one in MailState for other in MailState if one.may_become(other)}

    assert allowed == {
        ("waiting", "sending"), ("waiting", "cancelled"), ("sending", "sent"), ("sending", "waiting"),
        ("sending", "failed"), ("sent", "bounced"), ("failed", "waiting"), ("bounced", "waiting"),
    }  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_burst_with_one_key_writes_one_mail():
    def write(_number: int) -> object:
        try:
            return queue_mail("tests.note", to="ann@university.example", context=NOTE, key="burst").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        written = set(pool.map(write, range(16)))

    assert len(written) == 1
    assert OutboxMail.objects.count() == 1


def test_an_organisation_writes_in_its_name_from_our_address(ann):
    mail = queue_mail(
        "tests.note",
        to=ann,
        context=NOTE,
        key="k",
        sender_name="Office, \r\nBcc: x@y.example",
        reply_to="o@z.example",
    )

    sent = compose(mail).message()
    assert mail.sender_name == "Office, Bcc: x@y.example"
    assert sent["From"] == '"Office, Bcc: x@y.example" <qiao@testserver>'
    assert (sent["Bcc"], sent["Reply-To"]) == (None, "o@z.example")
