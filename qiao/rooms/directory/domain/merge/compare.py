"""Two entries side by side: what each says, and which of the two to keep."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiao.rooms.directory.models import Organisation

SURVIVOR, ABSORBED = "survivor", "absorbed"

# Choice -> columns that go together.
CHOICES: dict[str, tuple[str, ...]] = {
    "kind": ("kind",),
    "ror_id": ("ror_id",),
    "credit_code": ("credit_code",),
    "country": ("country",),
    "city_zh": ("city_zh",),
    "city_en": ("city_en",),
    "coordinates": ("latitude", "longitude"),
    "time_zone": ("time_zone",),
    "website": ("website",),
    "logo": ("logo",),
    "positioning_zh": ("positioning_zh",),
    "positioning_en": ("positioning_en",),
    "core_business_zh": ("core_business_zh",),
    "core_business_en": ("core_business_en",),
    "provenance": ("provenance", "source_note"),
    "publication": ("publication", "publication_changed_at", "publication_changed_by"),
}
NAMES = {"name_zh": "zh", "name_en": "en"}
_LABELS: dict[str, Any] = {"coordinates": _("coordinates")}


@dataclass(frozen=True)
class Difference:
    """`chosen` is the proposal: what the surviving entry says, unless only the other says something."""

    name: str
    label: str | Promise
    survivor: Any
    absorbed: Any
    chosen: str


def compare(survivor: Organisation, absorbed: Organisation) -> list[Difference]:
    """Where the two differ, in the order of the profile."""
    rows = [_difference(name, survivor, absorbed) for name in [*NAMES, *CHOICES]]
    return [row for row in rows if row.survivor != row.absorbed]


def _difference(name: str, survivor: Organisation, absorbed: Organisation) -> Difference:
    kept, other = _shown(survivor, name), _shown(absorbed, name)
    return Difference(name, label_of(name), kept, other, SURVIVOR if kept or not other else ABSORBED)


def label_of(name: str) -> str | Promise:
    columns = {field.name: field for field in Organisation._meta.concrete_fields}
    return _LABELS.get(name) or columns[name].verbose_name


def _shown(organisation: Organisation, name: str) -> str:
    column = CHOICES.get(name, (name,))[0]
    display = getattr(organisation, f"get_{column}_display", None)
    value = display() if display else getattr(organisation, column)
    if name == "coordinates" and value is not None:
        return f"{organisation.latitude}, {organisation.longitude}"
    return str(value or "")
