"""Which contact details a reader sees."""

from typing import Any

from qiao.rooms.directory.enums import MembershipRole, Visibility
from qiao.rooms.directory.models import Contact, Organisation, Person

EDITORS = (MembershipRole.OWNER, MembershipRole.MANAGER)


def visible_contacts(organisation: Organisation, actor: Any) -> list[Contact]:
    seen = _seen_of_organisation(organisation, actor)
    contacts = organisation.contacts.filter(visibility__in=seen).select_related("person", "unit")
    return list(contacts)


def visible_details(person: Person, actor: Any) -> dict[str, str]:
    """E-mail and phone as far as this reader sees them; what is hidden is empty."""
    seen = _seen_of_person(person, actor)
    return {
        "email": person.email if person.email_visibility in seen else "",
        "phone": person.phone if person.phone_visibility in seen else "",
    }


def _seen_of_organisation(organisation: Organisation, actor: Any) -> set[str]:
    if not getattr(actor, "is_authenticated", False):
        return {Visibility.PUBLIC}
    if actor.is_operator:
        return set(Visibility)
    roles = dict(actor.memberships.values_list("organisation", "role"))
    return _seen(bool(roles), organisation.pk in roles, roles.get(organisation.pk) in EDITORS)


def _seen_of_person(person: Person, actor: Any) -> set[str]:
    if not getattr(actor, "is_authenticated", False):
        return {Visibility.PUBLIC}
    if actor.is_operator or person.user_id == actor.pk:
        return set(Visibility)
    roles = dict(actor.memberships.values_list("organisation", "role"))
    shared = set(person.affiliations.current().values_list("organisation", flat=True)) & set(roles)
    edits = person.user_id is None and any(roles[pk] in EDITORS for pk in shared)
    return _seen(bool(roles), bool(shared), edits)


def _seen(is_member: bool, is_colleague: bool, is_editor: bool) -> set[str]:
    steps = {
        Visibility.PUBLIC: True,
        Visibility.MEMBERS: is_member,
        Visibility.ORGANISATION: is_colleague,
        Visibility.PRIVATE: is_editor,
    }
    return {visibility for visibility, is_seen in steps.items() if is_seen}
