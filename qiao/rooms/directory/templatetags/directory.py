"""What the pages of the directory cannot say in the template language itself."""

import json
import re
from typing import Any

from django import template
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

from qiao.kit.bilingual.localized import TAGS, Localized, active_language, fallback_mark

register = template.Library()

# A script that holds no program: only these letters could end it or begin another element.
_CLOSING = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.filter
def as_jsonld(description: dict[str, Any]) -> SafeString:
    text = json.dumps(description, ensure_ascii=False).translate(_CLOSING)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 (escaped above)  # nosec


@register.filter
def in_paragraphs(text: Localized) -> SafeString:
    """Text of several lines; what stands in for the other language is marked as such."""
    body = mark_safe(linebreaks(text.text, autoescape=True))  # noqa: S308 (escaped by linebreaks)  # nosec
    if not text.is_fallback:
        return body
    mark, title = fallback_mark(text.lang)
    abbreviation = format_html('<abbr class="fallback" title="{}">{}</abbr>', title, mark)
    return format_html('<div lang="{}">{}</div>{}', text.lang, body, abbreviation)


@register.filter
def other_language_name(record: Any) -> str:
    """The name in the language that the page is not in, where there is one."""
    name = record.name_en if active_language() == "zh" else record.name_zh
    return name if name != record.name.text else ""


@register.filter
def other_language_tag(_record: Any) -> str:
    return TAGS["en" if active_language() == "zh" else "zh"]


@register.filter
def without_scheme(url: str) -> str:
    return url.split("://")[-1].rstrip("/")


@register.filter
def as_tel(phone: str) -> str:
    return re.sub(r"[^0-9+]", "", re.split(r"x|ext|转", phone)[0])
