"""How the values of a table are looked up: the plan of the queries, which decides how long it takes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from qiao.rooms.directory.models import Organisation, OrganisationDomain, OrganisationName

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what the tables hold"),
]
VALUES = [f"bridge{number}.example" for number in range(500)]


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (
            lambda: OrganisationName.objects.filter(organisation__merged_into=None, folded__in=VALUES),
            "folded=?",
        ),
        (
            lambda: OrganisationDomain.objects.filter(organisation__merged_into=None, suffix__in=VALUES),
            "suffix=?",
        ),
        (lambda: Organisation.objects.standing().filter(ror_id__in=VALUES), "ror_id=?"),
    ],
)
def test_values_come_before_all_that_stand(rows: Callable[[], QuerySet[Any]], index: str) -> None:
    first_step = rows().explain().splitlines()[0]

    assert f"({index})" in first_step


def test_merged_entries_are_found_by_the_one_they_went_into() -> None:
    plan = Organisation.objects.filter(merged_into__in=[Organisation().pk]).explain()

    assert "directory_org_merged_into" in plan
