"""PDF documents: a typst template of a room and values that reach it as data, never as source."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.template import TemplateDoesNotExist
from django.template.utils import get_app_template_dirs
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from qiao.kit.documents.typeset import LIMITS, Limits, Manuscript, typeset_all

FOLDER = "documents"
WORDS = {"page": _("Page {page} of {pages}"), "reference": _("Reference"), "made": _("Made on {date}")}


@dataclass(frozen=True)
class Paper:
    """`template` is `documents/<room>/<name>.typ`; it reads the context from `/data.json` and pictures from
    `/images/<name>`. `context` needs a `title`, which readers show as the document's name."""

    template: str
    context: Mapping[str, Any]
    language: str
    images: Mapping[str, bytes] = field(default_factory=dict)


def render_pdf(
    template: str,
    context: Mapping[str, Any],
    language: str,
    *,
    images: Mapping[str, bytes] | None = None,
    limits: Limits = LIMITS,
) -> bytes:
    return render_pdfs([Paper(template, context, language, images or {})], limits=limits)[0]


def render_pdfs(papers: Sequence[Paper], *, limits: Limits = LIMITS) -> list[bytes]:
    """Several documents at once: all of them, or the first error."""
    files = template_files()
    return typeset_all([_manuscript(each, files) for each in papers], limits=limits)


def _manuscript(paper: Paper, templates: Mapping[str, bytes]) -> Manuscript:
    if paper.template not in templates:
        raise TemplateDoesNotExist(paper.template)
    pictures = {f"images/{name}": picture for name, picture in paper.images.items()}
    values = {"data.json": _data(paper.context, paper.language)}
    return Manuscript({**templates, **values, **pictures}, paper.template)


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
