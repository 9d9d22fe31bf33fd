"""A small mail server on loopback that answers as a test tells it to."""

import socket
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BufferedRWPair

DROP = "drop"  # the line breaks without an answer


@dataclass
class SmtpServer:
    """`answers` holds replies by stage (EHLO, MAIL, RCPT, DATA, CONTENT), used up one by one."""

    port: int
    answers: dict[str, deque[str]] = field(default_factory=dict)
    accepted: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    envelopes: list[tuple[str, str]] = field(default_factory=list)
    connections: int = 0
    last: str = ""

    def say(self, stage: str, *replies: str) -> None:
        self.answers.setdefault(stage, deque()).extend(replies)

    def reply(self, stage: str, usual: str) -> str:
        waiting = self.answers.get(stage)
        return waiting.popleft() if waiting else usual


@contextmanager
def smtp_server() -> Iterator[SmtpServer]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = SmtpServer(listener.getsockname()[1])
        thread = threading.Thread(target=_listen, args=(listener, server), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            thread.join(5)


def _listen(listener: socket.socket, server: SmtpServer) -> None:
    while True:
        try:
            line, _address = listener.accept()
        except OSError:
            return
        server.connections += 1
        threading.Thread(target=_talk, args=(line, server), daemon=True).start()


def _talk(line: socket.socket, server: SmtpServer) -> None:
    with line, line.makefile("rwb") as stream, suppress(OSError):
        _conversation(stream, server)


def _conversation(stream: BufferedRWPair, server: SmtpServer) -> None:
    sender = recipient = ""
    if not _answer(stream, server, "GREETING", "220 test"):
        return
    while request := stream.readline().decode().strip():
        verb = request.split(" ")[0].split(":")[0].upper()
        if verb == "MAIL":
            sender = request
        if verb == "RCPT":
            recipient = request
        if verb == "QUIT":
            _answer(stream, server, verb, "221 bye")
            return
        if not _answer(stream, server, verb, "354 go on" if verb == "DATA" else "250 2.0.0 ok"):
            return
        if verb == "DATA" and server.last.startswith("354"):
            content = _content(stream)
            if not _answer(stream, server, "CONTENT", "250 2.0.0 taken"):
                return
            if server.last.startswith("250"):
                server.raw.append(content)
                server.accepted.append(message_from_bytes(content, policy=policy.default))
                server.envelopes.append((sender, recipient))


def _answer(stream: BufferedRWPair, server: SmtpServer, stage: str, usual: str) -> bool:
    reply = server.reply(stage, usual)
    server.last = reply
    if reply == DROP:
        return False
    stream.write(reply.encode() + b"\r\n")
    stream.flush()
    return True


def _content(stream: BufferedRWPair) -> bytes:
    lines = []
    while (row := stream.readline()) not in {b".\r\n", b""}:
        lines.append(row[1:] if row.startswith(b"..") else row)
    return b"".join(lines)
