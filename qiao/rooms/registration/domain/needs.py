"""What somebody needs and how they travel. Told by the person or the head, seen by them and the owners."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.registration.domain.kinds import LANGUAGES
from qiao.rooms.registration.domain.registration import locked, require_seated
from qiao.rooms.registration.enums import Access, Allergen, Diet, Direction, NeedKind, Prayer
from qiao.rooms.registration.errors import ChangedMeanwhile, UnknownNeed
from qiao.rooms.registration.models import Need, Registration, TravelLeg

CODES: dict[str, list[tuple[str, Any]]] = {
    NeedKind.DIET: list(Diet.choices),
    NeedKind.ALLERGY: list(Allergen.choices),
    NeedKind.ACCESS: list(Access.choices),
    NeedKind.PRAYER: list(Prayer.choices),
    NeedKind.INTERPRETER: list(LANGUAGES),
}


@dataclass(frozen=True, slots=True)
class NeedDraft:
    kind: str
    code: str
    note: str = ""


def label_of(kind: str, code: str) -> str:
    return str(dict(CODES[NeedKind(kind)]).get(code, code))


@transaction.atomic
def save_needs(
    registration: Registration, *, actor: User, needs: Iterable[NeedDraft], version: int
) -> Registration:
    """All needs of the person: what is not among them is not needed any more."""
    require(actor, "registration.fill", registration)
    registration = locked(registration)
    require_seated(registration)
    wanted = {(draft.kind, draft.code): draft.note for draft in needs}
    present = {(need.kind, need.code): need for need in registration.needs.all()}
    before = {key: need.note for key, need in present.items()}
    if wanted == before:
        return registration
    if registration.needs_version != version:
        raise ChangedMeanwhile(theirs=before)
    _store(registration, wanted, present)
    _next_version(registration, "needs_version")
    record(actor, "registration.needs.saved", registration.delegation, changes={"needs": None})
    return registration


def _store(
    registration: Registration, wanted: Mapping[tuple[str, str], str], present: Mapping[Any, Need]
) -> None:
    for (kind, code), note in wanted.items():
        if code not in dict(CODES.get(kind, [])):
            raise UnknownNeed(code=code, kind=kind)
        need = present.get((kind, code)) or Need(registration=registration, kind=kind, code=code)
        need.note = note
        need.full_clean()
        need.save()
    gone = [need.pk for key, need in present.items() if key not in wanted]
    Need.objects.filter(pk__in=gone).delete()


@transaction.atomic
def save_leg(
    registration: Registration, *, actor: User, direction: Direction, values: Mapping[str, Any], version: int
) -> TravelLeg | None:
    """With no time it is not known yet, and what was entered is taken away."""
    require(actor, "registration.fill", registration)
    registration = locked(registration)
    require_seated(registration)
    leg = registration.legs.filter(direction=direction).first()
    before = {name: getattr(leg, name) for name in LEG} if leg else {}
    if registration.travel_version != version and not _are_equal(before, values):
        raise ChangedMeanwhile(theirs=before)
    if not values.get("at"):
        registration.legs.filter(direction=direction).delete()
        leg = None
    else:
        leg = leg or TravelLeg(registration=registration, direction=direction)
        _fill(leg, values)
    _next_version(registration, "travel_version")
    record(actor, "registration.travel.saved", registration.delegation, changes={direction.value: None})
    return leg


LEG = ("at", "time_zone", "transport", "number", "port", "wants_pickup")


def _are_equal(before: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    return bool(before) and all(before[name] == values.get(name, before[name]) for name in LEG)


def _fill(leg: TravelLeg, values: Mapping[str, Any]) -> None:
    for name in LEG:
        if name in values:
            setattr(leg, name, values[name])
    leg.full_clean()
    leg.at = leg.at.astimezone(dt.UTC)
    leg.save()


def _next_version(registration: Registration, name: str) -> None:
    setattr(registration, name, getattr(registration, name) + 1)
    Registration.objects.filter(pk=registration.pk).update(**{name: getattr(registration, name)})
