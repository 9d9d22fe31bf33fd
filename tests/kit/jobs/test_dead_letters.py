import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from qiao.kit.activity.models import Activity
from qiao.kit.errors import NotPermitted
from qiao.kit.jobs.dead_letters import discard_dead_letter, retry_dead_letter
from qiao.kit.jobs.enums import Decision, JobState, Outcome
from qiao.kit.jobs.errors import AlreadyDecided
from qiao.kit.jobs.models import Attempt, DeadLetter, DeadLetterDecision, Job
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.kit.jobs.worker.claim import claim
from qiao.kit.jobs.worker.settle import lost, settle
from qiao.rooms.accounts.models import User
from tests.kit.jobs import bodies
from tests.kit.jobs.conftest import Ask, again
from tests.kit.jobs.test_claim import LEASE


@pytest.fixture
def job(ask: Ask) -> Job:
    job = ask(bodies.break_down, effect_key="breaking")
    run_ready_jobs()
    return job


@pytest.fixture
def letter(job: Job) -> DeadLetter:
    return DeadLetter.objects.get()


def lose(times: int) -> None:
    for _ in range(times):
        run = claim("one", (), LEASE)
        assert run is not None
        settle(run.hold, lost())


def test_retried_task_waits_with_all_its_attempts(job: Job, letter: DeadLetter, operator: User) -> None:
    retry_dead_letter(letter, actor=operator)

    assert (again(job).state, again(job).error_code) == (JobState.WAITING, "")
    lose(2)  # of three
    assert again(job).state == JobState.WAITING
    lose(1)
    assert again(job).state == JobState.FAILED
    assert list(DeadLetter.objects.undecided().values_list("attempt", flat=True)) == [4]


def test_retry_leaves_its_trace(letter: DeadLetter, operator: User) -> None:
    retry_dead_letter(letter, actor=operator)

    decision = DeadLetterDecision.objects.get()
    assert (decision.decision, decision.decided_by) == (Decision.RETRY, operator)
    assert Activity.objects.get(action="jobs.dead_letter.retried").actor == operator


def test_discarded_task_stays_failed_and_frees_its_effect_key(
    job: Job, letter: DeadLetter, operator: User, ask: Ask
) -> None:
    discard_dead_letter(letter, actor=operator, reason="The file was withdrawn.")

    assert again(job).state == JobState.FAILED
    assert ask(bodies.greet, effect_key="breaking") != job
    assert DeadLetterDecision.objects.get().reason == "The file was withdrawn."
    assert Activity.objects.get(action="jobs.dead_letter.discarded").changes == {"reason": None}


@pytest.mark.parametrize("reason", ["", "a\x00b", "x" * 1001])
def test_discard_needs_a_reason(letter: DeadLetter, operator: User, reason: str) -> None:
    with pytest.raises((ValidationError, IntegrityError)), transaction.atomic():
        discard_dead_letter(letter, actor=operator, reason=reason)

    assert DeadLetter.objects.undecided().count() == 1


def test_one_decision_is_final(letter: DeadLetter, operator: User) -> None:
    discard_dead_letter(letter, actor=operator, reason="Enough.")

    with pytest.raises(AlreadyDecided):
        retry_dead_letter(letter, actor=operator)

    assert Attempt.objects.get().outcome == Outcome.FAILED


def test_only_an_operator_decides(letter: DeadLetter, alice: User, charlie: User) -> None:
    for actor in (alice, charlie):  # she who asked, and a stranger
        with pytest.raises(NotPermitted):
            retry_dead_letter(letter, actor=actor)
        with pytest.raises(NotPermitted):
            discard_dead_letter(letter, actor=actor, reason="No.")

    assert DeadLetter.objects.undecided().count() == 1
