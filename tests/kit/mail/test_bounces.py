import pytest
from django.template import Context, Template

from qiao.kit.activity.models import Activity
from qiao.kit.errors import NotPermitted
from qiao.kit.mail.addresses import clear_trouble, forget_refusal, note_trouble, trouble_with
from qiao.kit.mail.bounces import collect_bounces, parse_bounces, record_bounces
from qiao.kit.mail.enums import TroubleKind
from qiao.kit.mail.errors import NotABounce
from qiao.kit.mail.models import AddressTrouble, OutboxMail
from qiao.kit.mail.outbox import queue_mail
from qiao.kit.mail.sending import deliver

pytestmark = pytest.mark.django_db

REPORT = """From: MAILER-DAEMON@mx.example
To: qiao@testserver
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

I am sorry to have to inform you.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Tue, 3 Nov 2026 09:00:00 +0800

Final-Recipient: rfc822; {address}
Original-Recipient: rfc822;{address}
Action: {action}
Status: {status}
Remote-MTA: dns; mail.university.example
Diagnostic-Code: smtp; 550 5.1.1 <{address}>: Recipient address
    rejected: User unknown

--b
Content-Type: {original}

{headers}
--b--
"""


def report(
    message_id: str, *, action: str = "failed", status: str = "5.1.1", original: str = "message/rfc822",
    address: str = "ann@university.example",
) -> bytes:  # fmt: skip
    headers = f"From: qiao@testserver\nTo: {address}\nSubject: Visit\nMessage-ID: {message_id}\n\ntext\n"
    filled = REPORT.format(address=address, action=action, status=status, original=original, headers=headers)
    return filled.replace("\n", "\r\n").encode()


@pytest.fixture
def sent(server) -> OutboxMail:
    mail = queue_mail("tests.note", to="ann@university.example", context={"name": "Ann"}, key="visit:1")
    deliver(mail.pk)
    mail.refresh_from_db()
    return mail


@pytest.mark.parametrize("original", ["message/rfc822", "text/rfc822-headers"])
def test_report_marks_mail_and_address(sent, original):
    assert record_bounces(report(sent.message_id, original=original)) == 1

    sent.refresh_from_db()
    assert sent.state == "bounced"
    trouble = AddressTrouble.objects.get()
    assert (trouble.address, trouble.kind) == ("ann@university.example", "bounced")
    assert trouble.last_answer == (
        "5.1.1 550 5.1.1 <ann@university.example>: Recipient address rejected: User unknown"
    )
    assert Activity.objects.get().action == "mail.mail.bounced"


def test_full_mailbox_is_told_apart(sent):
    record_bounces(report(sent.message_id, status="5.2.2"))

    assert AddressTrouble.objects.get().kind == TroubleKind.FULL


def test_delay_is_no_bounce(sent):
    assert record_bounces(report(sent.message_id, action="delayed", status="4.4.1")) == 0

    sent.refresh_from_db()
    assert (sent.state, AddressTrouble.objects.count()) == ("sent", 0)


def test_same_report_twice_counts_once(sent):
    assert record_bounces(report(sent.message_id)) == 1
    assert record_bounces(report(sent.message_id)) == 0

    assert Activity.objects.count() == 1


def test_forged_report_harms_nobody(sent):
    assert record_bounces(report("<guess@testserver>", address="victim@university.example")) == 0
    assert record_bounces(report(sent.message_id, address="victim@university.example")) == 1

    assert [row.address for row in AddressTrouble.objects.all()] == ["ann@university.example"]


def test_report_with_bytes_that_cannot_be_stored_counts(sent):
    content = report(sent.message_id).replace(b"User unknown", b"User \x00 \xff\xfe unknown")

    assert record_bounces(content) == 1

    assert "unknown" in AddressTrouble.objects.get().last_answer


