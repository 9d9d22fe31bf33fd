import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from qiao.kit.activity.models import Activity
from qiao.kit.jobs.backport import DBTaskResult
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.worker.inline import run_ready_jobs
from qiao.kit.mail import sending
from qiao.kit.mail.addresses import trouble_with
from qiao.kit.mail.models import MailAttempt, OutboxMail
from qiao.kit.mail.outbox import Attachment, message_id, queue_mail
from qiao.kit.mail.sending import deliver, pause, recover
from qiao.kit.mail.tasks import sweep_mail
from tests.support import hostile
from tests.support.smtp_server import DROP

pytestmark = pytest.mark.django_db
NOTE = {"name": "张伟", "place": "北京"}


def queued(key: str = "visit:1", kind: str = "tests.note", **values: object) -> OutboxMail:
    given = {"to": "ann@university.example", "context": NOTE, "language": "en"} | values
    return queue_mail(kind, key=key, **given)  # type: ignore[arg-type]


def now_due(mail: OutboxMail) -> None:
    OutboxMail.objects.filter(pk=mail.pk).update(next_try_at=timezone.now())


def attempts(mail: OutboxMail) -> list[tuple[str, int | None, str]]:
    return [(row.outcome, row.smtp_code, row.answer) for row in mail.attempts.all()]


def test_worker_sends_what_waits(server):
    mail = queued()

    run_ready_jobs(["mail"])

    mail.refresh_from_db()
    assert (mail.state, mail.tries) == ("sent", 1)
    assert mail.sent_at is not None
    assert attempts(mail) == [("accepted", 250, "2.0.0 taken")]
    (message,) = server.accepted
    assert server.envelopes == [("mail FROM:<qiao@testserver>", "rcpt TO:<ann@university.example>")]
    assert (message["To"], message["Subject"]) == ("ann@university.example", "张伟: Mail")
    assert message["Message-ID"] == message_id("visit:1")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "en"
    assert "List-Unsubscribe" not in message
    assert message.get_content_type() == "multipart/alternative"
    text, html = message.iter_parts()
    assert text.get_content().replace("\r\n", "\n") == mail.text
    assert html.get_content_type() == "text/html"


def test_nothing_happens_without_a_worker(server):
    mail = queued()

    mail.refresh_from_db()

    assert (mail.state, server.connections) == ("waiting", 0)


def test_transient_refusal_is_tried_again_later(server):
    mail = queued()
    server.say("RCPT", "451 4.7.1 try again later")

    assert deliver(mail.pk) == "waiting"
    mail.refresh_from_db()
    assert mail.next_try_at > timezone.now() + timedelta(seconds=7)
    assert deliver(mail.pk) is None
    now_due(mail)
    assert deliver(mail.pk) == "sent"

    assert attempts(mail) == [("deferred", 451, "4.7.1 try again later"), ("accepted", 250, "2.0.0 taken")]
    assert len(server.accepted) == 1
    assert trouble_with([mail.recipient]) == {}


def test_permanent_refusal_fails_at_once_and_is_told_at_the_address(server):
    mail = queued(to="Ann@university.example")
    server.say("RCPT", "550 5.1.1 no such mailbox")

    assert deliver(mail.pk) == "failed"

    assert attempts(mail) == [("refused", 550, "5.1.1 no such mailbox")]
    trouble = trouble_with(["ANN@university.example"])["ann@university.example"]
    assert (trouble.kind, trouble.last_answer) == ("refused", "550 5.1.1 no such mailbox")
    assert Activity.objects.get().action == "mail.mail.failed"
    assert deliver(mail.pk) is None


@pytest.mark.parametrize(
    ("stage", "answer"),
    [
        ("MAIL", "553 5.7.1 sender refused"),
        ("RCPT", "550 5.7.1 relaying denied"),
        ("CONTENT", "554 5.7.1 looks like spam"),
        ("DATA", "554 5.0.0 no"),
    ],
)
def test_refusal_that_is_our_own_fault_is_not_held_against_the_address(server, stage, answer):
    mail = queued()
    server.say(stage, answer)

    assert deliver(mail.pk) == "failed"

    assert trouble_with([mail.recipient]) == {}


def test_answer_that_cannot_be_stored_is_kept_readable(server):
    mail = queued()
    server.say("RCPT", "550 5.1.1 no \x00 such\x07 mailbox")

    assert deliver(mail.pk) == "failed"

    assert attempts(mail)[0][2].startswith("5.1.1 no")


