"""What the components cannot say in the template language itself."""

import uuid
from functools import lru_cache
from typing import Any

import lucide
from django import template
from django.forms import BoundField, CheckboxInput
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from qiao.kit.ui import charts
from qiao.kit.ui.language import html_code as language_code
from qiao.kit.ui.stylesheets import STYLESHEETS

register = template.Library()

PASSED_ON = frozenset(
    [
        "id",
        "class",
        "name",
        "value",
        "type",
        "target",
        "rel",
        "download",
        "hidden",
        "disabled",
        "autofocus",
        "lang",
        "hreflang",
        "title",
        "command",
        "commandfor",
        "popovertarget",
        "formaction",
        "formnovalidate",
    ]
)
PASSED_ON_PREFIXES = ("aria-", "data-", "hx-")


@register.filter
def attributes(attrs: Any) -> SafeString:
    """The attributes that a component passes on to its element, escaped; an unknown one is an error."""
    for name in (given := attrs.attrs_dict()):
        if name not in PASSED_ON and not name.startswith(PASSED_ON_PREFIXES):
            raise ValueError(f"unknown attribute {name!r} of a component; known: {sorted(PASSED_ON)}")
    return format_html_join("", "{}", ((_attribute(name, value),) for name, value in given.items()))


def _attribute(name: str, value: Any) -> SafeString | str:
    if value is None or value is False or value == "":
        return ""
    return format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)


@register.simple_tag
def icon(name: str, label: str = "", size: int = 20) -> SafeString:
    return mark_safe(_icon(str(name), str(label), int(size)))  # noqa: S308 (built from an element tree)  # nosec


@lru_cache(maxsize=512)
def _icon(name: str, label: str, size: int) -> str:
    spoken = {"role": "img", "aria-label": label} if label else {"aria_hidden": "true"}
    named = {key.replace("_", "-"): value for key, value in spoken.items()}
    return str(lucide._render_icon(name, size, stroke_width="1.75", **named))


@register.simple_tag
def stylesheets() -> tuple[str, ...]:
    return STYLESHEETS


@register.simple_tag
def unique_id(prefix: str) -> str:
    return f"{prefix}-{uuid.uuid4().hex[:8]}"


@register.filter
def html_code(language: str) -> str:
    return language_code(language)


@register.filter
def tone(level_tag: str) -> str:
    """The tone of a message of django.contrib.messages."""
    return {"success": "good", "warning": "warn", "error": "bad"}.get(level_tag, "accent")


@register.filter
def is_checkbox(field: BoundField) -> bool:
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def target_id(field: BoundField) -> str:
    """Where a link of the error summary leads: the input, or the fieldset around a group of inputs."""
    return field.auto_id if field.use_fieldset else field.id_for_label


@register.filter
def tone_icon(name: str) -> str:
    return {"good": "circle-check", "warn": "triangle-alert", "bad": "circle-alert"}.get(name, "info")


@register.filter
def initials(name: str) -> str:
    """Two letters of a Latin name, the first character of a Chinese one."""
    words = str(name).split()
    if not words:
        return ""
    return "".join(word[0] for word in words[:2]).upper() if words[0].isascii() else words[0][0]


@register.filter
def times(count: Any) -> range:
    return range(int(count))


register.simple_tag(charts.bars, name="bars")
register.simple_tag(charts.line, name="line")


@register.filter
def cell(content: Any) -> Any:
    """What a table shows for a value: words for yes and no, a dash for nothing."""
    if isinstance(content, bool):
        return gettext("Yes") if content else gettext("No")
    return "–" if content is None or content == "" else content


@register.filter
def placed(field: BoundField, placeholder: str) -> SafeString:
    """The input of a field with a placeholder."""
    return field.as_widget(attrs={"placeholder": placeholder})
