"""The checks of a row: asked of the database together, told apart."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from qiao.rooms.directory.models import Organisation

pytestmark = pytest.mark.django_db
FAR_AWAY = {"latitude": 91, "longitude": 5}


def row(**fields: Any) -> Organisation:
    return Organisation(name_zh="侨桥大学", name_en="Qiao University", country="GB", **fields)


def said(found: Organisation, judge: Any, **options: Any) -> dict[str, list[str]]:
    try:
        judge(found, **options)
    except ValidationError as error:
        return error.message_dict
    return {}


def test_checks_that_hold_take_one_question() -> None:
    checks = [each for each in Organisation._meta.constraints if isinstance(each, models.CheckConstraint)]
    assert len(checks) > 2

    with CaptureQueriesContext(connection) as asked:
        row().validate_constraints()

    assert len([each for each in asked if "_check" in each["sql"]]) == 1


@pytest.mark.parametrize(
    ("fields", "failing"),
    [(FAR_AWAY, 1), ({"ror_id": ""}, 1), (FAR_AWAY | {"credit_code": ""}, 2)],
)
def test_each_check_that_fails_is_told_as_django_tells_it(fields: dict[str, Any], failing: int) -> None:
    found = said(row(**fields), Organisation.validate_constraints)

    assert found == said(row(**fields), models.Model.validate_constraints)
    assert sum(map(len, found.values())) == failing


def test_a_check_of_a_field_that_is_left_out_is_not_told() -> None:
    found = row(ror_id="", **FAR_AWAY)

    assert said(found, Organisation.validate_constraints, exclude=["ror_id"]) == said(
        found, models.Model.validate_constraints, exclude=["ror_id"]
    )
    assert said(found, Organisation.validate_constraints, exclude=["ror_id", *FAR_AWAY]) == {}
