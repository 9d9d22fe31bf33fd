"""What kinds of mail there are. Each room registers its own in `apps.ready()`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from qiao.kit.registry import Registry


@dataclass(frozen=True)
class MailTemplate:
    """`prefix` names the files `<prefix>.subject`, `.txt` and, where there is one, `.html`.

    A file may have a twin for one language: `<prefix>.zh-hans.txt`, `<prefix>.en.txt`.
    """

    prefix: str
    sample: Mapping[str, Any]  # plain values, as in `context`: shown in the preview and in a test mail
    label: str | Promise
    is_optional: bool = False  # its readers may unsubscribe
    is_secret: bool = False  # holds a code or link that opens something: goes first, is never shown or kept


mail_templates: Registry[MailTemplate] = Registry("mail template")


def template_label(name: str) -> str:
    """The words for a kind of mail; one whose room is gone keeps its bare name."""
    return str(mail_templates.get(name).label) if name in mail_templates else name
