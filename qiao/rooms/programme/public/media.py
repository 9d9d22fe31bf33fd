"""Materials as the pages show them: films with their captions, the page's language first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from qiao.kit.bilingual.localized import TAGS, active_language
from qiao.rooms.programme.enums import MaterialKind
from qiao.rooms.programme.models import Material

LABELS = {"zh": "中文", "en": "English"}


@dataclass(frozen=True, slots=True)
class Shown:
    material: Material
    tracks: list[dict[str, str]]

    @property
    def is_film(self) -> bool:
        return self.material.kind == MaterialKind.FILM


def shown(materials: Iterable[Material]) -> list[Shown]:
    return [Shown(material, captions_of(material)) for material in materials]


def captions_of(material: Material) -> list[dict[str, Any]]:
    """The player shows the first."""
    first = active_language()
    order = [first, "en" if first == "zh" else "zh"]
    stored = {"zh": material.captions_zh, "en": material.captions_en}
    return [
        {"src": file.get_absolute_url(), "lang": TAGS[language], "label": LABELS[language]}
        for language in order
        if (file := stored[language]) is not None
    ]