def test_mail_that_was_never_sent_cannot_come_back():
    mail = queue_mail("tests.note", to="ann@university.example", context={"name": "Ann"}, key="visit:2")

    assert record_bounces(report(mail.message_id)) == 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"Subject: Hello\r\n\r\nAn ordinary answer.",
        b"x" * (1024 * 1024 + 1),
        b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n",
        report("")[:400],
        b"Content-Type: message/rfc822\r\n\r\n" * 2000,
    ],
    ids=["empty", "bytes", "answer", "large", "no recipient", "cut off", "nested"],
)
def test_what_is_no_report_is_said_to_be_none(content):
    with pytest.raises(NotABounce):
        parse_bounces(content)


def test_folder_is_emptied_and_nothing_is_thrown_away(sent, tmp_path, settings):
    settings.MAIL_BOUNCE_FOLDER = str(tmp_path)
    (tmp_path / "1.eml").write_bytes(report(sent.message_id))
    (tmp_path / "2.eml").write_bytes(b"Subject: Thank you\r\n\r\nSee you there.")

    assert collect_bounces() == 1
    assert collect_bounces() == 0

    assert [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*.eml"))] == [
        "taken/1.eml",
        "unread/2.eml",
    ]


def test_maildir_is_read(sent, tmp_path):
    for part in ("new", "cur", "tmp"):
        (tmp_path / part).mkdir()
    (tmp_path / "new" / "1793.M1.host").write_bytes(report(sent.message_id))

    assert collect_bounces(tmp_path) == 1


def test_links_in_the_folder_are_not_followed(sent, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    drop = tmp_path / "drop"
    drop.mkdir()
    (drop / "link").symlink_to(secret)

    assert collect_bounces(drop) == 0
    assert secret.read_text() == "secret"


def test_folder_that_is_not_there_is_nothing(settings, tmp_path):
    assert collect_bounces() == 0
    assert collect_bounces(tmp_path / "nowhere") == 0


def test_trouble_keeps_since_when(db):
    first = note_trouble("ANN@university.example", TroubleKind.REFUSED, "550 one")
    second = note_trouble("ann@university.example", TroubleKind.BOUNCED, "550 two")

    assert (second.pk, second.since) == (first.pk, first.since)
    assert second.last_at >= first.last_at
    assert second.last_answer == "550 two"


def test_acceptance_ends_a_refusal_but_not_a_bounce(db):
    note_trouble("a@university.example", TroubleKind.REFUSED, "550")
    note_trouble("b@university.example", TroubleKind.BOUNCED, "550")

    forget_refusal("A@university.example")
    forget_refusal("b@university.example")

    assert list(trouble_with(["a@university.example", "b@university.example"])) == ["b@university.example"]


@pytest.mark.parametrize("count", [1, 3, 200])
def test_troubles_of_a_list_are_one_query(count, django_assert_num_queries):
    note_trouble("n0@university.example", TroubleKind.BOUNCED, "550")

    with django_assert_num_queries(1):
        found = trouble_with([f"N{number}@university.example" for number in range(count)])

    assert list(found) == ["n0@university.example"]
    with django_assert_num_queries(0):
        assert trouble_with([]) == {}


def test_trouble_is_shown_beside_the_address():
    page = Template('{% include "mail/address_trouble.html" with address="Ann@university.example" %}')
    assert page.render(Context()).strip() == ""
    note_trouble("ann@university.example", TroubleKind.BOUNCED, "550 <script>alert(1)</script>")

    text = page.render(Context())

    assert "mail to this address came back" in text
    assert "550 &lt;script&gt;" in text


def test_only_the_operator_clears_a_trouble(ann, operator):
    trouble = note_trouble("x@university.example", TroubleKind.BOUNCED, "550")
    with pytest.raises(NotPermitted):
        clear_trouble(trouble, actor=ann)

    clear_trouble(trouble, actor=operator)

    assert AddressTrouble.objects.count() == 0
    assert Activity.objects.get().action == "mail.trouble.cleared"
