"""Many mails of one kind at once."""

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from qiao.kit.jobs.models import Job
from qiao.kit.mail.bulk import Letter, queue_mails
from qiao.kit.mail.errors import RecipientRefused
from qiao.kit.mail.models import MailAttachment, OutboxMail, Unsubscription
from qiao.kit.mail.outbox import Attachment
from qiao.kit.mail.tasks import send_due_mails

pytestmark = pytest.mark.django_db
NOTE = {"name": "Ann", "place": "Beijing"}
ICS = Attachment("changes.ics", "text/calendar; method=PUBLISH; charset=utf-8", b"BEGIN:VCALENDAR")


def letters(many: int, name: str = "p") -> list[Letter]:
    return [
        Letter(to=f"{name}{n}@x.example", context=NOTE, key=f"{name}:{n}", attachments=[ICS])
        for n in range(many)
    ]


def test_letters_wait_with_one_job(ann):
    written = queue_mails("tests.note", [*letters(3), Letter(to=ann, context=NOTE, key="ann")])

    assert written == OutboxMail.objects.filter(state="waiting").count() == 4
    assert MailAttachment.objects.count() == 3
    assert Job.objects.count() == 1
    assert OutboxMail.objects.get(key="ann").user == ann


def test_letter_to_an_address_finds_its_account_and_language(ann):
    get_user_model().objects.filter(pk=ann.pk).update(language="zh-hans")

    queue_mails("tests.note", [Letter(to="Ann@University.example", context=NOTE, key="k")])

    stored = OutboxMail.objects.get()
    assert (stored.user, stored.subject) == (ann, "Ann: 邮件")


def test_letter_with_a_known_key_is_not_written_again():
    queue_mails("tests.note", letters(2))

    assert queue_mails("tests.note", letters(3)) == 1
    assert queue_mails("tests.note", letters(3)) == 0
    assert OutboxMail.objects.count() == 3


def test_letters_of_a_change_that_is_undone_never_were():
    with transaction.atomic():
        queue_mails("tests.note", letters(2))
        transaction.set_rollback(True)

    assert OutboxMail.objects.count() == Job.objects.count() == 0


def test_letter_to_no_address_refuses_all_of_them():
    with pytest.raises(RecipientRefused):
        queue_mails("tests.note", [*letters(2), Letter(to="nobody", context=NOTE, key="k")])

    assert OutboxMail.objects.count() == 0


def test_letter_to_who_has_unsubscribed_is_cancelled():
    Unsubscription.objects.create(address="p0@x.example", template="tests.news")

    queue_mails("tests.news", letters(2))

    assert OutboxMail.objects.get(key="p:0").state == "cancelled"
    assert OutboxMail.objects.get(key="p:1").state == "waiting"


def test_letters_take_as_many_statements_for_twenty_as_for_two():
    queue_mails("tests.note", letters(1, "warm"))
    counts = []
    for name, many in (("few", 2), ("many", 20)):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            queue_mails("tests.note", letters(many, name))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_job_sends_all_that_wait():
    queue_mails("tests.note", letters(3))

    send_due_mails.func(str(Job.objects.get().pk))

    assert len(mail.outbox) == 3
    assert set(OutboxMail.objects.values_list("state", flat=True)) == {"sent"}
