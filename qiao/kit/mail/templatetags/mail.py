from datetime import datetime
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from qiao.kit.mail.addresses import trouble_with
from qiao.kit.mail.models import AddressTrouble

register = template.Library()


@register.filter
def moment(value: str) -> datetime | None:
    """A time that came through JSON, in the reader's zone: {{ starts_at|moment|date:"DATETIME_FORMAT" }}."""
    found = parse_datetime(value) if value else None
    return timezone.localtime(found) if found and timezone.is_aware(found) else found


@register.filter
def web_address(value: str) -> str:
    """The address when it is one of the web, otherwise nothing: for href."""
    return value if urlsplit(value).scheme in {"http", "https"} else ""


@register.filter
def paragraphs(text: str) -> list[list[tuple[str, str]]]:
    """Paragraphs of lines, each with its address where the line is one of this site: only that is a link."""
    return [[(line, _own_address(line)) for line in part.split("\n")] for part in text.strip().split("\n\n")]


def _own_address(line: str) -> str:
    address = line.strip()
    return address if address.startswith(f"{settings.BASE_URL}/") and " " not in address else ""


@register.simple_tag
def address_trouble(address: str) -> AddressTrouble | None:
    """For one address. A list asks `trouble_with` once and passes each row's trouble to the include."""
    return trouble_with([address]).get(address.lower())
