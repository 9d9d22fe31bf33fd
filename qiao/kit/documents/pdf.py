"""PDF documents: a typst template of a room and values that reach it as data, never as source."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.template import TemplateDoesNotExist
from django.template.utils import get_app_template_dirs
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from qiao.kit.documents.typeset import LIMITS, Limits, typeset

FOLDER = "documents"
WORDS = {"page": _("Page {page} of {pages}"), "reference": _("Reference"), "made": _("Made on {date}")}


def render_pdf(
    template: str,
    context: Mapping[str, Any],
    language: str,
    *,
    images: Mapping[str, bytes] | None = None,
    limits: Limits = LIMITS,
) -> bytes:
    """`template` is `documents/<room>/<name>.typ`; it reads the context from `/data.json` and pictures from
    `/images/<name>`. `context` needs a `title`, which readers show as the document's name."""
    files = template_files()
    if template not in files:
        raise TemplateDoesNotExist(template)
    files["data.json"] = _data(context, language)
    files |= {f"images/{name}": picture for name, picture in (images or {}).items()}
    return typeset(files, template, limits=limits)


def template_files() -> dict[str, bytes]:
    """Every typst file of every app by its path; the first app that has a path wins, as for pages."""
    found: dict[str, bytes] = {}
    for folder in reversed(get_app_template_dirs("templates")):
        for path in sorted(Path(folder, FOLDER).rglob("*.typ")):
            found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def _data(context: Mapping[str, Any], language: str) -> bytes:
    with translation.override(language):
        values = {
            "words": WORDS,
            "made_on": timezone.localdate().isoformat(),
            **context,
            "language": language,
        }
        text = json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False)
    return text.encode("utf-8", errors="replace")
