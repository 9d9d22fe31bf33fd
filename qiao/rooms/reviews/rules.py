"""Who may do what with reviews, as sentences. Who applies to an opportunity has no say in it; a reviewer
reads an application once it is assigned and no conflict of interest stands in the way."""

from typing import Any

import rules

from qiao.rooms.accounts.rules import is_signed_in
from qiao.rooms.applications.models import Application
from qiao.rooms.exchanges.entries import acts_for
from qiao.rooms.opportunities.models import Opportunity


def opportunity_of(subject: Any) -> Opportunity:
    return subject if isinstance(subject, Opportunity) else subject.opportunity


@rules.predicate
def hosts_it(actor: Any, subject: Any = None) -> bool:
    return subject is not None and acts_for(actor, opportunity_of(subject).host_id)


@rules.predicate
def applies_to_it(actor: Any, subject: Any = None) -> bool:
    if subject is None or not is_signed_in(actor):
        return False
    return (
        Application.objects.filed()
        .filter(opportunity=opportunity_of(subject).pk, profile__user=actor)
        .exists()
    )


@rules.predicate
def is_on_the_panel(actor: Any, subject: Any = None) -> bool:
    if subject is None or not is_signed_in(actor):
        return False
    return bool(opportunity_of(subject).reviewers.active().filter(user=actor).exists())


@rules.predicate
def has_the_assignment(actor: Any, assignment: Any = None) -> bool:
    if assignment is None or not is_signed_in(actor):
        return False
    reviewer = assignment.reviewer
    return bool(reviewer.is_active and reviewer.user_id == actor.pk)


@rules.predicate
def is_cleared(_actor: Any, assignment: Any = None) -> bool:
    """The reviewer has said that there is no conflict of interest."""
    if assignment is None:
        return False
    return bool(type(assignment).objects.cleared().filter(pk=assignment.pk).exists())


@rules.predicate
def reviews_the_application(actor: Any, application: Any = None) -> bool:
    return application is not None and is_reading_reviewer(actor, application.pk)


def is_reading_reviewer(actor: Any, application_id: Any) -> bool:
    """Assigned to it, and cleared: one query."""
    if not is_signed_in(actor):
        return False
    return bool(Application(pk=application_id).assignments.of_reader(actor).cleared().exists())


@rules.predicate
def owes_an_assessment(actor: Any, application: Any = None) -> bool:
    """Also of somebody of the host who is on the panel."""
    if application is None or not is_signed_in(actor):
        return False
    return bool(application.assignments.of_reader(actor).owed().exists())


@rules.predicate
def has_submitted(actor: Any, application: Any = None) -> bool:
    """Nobody sees what others think before having said it themselves."""
    if application is None or not is_signed_in(actor):
        return False
    own = application.assignments.of_reader(actor)
    return bool(own.filter(assessment__submitted_at__isnull=False).exists())


@rules.predicate
def declared_it(actor: Any, declaration: Any = None) -> bool:
    """A declaration of interest, while still on the panel."""
    return declaration is not None and bool(has_the_assignment(actor, declaration))


@rules.predicate
def wants_it_lifted(actor: Any, withdrawal: Any = None) -> bool:
    return withdrawal is not None and withdrawal.declaration.reviewer.user_id == getattr(actor, "pk", None)


@rules.predicate
def has_a_conflict(actor: Any, application: Any = None) -> bool:
    """Declared and not lifted; also of somebody of the host who is on the panel."""
    if application is None or not is_signed_in(actor):
        return False
    return bool(application.declarations.conflicts().filter(reviewer__user=actor).exists())


@rules.predicate
def wrote_it(actor: Any, note: Any = None) -> bool:
    return bool(note is not None and is_signed_in(actor) and note.author_id == actor.pk)


@rules.predicate
def is_the_invited(actor: Any, interview: Any = None) -> bool:
    if interview is None or not is_signed_in(actor):
        return False
    return bool(interview.application.profile.user_id == actor.pk)


decides_on_it = hosts_it & ~applies_to_it


def add_permissions() -> None:
    rules.add_perm("reviews.run_panel", decides_on_it)
    rules.add_perm("reviews.change_rubric", decides_on_it)
    rules.add_perm("reviews.assign_application", decides_on_it)
    rules.add_perm("reviews.rank_applications", decides_on_it)
    rules.add_perm("reviews.run_interviews", decides_on_it)
    rules.add_perm("reviews.view_own", is_on_the_panel)
    rules.add_perm("reviews.declare_interest", has_the_assignment)
    rules.add_perm("reviews.withdraw_conflict", declared_it)
    rules.add_perm("reviews.decide_on_withdrawal", decides_on_it & ~wants_it_lifted)
    rules.add_perm("reviews.assess_application", has_the_assignment & is_cleared)
    rules.add_perm("reviews.read_application", decides_on_it | reviews_the_application)
    rules.add_perm(
        "reviews.view_assessments",
        (decides_on_it & ~owes_an_assessment & ~has_a_conflict) | (reviews_the_application & has_submitted),
    )
    rules.add_perm("reviews.write_note", decides_on_it | reviews_the_application)
    rules.add_perm("reviews.remove_note", wrote_it)
    rules.add_perm("reviews.book_slot", is_the_invited)