@pytest.mark.parametrize("stage", ["GREETING", "MAIL", "RCPT", "DATA", "CONTENT"])
def test_line_that_breaks_is_tried_again(server, stage):
    mail = queued()
    server.say(stage, DROP)

    assert deliver(mail.pk) == "waiting"
    now_due(mail)
    assert deliver(mail.pk) == "sent"

    assert [outcome for outcome, _code, _answer in attempts(mail)] == ["deferred", "accepted"]
    assert [message["Message-ID"] for message in server.accepted] == [mail.message_id]


def test_server_that_refuses_everybody_is_tried_again(server):
    mail = queued()
    server.say("GREETING", "554 no service")

    assert deliver(mail.pk) == "waiting"


def test_server_that_is_not_there_is_tried_again(settings, server):
    mail = queued()
    settings.EMAIL_PORT = 1

    assert deliver(mail.pk) == "waiting"
    assert "refused" in attempts(mail)[0][2].lower()


def test_last_try_gives_up(server):
    mail = queued()
    OutboxMail.objects.filter(pk=mail.pk).update(tries=sending.GIVE_UP_AFTER - 1)
    server.say("RCPT", "451 4.3.0 later")

    assert deliver(mail.pk) == "failed"


def test_pauses_grow_to_an_hour_and_differ():
    assert [timedelta(seconds=8) <= pause(1) <= timedelta(seconds=12) for _number in range(20)] == [True] * 20
    assert timedelta(seconds=64) <= pause(4) <= timedelta(seconds=96)
    assert max(pause(tries) for tries in range(1, 60)) <= timedelta(hours=1)
    assert len({pause(3) for _number in range(10)}) > 1


def test_mail_that_is_being_sent_is_left_alone(server):
    mail = queued()
    OutboxMail.objects.claim(mail.pk, uuid.uuid4(), timezone.now(), sending.LEASE)

    assert deliver(mail.pk) is None
    assert recover() == 0
    assert server.connections == 0


def test_mail_of_a_lost_worker_waits_again(server):
    mail = queued()
    sending._claim(mail.pk, uuid.uuid4())
    OutboxMail.objects.filter(pk=mail.pk).update(lease_expires_at=timezone.now() - timedelta(seconds=1))

    assert recover() == 1
    assert recover() == 0
    assert deliver(mail.pk) == "sent"

    assert [outcome for outcome, _code, _answer in attempts(mail)] == ["lost", "accepted"]


def test_result_that_comes_after_the_lease_is_thrown_away(server):
    mail = queued()
    late = uuid.uuid4()
    held = sending._claim(mail.pk, late)
    OutboxMail.objects.filter(pk=mail.pk).update(lease_expires_at=timezone.now() - timedelta(seconds=1))
    recover()
    assert deliver(mail.pk) == "sent"

    answer = sending.Answer(sending.Stage.CONTENT, 550, "late")

    assert sending._settle(held, late, answer) is None
    mail.refresh_from_db()
    assert (mail.state, mail.tries) == ("sent", 2)


def test_sweep_sends_what_is_due_and_takes_back_what_was_lost(server):
    due, later = queued("due"), queued("later")
    OutboxMail.objects.filter(pk=later.pk).update(next_try_at=timezone.now() + timedelta(hours=1))
    lost = queued("lost")
    sending._claim(lost.pk, uuid.uuid4())
    OutboxMail.objects.filter(pk=lost.pk).update(lease_expires_at=timezone.now() - timedelta(seconds=1))
    DBTaskResult.objects.all().delete()  # only the sweep is left to do it
    job = start_job(None, sweep_mail, title="sweep")
    run_ready_jobs(["mail"])

    job.refresh_from_db()
    assert job.result == {"returned": 0, "recovered": 1, "due": 2}
    states = dict(OutboxMail.objects.values_list("key", "state"))
    assert states == {"due": "sent", "later": "waiting", "lost": "sent"}
    assert {message["Message-ID"] for message in server.accepted} == {due.message_id, lost.message_id}


def test_secret_goes_first_and_is_forgotten(server):
    plain = queued("plain")
    secret = queued("secret", "tests.code", context={"code": "123 456"})

    run_ready_jobs(["mail"])

    assert [message["Message-ID"] for message in server.accepted] == [secret.message_id, plain.message_id]
    assert "123 456" in server.accepted[0].get_body(("plain",)).get_content()
    secret.refresh_from_db()
    assert (secret.state, secret.subject, secret.text, secret.html, secret.context) == (
        "sent",
        "",
        "",
        "",
        {},
    )


