"""What the directory says on the home page."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest

from qiao.kit.bilingual.localized import sort_field
from qiao.rooms.directory.domain.origins import counts_by_country
from qiao.rooms.directory.models import Film, GalleryImage, Organisation

FEATURED = 6
SHOWN_COUNTRIES = 8


def origins(request: HttpRequest) -> tuple[str, dict[str, Any]] | None:
    published = Organisation.objects.published()
    counts = counts_by_country(published)
    if not counts:
        return None
    context = {
        "total": sum(row.value for row in counts),
        "counts": counts[:SHOWN_COUNTRIES],
        "countries": len(counts),
    }
    return "directory/home/origins.html", context


def featured(request: HttpRequest) -> tuple[str, dict[str, Any]] | None:
    """Those who say the most about themselves: a positioning, and then films and pictures."""
    told = Organisation.objects.published().exclude(positioning_zh="", positioning_en="")
    shown = {"has_film": _has(Film), "has_picture": _has(GalleryImage)}
    order = ("-has_film", "-has_picture", sort_field(), "pk")
    found = list(told.select_related("logo").annotate(**shown).order_by(*order)[:FEATURED])
    return ("directory/home/featured.html", {"organisations": found}) if found else None


def _has(model: type[Film] | type[GalleryImage]) -> Exists:
    return Exists(model.objects.filter(organisation=OuterRef("pk")))
