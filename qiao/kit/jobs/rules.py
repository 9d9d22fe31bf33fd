"""Who may see and stop a job. `is_operator` is a property that the accounts give to their users."""

from typing import Any

import rules

from qiao.kit.jobs.sharing import job_sharing


@rules.predicate
def is_operator(actor: Any) -> bool:
    return bool(getattr(actor, "is_operator", False))


@rules.predicate
def has_asked_for_the_job(actor: Any, job: Any) -> bool:
    return job is not None and job.asked_by_id is not None and job.asked_by_id == actor.pk


@rules.predicate
def shares_the_job(actor: Any, job: Any) -> bool:
    is_shared = job is not None and job.subject_type in job_sharing
    return bool(is_shared and job_sharing.get(job.subject_type)(actor, job.subject_id))


rules.add_perm("jobs.view_job", has_asked_for_the_job | is_operator | shares_the_job)
rules.add_perm("jobs.cancel_job", has_asked_for_the_job | is_operator | shares_the_job)
rules.add_perm("jobs.view_dead_letters", is_operator)
rules.add_perm("jobs.decide_dead_letter", is_operator)
