"""Who may be named on a public page: whoever chose to have a public page in the directory."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from qiao.rooms.directory.enums import Visibility
from qiao.rooms.directory.models import Person
from qiao.rooms.exchanges.enums import ACTIVE_MEMBERS
from qiao.rooms.exchanges.models import DelegationMember, Exchange
from qiao.rooms.programme.agenda import AgendaEntry
from qiao.rooms.programme.public.sessions import one_of

Speakers = dict[str, list[Mapping[str, Any]]]


def members_named(exchange: Exchange) -> list[DelegationMember]:
    """With their university; a name that the head of delegation wrote down is not their own yes."""
    rows = DelegationMember.objects.filter(
        delegation__exchange=exchange, state__in=ACTIVE_MEMBERS, user__person__visibility=Visibility.PUBLIC
    )
    return list(
        rows.select_related("user__person", "delegation__organisation").order_by("delegation", "seat")
    )


def speakers_named(entries: Iterable[AgendaEntry]) -> Speakers:
    """By the key of the entry. Somebody of the directory is named as long as the page there is public."""
    told = {entry.key: list(entry.details.get("speakers") or ()) for entry in entries}
    people = _public(
        {each["person_id"] for speakers in told.values() for each in speakers if each.get("person_id")}
    )
    return {key: [each for each in speakers if _may_be_named(each, people)] for key, speakers in told.items()}


def _may_be_named(speaker: Mapping[str, Any], people: set[str]) -> bool:
    person = speaker.get("person_id")
    return str(person) in people if person else bool(one_of(speaker.get("name")))


def _public(ids: set[str]) -> set[str]:
    if not ids:
        return set()
    keys = [UUID(str(each)) for each in ids]
    found = Person.objects.filter(pk__in=keys, visibility=Visibility.PUBLIC)
    return {str(key) for key in found.values_list("pk", flat=True)}
