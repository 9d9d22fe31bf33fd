"""Mail that came back: delivery reports (RFC 3464) read from a folder or handed over, and what they mean.

A report is believed only about a mail of ours: its Message-ID cannot be guessed.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from pathlib import Path

from django.conf import settings
from django.db import transaction

from qiao.kit.activity.record import record
from qiao.kit.jobs.sentence import storable
from qiao.kit.mail.addresses import note_trouble
from qiao.kit.mail.enums import MailState, TroubleKind
from qiao.kit.mail.errors import NotABounce
from qiao.kit.mail.models import OutboxMail

log = logging.getLogger(__name__)

LARGEST_REPORT = 1024 * 1024
BATCH = 200
TAKEN, UNREAD = "taken", "unread"


@dataclass(frozen=True)
class Bounce:
    message_id: str
    address: str
    action: str  # failed, delayed, delivered, relayed, expanded
    status: str  # enhanced code such as 5.1.1
    answer: str

    @property
    def is_final(self) -> bool:
        return self.action == "failed"

    @property
    def kind(self) -> TroubleKind:
        return TroubleKind.FULL if self.status.endswith(".2.2") else TroubleKind.BOUNCED


def parse_bounces(content: bytes) -> list[Bounce]:
    """One entry for each recipient of the report. Anything else raises NotABounce."""
    if len(content) > LARGEST_REPORT:
        raise NotABounce
    try:
        parts = list(message_from_bytes(content, policy=policy.compat32).walk())
    except RecursionError:  # messages in messages in messages
        raise NotABounce from None
    blocks = [block for part in parts for block in _status_blocks(part)]
    message_id = next(filter(None, (_original_id(part) for part in parts)), "")
    found = [_bounce(block, message_id) for block in blocks if block.get("Final-Recipient")]
    if not found or not message_id:
        raise NotABounce
    return found


def _status_blocks(part: Message) -> Iterator[Message]:
    if part.get_content_type() == "message/delivery-status" and part.is_multipart():
        yield from (block for block in part.get_payload() if isinstance(block, Message))


def _original_id(part: Message) -> str:
    """The returned message or its headers tell which mail it was."""
    payload = part.get_payload()
    if part.get_content_type() == "message/rfc822" and isinstance(payload, list) and payload:
        original = payload[0]
        return _line(original.get("Message-ID", "")) if isinstance(original, Message) else ""
    if part.get_content_type() == "text/rfc822-headers":
        headers = part.get_payload(decode=True)
        if isinstance(headers, bytes):
            return _line(message_from_bytes(headers, policy=policy.compat32).get("Message-ID", ""))
    return ""


def _bounce(block: Message, message_id: str) -> Bounce:
    return Bounce(
        message_id=message_id,
        address=_line(block.get("Final-Recipient", "")).partition(";")[2].strip(),
        action=_line(block.get("Action", "")).lower(),
        status=_line(block.get("Status", "")).split(" ")[0],
        answer=_line(block.get("Diagnostic-Code", "")).partition(";")[2].strip(),
    )


def _line(value: object) -> str:
    return storable(" ".join(str(value).split())[:1000])


def record_bounces(content: bytes) -> int:
    """Reads a report and notes what it says; returns how many of our mails it was about."""
    return sum(record_bounce(bounce) for bounce in parse_bounces(content) if bounce.is_final)


@transaction.atomic
def record_bounce(bounce: Bounce) -> bool:
    """False when the mail is not ours, or was noted before."""
    mail = OutboxMail.objects.filter(message_id=bounce.message_id).first()
    if mail is None or not mail.status.may_become(MailState.BOUNCED):
        return False
    if not OutboxMail.objects.filter(pk=mail.pk, state=mail.state).update(state=MailState.BOUNCED):
        return False
    note_trouble(mail.recipient, bounce.kind, f"{bounce.status} {bounce.answer}".strip())
    record(None, "mail.mail.bounced", mail, changes={"state": [mail.state, MailState.BOUNCED]})
    return True


def collect_bounces(folder: Path | None = None) -> int:
    """Takes reports out of the folder that a mail server drops them into, a Maildir or a plain one."""
    place = folder or (Path(settings.MAIL_BOUNCE_FOLDER) if settings.MAIL_BOUNCE_FOLDER else None)
    if place is None or not place.is_dir():
        return 0
    source = place / "new" if (place / "new").is_dir() else place
    files = sorted(path for path in source.iterdir() if path.is_file() and not path.is_symlink())[:BATCH]
    return sum(_collect(path, place) for path in files)


def _collect(path: Path, place: Path) -> int:
    try:
        found, goal = record_bounces(_read(path)), TAKEN
    except NotABounce:
        log.info("%s is no delivery report", path.name)
        found, goal = 0, UNREAD
    (place / goal).mkdir(exist_ok=True)
    path.rename(place / goal / path.name)
    return found


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST_REPORT + 1)
