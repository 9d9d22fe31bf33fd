from qiao.kit.classification import DataSubject, classified
from qiao.kit.jobs.cancel import cancel_job
from qiao.kit.jobs.dead_letters import discard_dead_letter
from qiao.kit.jobs.models import DeadLetter, DeadLetterDecision, Job
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.rooms.accounts.models import User
from tests.kit.jobs import bodies
from tests.kit.jobs.conftest import Ask


def erase(label: str, user: User) -> int:
    entry = classified.get(label)
    assert entry.find is not None
    assert entry.erase is not None
    return entry.erase(entry.find(DataSubject(user_id=user.pk)))


def test_nobody_in_particular_has_no_rows(ask: Ask) -> None:
    ask(bodies.greet)

    for label in ("jobs.job", "jobs.deadletter", "jobs.deadletterdecision"):
        find = classified.get(label).find
        assert find is not None
        assert find(DataSubject()).count() == 0


def test_erased_person_leaves_the_work_without_a_name(ask: Ask, alice: User, charlie: User) -> None:
    job = ask(bodies.greet, title="Import of %(file)s", title_values={"file": "alice.csv"})
    cancel_job(job, actor=alice)

    assert erase("jobs.job", charlie) == 0
    assert erase("jobs.job", alice) == 1

    job = Job.objects.get()
    assert (job.asked_by, job.cancel_requested_by, str(job)) == (None, None, "Import of …")


def test_erased_operator_leaves_the_decision(ask: Ask, alice: User, operator: User) -> None:
    ask(bodies.refuse)
    run_ready_jobs()
    discard_dead_letter(DeadLetter.objects.get(), actor=operator, reason="Alice asked me to.")

    assert erase("jobs.deadletterdecision", operator) == 1
    assert erase("jobs.deadletter", alice) == 1

    decision = DeadLetterDecision.objects.get()
    assert (decision.decided_by, decision.reason) == (None, "—")
    assert DeadLetter.objects.get().error == "Nothing was found under …."
