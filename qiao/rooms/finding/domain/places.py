"""Where the opportunities of a search are: cities with numbers for the map, all places for the table."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

from django.db.models import Avg, Count

from qiao.kit.bilingual.folding import fold
from qiao.kit.bilingual.localized import localized
from qiao.rooms.directory.countries import country_name
from qiao.rooms.finding.domain.search import Search
from qiao.rooms.opportunities.models import Opportunity

LOOKED_AT = 10_000
LARGEST = 9.0  # the radius of the largest circle, on a plate of 360 by 180
SMALLEST = 1.5


@dataclass(frozen=True, slots=True)
class City:
    country: str
    zh: str
    en: str
    number: int
    latitude: float | None
    longitude: float | None

    @property
    def label(self) -> str:
        return str(localized(self.zh, self.en))

    @property
    def country_label(self) -> str:
        return country_name(self.country) if self.country else ""


@dataclass(frozen=True, slots=True)
class Dot:
    city: City
    x: str
    y: str
    radius: str


@dataclass(frozen=True, slots=True)
class Map:
    cities: list[City]
    dots: list[Dot]
    without_place: int
    is_all: bool


def places_of(search: Search) -> Map:
    """Of the nearest deadlines where there are more than are looked at."""
    looked_at = search.rows.order_by("closes_at", "pk").values("pk")[: LOOKED_AT + 1]
    grouped = Opportunity.objects.filter(pk__in=looked_at).order_by()
    rows = grouped.values("country", "city_zh", "city_en").annotate(
        number=Count("pk"), north=Avg("latitude"), east=Avg("longitude")
    )
    cities = sorted(
        _merged(_city(row) for row in rows), key=lambda city: (-city.number, city.country, city.en)
    )
    known = [city for city in cities if city.latitude is not None]
    total = sum(city.number for city in cities)
    return Map(cities, _dots(known), total - sum(city.number for city in known), total <= LOOKED_AT)


def _city(row: Mapping[str, Any]) -> City:
    north, east = row["north"], row["east"]
    return City(
        country=row["country"],
        zh=row["city_zh"],
        en=row["city_en"],
        number=row["number"],
        latitude=None if north is None else float(north),
        longitude=None if east is None else float(east),
    )


def _merged(cities: Iterable[City]) -> list[City]:
    """A city that one host writes in Chinese, another in English and a third in both is one."""
    homes: dict[tuple[str, str], tuple[str, str]] = {}
    together: dict[tuple[str, str], list[City]] = defaultdict(list)
    for city in sorted(cities, key=lambda city: not (city.zh and city.en)):
        keys = [(city.country, fold(name)) for name in (city.zh, city.en) if name] or [(city.country, "")]
        home = next((homes[key] for key in keys if key in homes), keys[0])
        homes |= dict.fromkeys(keys, home)
        together[home].append(city)
    return [_one(same) for same in together.values()]


def _one(same: list[City]) -> City:
    located = next((city for city in same if city.latitude is not None), same[0])
    return City(
        country=same[0].country,
        zh=next((city.zh for city in same if city.zh), ""),
        en=next((city.en for city in same if city.en), ""),
        number=sum(city.number for city in same),
        latitude=located.latitude,
        longitude=located.longitude,
    )


def _dots(cities: list[City]) -> list[Dot]:
    """The area of a circle follows the number; smaller circles lie above larger ones."""
    most = max((city.number for city in cities), default=1)
    return [
        Dot(
            city,
            f"{180 + (city.longitude or 0):.2f}",
            f"{90 - (city.latitude or 0):.2f}",
            f"{max(SMALLEST, LARGEST * sqrt(city.number / most)):.2f}",
        )
        for city in cities
    ]
