"""Who may do what in the directory, as sentences. Rights come from memberships and operatorships alone."""

from typing import Any

import rules

from qiao.rooms.accounts.rules import is_operator, is_signed_in
from qiao.rooms.directory.enums import MembershipRole

EDITORS = [MembershipRole.OWNER, MembershipRole.MANAGER]


def _has_role(actor: Any, organisation_id: Any, roles: list[Any]) -> bool:
    if organisation_id is None or not is_signed_in(actor):
        return False
    return bool(actor.memberships.filter(organisation=organisation_id, role__in=roles).exists())


@rules.predicate
def is_open_to_all(_actor: Any, organisation: Any = None) -> bool:
    return bool(organisation is not None and organisation.is_published)


@rules.predicate
def owns(actor: Any, organisation: Any = None) -> bool:
    return organisation is not None and _has_role(actor, organisation.pk, [MembershipRole.OWNER])


@rules.predicate
def edits(actor: Any, organisation: Any = None) -> bool:
    return organisation is not None and _has_role(actor, organisation.pk, EDITORS)


@rules.predicate
def belongs_to(actor: Any, organisation: Any = None) -> bool:
    return organisation is not None and _has_role(actor, organisation.pk, list(MembershipRole))


@rules.predicate
def stands(_actor: Any, organisation: Any = None) -> bool:
    return organisation is not None and organisation.merged_into_id is None


@rules.predicate
def owns_its_organisation(actor: Any, part: Any = None) -> bool:
    return part is not None and _has_role(actor, part.organisation_id, [MembershipRole.OWNER])


@rules.predicate
def edits_its_organisation(actor: Any, part: Any = None) -> bool:
    return part is not None and _has_role(actor, part.organisation_id, EDITORS)


@rules.predicate
def is_about_the_actor(actor: Any, subject: Any = None) -> bool:
    return bool(subject is not None and is_signed_in(actor) and subject.user_id == actor.pk)


@rules.predicate
def has_no_account(_actor: Any, person: Any = None) -> bool:
    return bool(person is not None and person.user_id is None)


@rules.predicate
def edits_an_organisation_of(actor: Any, person: Any = None) -> bool:
    """Where the person works now; what they were before gives nobody a say."""
    if person is None or not is_signed_in(actor):
        return False
    edited = actor.memberships.filter(role__in=EDITORS).values("organisation")
    return bool(person.affiliations.current().filter(organisation__in=edited).exists())


@rules.predicate
def edits_some_organisation(actor: Any, _subject: Any = None) -> bool:
    return bool(is_signed_in(actor) and actor.memberships.filter(role__in=EDITORS).exists())


@rules.predicate
def sees(actor: Any, person: Any = None) -> bool:
    return bool(person is not None and type(person).objects.visible_to(actor).filter(pk=person.pk).exists())


@rules.predicate
def may_change_its_person(actor: Any, affiliation: Any = None) -> bool:
    return affiliation is not None and may_change_person(actor, affiliation.person)


may_change_person = is_about_the_actor | (edits_an_organisation_of & has_no_account) | is_operator


def add_permissions() -> None:
    rules.add_perm("directory.view_organisation", is_open_to_all | (stands & belongs_to) | is_operator)
    rules.add_perm("directory.create_organisation", is_signed_in)
    rules.add_perm("directory.change_organisation", stands & (edits | is_operator))
    rules.add_perm("directory.publish_organisation", stands & is_operator)
    rules.add_perm("directory.withdraw_organisation", stands & (owns | is_operator))
    rules.add_perm("directory.invite_member", stands & (edits | is_operator))
    rules.add_perm("directory.grant_role", stands & (owns | is_operator))
    rules.add_perm("directory.view_memberships", stands & (belongs_to | is_operator))
    rules.add_perm("directory.change_membership", owns_its_organisation | is_operator)
    rules.add_perm("directory.remove_membership", owns_its_organisation | is_operator)
    rules.add_perm("directory.leave_organisation", is_about_the_actor)
    rules.add_perm("directory.claim_affiliation", is_signed_in & is_open_to_all)
    rules.add_perm("directory.decide_claim", edits_its_organisation | is_operator)
    rules.add_perm("directory.withdraw_claim", is_about_the_actor)
    rules.add_perm("directory.list_claims", stands & (edits | is_operator))
    rules.add_perm("directory.merge_organisations", is_operator)
    rules.add_perm("directory.view_all", is_operator)

    rules.add_perm("directory.view_person", sees)
    rules.add_perm("directory.create_person", edits_some_organisation | is_operator)
    rules.add_perm("directory.create_own_person", is_signed_in)
    rules.add_perm("directory.change_person", may_change_person)
    rules.add_perm("directory.remove_person", may_change_person)
    rules.add_perm("directory.add_affiliation", is_operator | edits)
    rules.add_perm("directory.change_affiliation", may_change_its_person | edits_its_organisation)
