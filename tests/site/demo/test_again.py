"""Entries that were there before the demo was loaded."""

from typing import Any

import pytest

from qiao.rooms.directory.domain.drafts import NameDraft
from qiao.rooms.directory.domain.organisation import create_organisation
from qiao.rooms.directory.domain.part import add_part
from qiao.rooms.directory.models import Organisation, OrganisationDomain
from qiao.site.demo.accounts import operator
from qiao.site.demo.load import load_directory

pytestmark = pytest.mark.django_db


def test_entries_that_are_there_already_are_not_doubled(
    operator_made: Organisation, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path

    load_directory(operator())

    operator_made.refresh_from_db()
    assert operator_made.ror_id == "00hj8s172"
    assert Organisation.objects.filter(name_en="Columbia University").count() == 1


@pytest.fixture
def operator_made() -> Organisation:
    actor = operator()
    made: Organisation = create_organisation(
        actor=actor,
        names=[NameDraft(value="Columbia University", language="en")],
        values={"kind": "university", "country": "US", "city_en": "Somewhere"},
    )
    add_part(OrganisationDomain(organisation=made, suffix="columbia.edu"), actor=actor)
    return made
