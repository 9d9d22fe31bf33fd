"""Who may do what with career offices, as sentences. The owners and managers of a published university run
its office; those of a host ask for its approvals; a registration is the student's and their office's. Nobody
confirms themselves."""

from typing import Any

import rules

from qiao.rooms.accounts.rules import is_signed_in
from qiao.rooms.directory.enums import OrganisationKind, Publication
from qiao.rooms.directory.rules import EDITORS
from qiao.rooms.exchanges.rules import acts_for_the_organisation


@rules.predicate
def is_an_office(_actor: Any, university: Any = None) -> bool:
    return bool(
        university is not None and university.kind == OrganisationKind.UNIVERSITY and university.is_published
    )


@rules.predicate
def runs_the_office(actor: Any, university: Any = None) -> bool:
    return bool(is_an_office(actor, university) and acts_for_the_organisation(actor, university))


@rules.predicate
def runs_its_office(actor: Any, subject: Any = None) -> bool:
    """Of a registration or an approval."""
    return subject is not None and bool(runs_the_office(actor, subject.university))


@rules.predicate
def runs_some_office(actor: Any, _subject: Any = None) -> bool:
    if not is_signed_in(actor):
        return False
    offices = {"kind": OrganisationKind.UNIVERSITY, "publication": Publication.PUBLISHED, "merged_into": None}
    wanted = {f"organisation__{name}": value for name, value in offices.items()}
    return bool(actor.memberships.filter(role__in=EDITORS, **wanted).exists())


@rules.predicate
def is_the_student(actor: Any, registration: Any = None) -> bool:
    return bool(registration is not None and is_signed_in(actor) and registration.profile.user_id == actor.pk)


@rules.predicate
def may_be_seen(_actor: Any, registration: Any = None) -> bool:
    """By the office: as long as the consent holds."""
    if registration is None:
        return False
    return bool(type(registration).objects.standing().filter(pk=registration.pk).exists())


def add_permissions() -> None:
    rules.add_perm("offices.run_some_office", runs_some_office)
    rules.add_perm("offices.view_office", runs_the_office)
    rules.add_perm("offices.change_settings", runs_the_office)
    rules.add_perm("offices.list_approvals", runs_the_office)
    rules.add_perm("offices.decide_approval", runs_the_office)
    rules.add_perm("offices.ask_approval", acts_for_the_organisation)
    rules.add_perm("offices.list_students", runs_the_office)
    rules.add_perm("offices.recommend_posting", runs_the_office)
    rules.add_perm("offices.list_own", is_signed_in)
    rules.add_perm("offices.register_student", is_signed_in & is_an_office)
    rules.add_perm("offices.view_student", runs_its_office & may_be_seen)
    rules.add_perm("offices.decide_student", runs_its_office & may_be_seen & ~is_the_student)
    rules.add_perm("offices.end_registration", is_the_student | (runs_its_office & may_be_seen))
    rules.add_perm("offices.change_registration", is_the_student)
