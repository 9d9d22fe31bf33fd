from collections.abc import Mapping
from typing import Any

from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply
from qiao.rooms.directory.domain.display import refresh_people
from qiao.rooms.directory.models import Affiliation, Organisation, Person

TERMS = ("unit", "position_zh", "position_en", "starts_on", "ends_on")


@transaction.atomic
def add_affiliation(
    person: Person, *, actor: User, organisation: Organisation, values: Mapping[str, Any]
) -> Affiliation:
    """Only whoever speaks for the organisation says that somebody works there; others ask by a claim."""
    require(actor, "directory.change_person", person)
    require(actor, "directory.add_affiliation", organisation)
    affiliation = Affiliation(person=person, organisation=organisation, **_terms(values))
    affiliation.full_clean()
    affiliation.save(force_insert=True)
    refresh_people([person])
    record(actor, "directory.affiliation.added", person, changes={"organisation": None})
    return affiliation


@transaction.atomic
def change_affiliation(affiliation: Affiliation, *, actor: User, values: Mapping[str, Any]) -> Affiliation:
    """Also ends it: give the last day."""
    require(actor, "directory.change_affiliation", affiliation)
    if changes := apply(affiliation, _terms(values)):
        refresh_people([affiliation.person])
        record(actor, "directory.affiliation.changed", affiliation.person, changes=changes)
    return affiliation


@transaction.atomic
def remove_affiliation(affiliation: Affiliation, *, actor: User) -> None:
    """For a wrong entry; what has ended keeps its dates."""
    require(actor, "directory.change_affiliation", affiliation)
    person = affiliation.person
    affiliation.delete()
    refresh_people([person])
    record(actor, "directory.affiliation.removed", person, changes={"organisation": None})


def _terms(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in TERMS if name in values}
