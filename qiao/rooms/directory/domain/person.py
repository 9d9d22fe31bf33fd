from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.bilingual.search import unindex
from qiao.kit.errors import Invalid
from qiao.kit.files.prepared import PreparedFile
from qiao.kit.files.store import remove, store_prepared
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply, described, with_nulls
from qiao.rooms.directory.domain.display import refresh_people
from qiao.rooms.directory.domain.drafts import PersonNameDraft
from qiao.rooms.directory.domain.name import build_names
from qiao.rooms.directory.enums import Visibility
from qiao.rooms.directory.errors import ConsentNeeded, PersonHasAccount
from qiao.rooms.directory.models import Affiliation, Organisation, Person
from qiao.rooms.directory.sentences import NAME_NEEDED

CARD = (
    "orcid",
    "about_zh",
    "about_en",
    "languages",
    "email",
    "email_visibility",
    "phone",
    "phone_visibility",
)
ORIGIN = ("provenance", "source_note")
PHOTO_ACCESS = "directory.person"


@transaction.atomic
def create_person(
    *,
    actor: User,
    names: Sequence[PersonNameDraft],
    values: Mapping[str, Any],
    organisation: Organisation | None = None,
    position_zh: str = "",
    position_en: str = "",
) -> Person:
    """Somebody without an account. Whoever is no operator enters people of an organisation that they edit."""
    require(actor, "directory.create_person")
    if organisation is not None or not actor.is_operator:
        require(actor, "directory.add_affiliation", organisation)
    person = _create(actor, names, values)
    if organisation is not None:
        affiliation = Affiliation(
            person=person, organisation=organisation, position_zh=position_zh, position_en=position_en
        )
        affiliation.full_clean()
        affiliation.save(force_insert=True)
    refresh_people([person])
    return person


@transaction.atomic
def create_own_person(*, actor: User, names: Sequence[PersonNameDraft], values: Mapping[str, Any]) -> Person:
    require(actor, "directory.create_own_person")
    if Person.objects.filter(user=actor).exists():
        raise PersonHasAccount
    person = _create(actor, names, values, user=actor)
    refresh_people([person])
    return person


@transaction.atomic
def change_person(person: Person, *, actor: User, values: Mapping[str, Any]) -> Person:
    require(actor, "directory.change_person", person)
    if changes := apply(person, _allowed(actor, values)):
        refresh_people([person])
        record(actor, "directory.person.changed", person, changes=changes)
    return person


@transaction.atomic
def set_visibility(person: Person, *, actor: User, visibility: Visibility, consent_basis: str = "") -> Person:
    """A person opens the own page by choosing so; whoever writes for a person says how the person agreed."""
    require(actor, "directory.change_person", person)
    values: dict[str, Any] = {"visibility": visibility}
    if visibility == Visibility.PUBLIC:
        is_own = person.user_id == actor.pk
        basis = consent_basis or ("own choice" if is_own else "")
        if not basis:
            raise ConsentNeeded
        values |= {"consent_basis": basis, "consented_at": timezone.now()}
    if changes := apply(person, values):
        record(actor, "directory.person.visibility_changed", person, changes=changes)
    return person


@transaction.atomic
def set_photo(person: Person, *, actor: User, prepared: PreparedFile | None) -> Person:
    require(actor, "directory.change_person", person)
    old = person.photo
    stored = prepared and store_prepared(prepared, owner=actor, access=PHOTO_ACCESS, subject=person)
    if apply(person, {"photo": stored}):
        if old is not None:
            remove(old)
        record(actor, "directory.person.changed", person, changes={"photo": None})
    return person


@transaction.atomic
def remove_person(person: Person, *, actor: User) -> None:
    require(actor, "directory.remove_person", person)
    photo = person.photo
    record(actor, "directory.person.removed", person)
    unindex(person)
    person.delete()
    if photo is not None:
        remove(photo)


def _create(
    actor: User, names: Sequence[PersonNameDraft], values: Mapping[str, Any], user: User | None = None
) -> Person:
    if not names:
        raise Invalid([{"place": "names", "problem": str(NAME_NEEDED)}])
    person = Person(user=user, **_allowed(actor, values))
    person.full_clean()
    person.save(force_insert=True)
    build_names(person, names)
    record(actor, "directory.person.created", person, changes=described(person))
    return person


def _allowed(actor: User, values: Mapping[str, Any]) -> dict[str, Any]:
    names = (*CARD, *ORIGIN) if actor.is_operator else CARD
    return with_nulls(Person, {name: values[name] for name in names if name in values})