def test_invitation_arrives_as_one(server):
    ics = Attachment("参观.ics", "text/calendar; method=REQUEST; charset=utf-8", "SUMMARY:参观".encode())

    deliver(queued(attachments=[ics]).pk)

    (part,) = server.accepted[0].iter_attachments()
    assert part.get_content_type() == "text/calendar"
    assert part["Content-Type"].params["method"] == "REQUEST"
    assert part.get_filename() == "参观.ics"
    assert part.get_payload(decode=True) == "SUMMARY:参观".encode()


def test_optional_mail_says_where_to_unsubscribe(server, client):
    deliver(queued(kind="tests.news").pk)

    address = server.accepted[0]["List-Unsubscribe"].strip().strip("<>")
    assert address.startswith("http://testserver/en/mail/unsubscribe/")
    assert client.get(address.removeprefix("http://testserver")).status_code == 200


def test_reply_goes_where_it_should(server):
    deliver(queued(reply_to="organiser@qiao.example").pk)

    assert server.accepted[0]["Reply-To"] == "organiser@qiao.example"


@pytest.mark.parametrize("text", [*hostile.LINES, "a" * 5000, "é" * 300, "\U0001f600 侨桥"])
def test_hostile_value_adds_no_header_and_no_recipient(server, text):
    plain = set(_headers(server, "plain", "Ann"))

    found = _headers(server, "hostile", text)

    assert set(found) == plain
    assert len(server.envelopes) == 2
    assert server.accepted[1]["To"] == "ann@university.example"


def _headers(server, key: str, text: str) -> list[str]:  # type: ignore[no-untyped-def]
    assert deliver(queued(key, context={"name": text, "place": text}).pk) == "sent"
    head = server.raw[-1].split(b"\r\n\r\n")[0]
    return [
        line.split(b":")[0].decode() for line in head.split(b"\r\n") if not line.startswith((b" ", b"\t"))
    ]


def test_mail_to_an_address_in_chinese_letters_of_the_domain(server):
    mail = queued(to="ann@大学.example")

    assert deliver(mail.pk) == "sent"
    assert server.envelopes[0][1] == f"rcpt TO:<ann@{'大学'.encode('idna').decode()}.example>"


def test_database_refuses_a_lease_without_sending():
    mail = queued()

    with pytest.raises(IntegrityError), transaction.atomic():
        OutboxMail.objects.filter(pk=mail.pk).update(state="sending")
    with pytest.raises(IntegrityError), transaction.atomic():
        OutboxMail.objects.filter(pk=mail.pk).update(state="sent")


@pytest.mark.django_db(transaction=True)
def test_burst_of_workers_sends_one_mail(server):
    mail = queued()

    def work(_number: int) -> object:
        try:
            return deliver(mail.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(work, range(16)))

    assert [result for result in results if result] == ["sent"]
    assert len(server.accepted) == 1
    assert MailAttempt.objects.count() == 1


def _burst(claim: Callable[[uuid.UUID], bool]) -> int:
    """How many of sixteen claims at once win one mail."""
    mail = queued(uuid.uuid4().hex)

    start = Barrier(8)

    def work(_number: int) -> bool:
        start.wait(10)
        try:
            return claim(mail.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        return sum(pool.map(work, range(16)))


def _claim(mail_id: uuid.UUID) -> bool:
    return OutboxMail.objects.claim(mail_id, uuid.uuid4(), timezone.now(), sending.LEASE)


def _look_then_take(mail_id: uuid.UUID) -> bool:
    """What the claim would be without its condition."""
    mail = OutboxMail.objects.get(pk=mail_id)
    time.sleep(0.03)  # as much as a busy machine puts between looking and taking
    if mail.state != "waiting":
        return False
    mail.state, mail.lease_holder = "sending", uuid.uuid4()
    mail.lease_expires_at = timezone.now() + sending.LEASE
    mail.save()
    return True


@pytest.mark.django_db(transaction=True)
def test_one_of_a_burst_of_claims_wins():
    assert [_burst(_claim) for _round in range(10)] == [1] * 10


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_burst_would_notice_a_claim_without_its_condition():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite writes one after another")

    rounds = [_burst(_look_then_take) for _round in range(10)]

    assert sum(winners > 1 for winners in rounds) >= 5
