"""Where the participants come from: numbers by country or region, and places on a plain world grid."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Avg, Count, QuerySet
from django.db.models.functions import Round
from django.urls import reverse

from qiao.kit.bilingual.localized import active_language, localized
from qiao.kit.bilingual.sorting import sort_key
from qiao.rooms.directory.countries import country_name
from qiao.rooms.directory.models import Organisation

GRID = 2.0  # degrees: places nearer than this share one dot
MOST_PLACES = 1000


@dataclass(frozen=True)
class CountryCount:
    code: str
    label: str
    value: int

    @property
    def href(self) -> str:
        return f"{reverse('directory:organisations')}?country={self.code}"


@dataclass(frozen=True)
class Dot:
    """`x` and `y` on a plate of 360 by 180: longitude and latitude, one unit a degree."""

    x: float
    y: float
    radius: float
    number: int
    country: str
    label: str


def counts_by_country(organisations: QuerySet[Organisation]) -> list[CountryCount]:
    """The largest first, equal ones by name."""
    rows = organisations.order_by().values_list("country").annotate(number=Count("pk"))
    counts = [CountryCount(code, country_name(code), number) for code, number in rows]
    language = active_language()
    return sorted(counts, key=lambda row: (-row.value, sort_key(row.label, language)))


def dots(organisations: QuerySet[Organisation]) -> list[Dot]:
    """One for each place, larger where several organisations are; the large ones first, under the small."""
    cells: dict[tuple[int, int, str], list[Place]] = defaultdict(list)
    for place in _places(organisations):
        cells[round(place.x / GRID), round(place.y / GRID), place.country].append(place)
    return sorted(map(_dot, cells.values()), key=lambda dot: (-dot.number, dot.country, dot.x, dot.y))


@dataclass(frozen=True)
class Place:
    country: str
    city: str
    number: int
    x: float
    y: float


def _places(organisations: QuerySet[Organisation]) -> list[Place]:
    """Grouped by the database, to the degree; the most populous when there are too many."""
    located = organisations.exclude(latitude=None).order_by()
    groups = located.annotate(north=Round("latitude"), east=Round("longitude"))
    rows = groups.values("country", "city_zh", "city_en", "north", "east").annotate(
        number=Count("pk"), x=Avg("longitude"), y=Avg("latitude")
    )
    return [
        Place(
            row["country"],
            localized(row["city_zh"], row["city_en"]).text,
            row["number"],
            float(row["x"]),
            float(row["y"]),
        )
        for row in rows.order_by("-number", "country", "east", "north", "city_en", "city_zh")[:MOST_PLACES]
    ]


def _dot(places: list[Place]) -> Dot:
    number = sum(place.number for place in places)
    cities = ", ".join(sorted({place.city for place in places if place.city}))
    country = places[0].country
    label = f"{country_name(country)}: {cities}" if cities else country_name(country)
    return Dot(
        x=round(180 + sum(place.x * place.number for place in places) / number, 2),
        y=round(90 - sum(place.y * place.number for place in places) / number, 2),
        radius=round(1.6 + number**0.5, 2),
        number=number,
        country=country,
        label=label,
    )
