"""Text and addresses made fit for a line of iCalendar or vCard."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from qiao.kit.documents.errors import AddressRefused

_NO_CONTROLS: dict[int, str | None] = {
    code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (0x09, 0x0A)
}
_NO_CONTROLS |= {0x2028: "\n", 0x2029: "\n"}


def lines(text: str) -> str:
    """Text of several lines: one kind of line break, no other control characters."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").translate(_NO_CONTROLS)
    return unified.encode("utf-8", errors="replace").decode("utf-8")


def line(text: str) -> str:
    return " ".join(lines(text).split())


def web_address(url: str) -> str:
    """Only http and https, and nothing that could end the line: a calendar opens what it is given."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or url != line(url) or " " in url:
        raise AddressRefused(address=line(url)[:200])
    return url


def mail_address(address: str) -> str:
    try:
        validate_email(address)
    except ValidationError:
        raise AddressRefused(address=line(address)[:200]) from None
    return address
