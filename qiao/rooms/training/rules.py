"""Who may do what in trainings, as sentences. The host runs its cohort; a participant sees and reports their
own part; nobody confirms or completes for themselves."""

from typing import Any

import rules

from qiao.rooms.accounts.rules import is_signed_in
from qiao.rooms.applications.rules import is_the_applicant
from qiao.rooms.exchanges.rules import belongs_to_the_organisation, owns_the_exchange
from qiao.rooms.opportunities.rules import edits_the_host


@rules.predicate
def opens_the_cohort(actor: Any, intake: Any = None) -> bool:
    return intake is not None and bool(edits_the_host(actor, intake.opportunity))


@rules.predicate
def runs_the_cohort(actor: Any, cohort: Any = None) -> bool:
    return cohort is not None and bool(edits_the_host(actor, cohort.intake.opportunity))


@rules.predicate
def runs_its_cohort(actor: Any, part: Any = None) -> bool:
    """Of a session or an enrolment."""
    return part is not None and bool(runs_the_cohort(actor, part.cohort))


@rules.predicate
def is_the_participant(actor: Any, enrolment: Any = None) -> bool:
    return enrolment is not None and bool(is_the_applicant(actor, enrolment.application))


@rules.predicate
def is_the_participant_of_it(actor: Any, part: Any = None) -> bool:
    """Of a milestone or a certificate."""
    return part is not None and bool(is_the_participant(actor, part.enrolment))


@rules.predicate
def is_the_reader(actor: Any, owner: Any = None) -> bool:
    return bool(owner is not None and is_signed_in(actor) and owner.pk == actor.pk)


@rules.predicate
def owns_the_feed(actor: Any, feed: Any = None) -> bool:
    return feed is not None and bool(is_the_reader(actor, feed.user))


@rules.predicate
def decides_on_it(actor: Any, part: Any = None) -> bool:
    return part is not None and bool(decides_on_the_enrolment(actor, part.enrolment))


decides_on_the_enrolment = runs_its_cohort & ~is_the_participant


def add_permissions() -> None:
    rules.add_perm("training.open_cohort", opens_the_cohort)
    rules.add_perm("training.run_cohort", runs_the_cohort)
    rules.add_perm("training.change_session", runs_its_cohort)
    rules.add_perm("training.view_enrolment", runs_its_cohort | is_the_participant)
    rules.add_perm("training.leave_training", is_the_participant)
    rules.add_perm("training.decide_on_enrolment", decides_on_the_enrolment)
    rules.add_perm("training.report_milestone", is_the_participant_of_it)
    rules.add_perm("training.confirm_milestone", decides_on_it)
    rules.add_perm("training.fetch_certificate", decides_on_it | is_the_participant_of_it)
    rules.add_perm("training.revoke_certificate", decides_on_it)
    rules.add_perm("training.open_feed", is_the_reader)
    rules.add_perm("training.revoke_feed", owns_the_feed)
    rules.add_perm("training.list_outcomes_of_host", belongs_to_the_organisation)
    rules.add_perm("training.list_outcomes_of_exchange", owns_the_exchange)
