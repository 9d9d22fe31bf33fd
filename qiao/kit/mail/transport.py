"""Handing one message to the mail server, with the server's own answer at each step."""

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parseaddr
from enum import Enum

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

from qiao.kit.jobs.sentence import storable


class Stage(Enum):
    CONNECTION = "connection"
    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"


@dataclass(frozen=True)
class Answer:
    stage: Stage
    code: int | None
    text: str

    @property
    def is_accepted(self) -> bool:
        return self.code is not None and 200 <= self.code < 300

    @property
    def is_final(self) -> bool:
        """The server will say the same tomorrow (RFC 5321, 4.2.1); no answer at all may pass by itself."""
        return self.code is not None and self.code >= 500 and self.stage is not Stage.CONNECTION

    @property
    def is_about_the_address(self) -> bool:
        """Enhanced codes x.7.x are policy against us, not something wrong with the address (RFC 3463)."""
        return self.is_final and self.stage is Stage.RECIPIENT and not self.text.startswith(("5.7.", "4.7."))


def transmit(message: EmailMultiAlternatives) -> Answer:
    connection = get_connection()
    if isinstance(connection, EmailBackend):
        return _over_smtp(connection, message)
    return _otherwise(connection, message)


def _otherwise(connection: BaseEmailBackend, message: EmailMultiAlternatives) -> Answer:
    """The console, a folder or memory, on a machine without a mail server."""
    message.connection = connection
    message.send()
    return Answer(Stage.CONTENT, 250, type(connection).__module__.rsplit(".", 1)[-1])


def _over_smtp(connection: EmailBackend, message: EmailMultiAlternatives) -> Answer:
    progress = _Conversation()
    try:
        connection.open()
        return progress.hold(connection.connection, message)  # type: ignore[arg-type]  # open() has made it
    except smtplib.SMTPResponseException as error:
        return Answer(progress.stage, error.smtp_code, _text(error.smtp_error))
    except OSError as error:  # those of smtplib, of sockets and of TLS are all of this family
        return Answer(progress.stage, None, storable(f"{type(error).__name__}: {error}"))
    finally:
        _hang_up(connection)


class _Conversation:
    """Knows how far it came, so that a line that breaks is told apart by its stage."""

    def __init__(self) -> None:
        self.stage = Stage.CONNECTION

    def hold(self, client: smtplib.SMTP, message: EmailMultiAlternatives) -> Answer:
        content = message.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # a SafeMIME one knows it
        client.ehlo_or_helo_if_needed()
        self.stage = Stage.SENDER
        sender = parseaddr(sanitize_address(message.from_email, "utf-8"))[1]
        answer = self._answer(client.mail(sender))
        if answer.is_accepted:
            self.stage = Stage.RECIPIENT
            answer = self._answer(client.rcpt(sanitize_address(message.to[0], "utf-8")))
        if answer.is_accepted:
            self.stage = Stage.CONTENT
            answer = self._answer(client.data(content))
        return answer

    def _answer(self, reply: tuple[int, bytes]) -> Answer:
        code, said = reply
        return Answer(self.stage, code, _text(said))


def _text(said: bytes | str) -> str:
    return storable(said if isinstance(said, str) else said.decode("utf-8", errors="replace"))


def _hang_up(connection: EmailBackend) -> None:
    """The answer is in; that the line breaks now changes nothing."""
    with suppress(OSError):
        connection.close()
