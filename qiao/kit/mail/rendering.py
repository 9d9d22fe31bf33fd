"""Turns a kind of mail and plain values into subject, text and HTML in one language.

Values are only ever values: they are escaped in HTML, and the subject is folded into one line.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import category
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template import Context, TemplateDoesNotExist, engines
from django.template.base import Template
from django.utils import timezone, translation

from qiao.kit.mail.models.outbox import MAX_SUBJECT
from qiao.kit.mail.registry import MailTemplate
from qiao.kit.text import has_stacked_marks

FALLBACK_HTML = "mail/plain.html"
_NOT_IN_A_BODY: dict[int, str | None] = {code: None for code in range(0x20) if code not in (0x09, 0x0A)}
_NOT_IN_A_BODY |= dict.fromkeys([0xFFFD, *range(0xD800, 0xE000)], " ")
_JOINERS = "\u200c\u200d"
_NOT_IN_A_LINE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@dataclass(frozen=True)
class Rendered:
    subject: str
    text: str
    html: str


def render(
    template: MailTemplate,
    context: Mapping[str, Any],
    language: str,
    *,
    time_zone: str = "",
    unsubscribe_url: str = "",
) -> Rendered:
    values = {
        **context,
        "language": language,
        "site_name": settings.SITE_NAME,
        "site_url": settings.BASE_URL,
        "unsubscribe_url": unsubscribe_url,
    }
    with translation.override(language), timezone.override(ZoneInfo(time_zone or settings.TIME_ZONE)):
        subject = one_line(_fill(_find(template.prefix, language, "subject"), values, escaped=False))
        subject = subject or one_line(str(template.label))
        text = body(_fill(_find(template.prefix, language, "txt"), values, escaped=False))
        html = _html(template.prefix, language, values | {"subject": subject, "text": text})
    return Rendered(subject, text, body(html))


def one_line(text: str) -> str:
    """No break, no control or invisible character: nothing in it ends a header or reverses its text."""
    line = " ".join(_without(text, _NOT_IN_A_LINE).split())[:MAX_SUBJECT].strip()
    return _without(line, frozenset({"Mn", "Me", "Mc"})) if has_stacked_marks(line) else line


def _without(text: str, categories: frozenset[str]) -> str:
    return "".join(letter if letter in _JOINERS or _stays(letter, categories) else " " for letter in text)


def _stays(letter: str, categories: frozenset[str]) -> bool:
    """U+FFFD stands where something was lost on the way: templates write it for what cannot be stored."""
    return letter != "\ufffd" and category(letter) not in categories


def body(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_NOT_IN_A_BODY).strip() + "\n"


def _html(prefix: str, language: str, values: Mapping[str, Any]) -> str:
    """Where a kind of mail has no HTML of its own, its text is set as paragraphs."""
    try:
        return _fill(_find(prefix, language, "html"), values, escaped=True)
    except TemplateDoesNotExist as missing:
        if not str(missing).startswith(prefix):
            raise
    letter = _fill(_find(prefix, language, "txt"), {**values, "is_bare": True}, escaped=False)
    return _fill(_get(FALLBACK_HTML), {**values, "letter": body(str(letter))}, escaped=True)


def _find(prefix: str, language: str, ending: str) -> Template:
    try:
        return _get(f"{prefix}.{language}.{ending}")
    except TemplateDoesNotExist:
        return _get(f"{prefix}.{ending}")


def _get(name: str) -> Template:
    template: Template = engines["django"].engine.get_template(name)  # type: ignore[attr-defined]  # only ours has one
    return template


def _fill(template: Template, values: Mapping[str, Any], *, escaped: bool) -> str:
    """`str + ""` leaves the mark of safety behind: text is escaped again where it goes into HTML."""
    return template.render(Context(dict(values), autoescape=escaped)) + ""
