from typing import Any

from django.utils.translation import override

from qiao.rooms.directory.domain.origins import counts_by_country, dots
from qiao.rooms.directory.models import Organisation


def test_counts_are_named_and_sorted(make: Any) -> None:
    for country in ("SG", "US", "US", "DE"):
        make("A", country=country)

    counts = counts_by_country(Organisation.objects.published())

    assert [(row.label, row.value) for row in counts] == [
        ("United States", 2),
        ("Germany", 1),
        ("Singapore", 1),
    ]
    with override("zh-hans"):
        labels = [row.label for row in counts_by_country(Organisation.objects.published())]
    assert labels == ["美国", "德国", "新加坡"]


def test_dots_stand_where_the_places_are(make: Any) -> None:
    make("A", city_en="New York", latitude="40.80000", longitude="-73.96000")
    make("B", city_en="New York", latitude="40.73000", longitude="-74.00000")
    make("C", country="SG", city_en="Singapore", latitude="1.30000", longitude="103.80000")
    make("D", country="SG")

    found = dots(Organisation.objects.published())

    assert [(dot.label, dot.number) for dot in found] == [
        ("United States: New York", 2),
        ("Singapore: Singapore", 1),
    ]
    assert (found[1].x, found[1].y) == (283.8, 88.7)
    assert 105 < found[0].x < 107


def test_neighbours_in_two_countries_keep_their_own_dots(make: Any) -> None:
    make("A", country="CN", latitude="22.54000", longitude="114.06000")
    make("B", country="HK", latitude="22.28000", longitude="114.14000")

    assert sorted(dot.country for dot in dots(Organisation.objects.published())) == ["CN", "HK"]
