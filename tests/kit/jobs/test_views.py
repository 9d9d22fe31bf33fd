from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from qiao.kit.jobs.enums import Decision, JobState
from qiao.kit.jobs.models import DeadLetter, Job, WorkerPresence
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.kit.jobs.worker.claim import claim
from qiao.rooms.accounts.models import User
from tests.kit.jobs import bodies
from tests.kit.jobs.conftest import Ask, again
from tests.kit.jobs.test_claim import LEASE
from tests.kit.jobs.test_health import worker

SignIn = Callable[[User], Client]


@pytest.fixture
def sign_in() -> SignIn:
    def make(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return make


@pytest.fixture
def job(ask: Ask) -> Job:
    return ask(bodies.count, title="Import of %(file)s", title_values={"file": "<b>a.csv</b>"})


@pytest.fixture
def letter(ask: Ask) -> DeadLetter:
    ask(bodies.refuse, queue="export")
    run_ready_jobs(["export"])
    return DeadLetter.objects.get()


def page(name: str, *args: Any) -> str:
    return reverse(f"jobs:{name}", args=args)


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


# Who may


def test_anonymous_readers_are_sent_to_sign_in(job: Job, letter: DeadLetter) -> None:
    urls = [
        page("jobs"),
        page("job", job.pk),
        page("progress", job.pk),
        page("dead-letters"),
        page("dead-letter", letter.pk),
    ]

    answers = [Client().get(url) for url in urls]
    posts = [
        Client().post(page("cancellation", job.pk)),
        Client().post(page("retry", letter.pk)),
        Client().post(page("discard", letter.pk), {"reason": "x"}),
    ]

    assert {answer.status_code for answer in [*answers, *posts]} == {302}
    assert again(job).state == JobState.WAITING
    assert DeadLetter.objects.undecided().count() == 1


def test_strangers_find_nothing(job: Job, letter: DeadLetter, charlie: User, sign_in: SignIn) -> None:
    client = sign_in(charlie)

    answers = [
        client.get(page("job", job.pk)),
        client.get(page("progress", job.pk)),
        client.post(page("cancellation", job.pk)),
        client.get(page("dead-letters")),
        client.get(page("dead-letter", letter.pk)),
        client.post(page("retry", letter.pk)),
        client.post(page("discard", letter.pk), {"reason": "x"}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 7
    assert again(job).state == JobState.WAITING
    assert DeadLetter.objects.undecided().count() == 1


def test_who_asked_sees_the_job_and_not_the_dead_letter(
    job: Job, letter: DeadLetter, alice: User, sign_in: SignIn
) -> None:
    client = sign_in(alice)

    assert client.get(page("job", job.pk)).status_code == 200
    assert client.get(page("dead-letter", letter.pk)).status_code == 404


@pytest.mark.parametrize("name", ["cancellation", "retry", "discard"])
def test_changes_are_posts(job: Job, letter: DeadLetter, operator: User, sign_in: SignIn, name: str) -> None:
    key = job.pk if name == "cancellation" else letter.pk

    assert sign_in(operator).get(page(name, key)).status_code == 405


# The job


def test_waiting_job_says_that_nobody_works(job: Job, alice: User, sign_in: SignIn) -> None:
    client = sign_in(alice)

    assert "no worker is running just now" in text(client, page("job", job.pk))
    worker("one")
    assert "It waits for its turn." in text(client, page("job", job.pk))


def test_job_tried_again_later_says_when_and_why(ask: Ask, alice: User, sign_in: SignIn) -> None:
    job = ask(bodies.stumble_by_name)
    run_ready_jobs()
    worker("one")

    shown = text(sign_in(alice), page("job", job.pk))

    assert "It is tried again after" in shown
    assert "This could not be done for the moment." in shown


def test_title_is_escaped(job: Job, alice: User, sign_in: SignIn) -> None:
    shown = text(sign_in(alice), page("job", job.pk))

    assert "Import of &lt;b&gt;a.csv&lt;/b&gt;" in shown
    assert "<b>a.csv</b>" not in shown


def test_running_job_shows_progress_and_polls(job: Job, alice: User, sign_in: SignIn) -> None:
    claim("one", (), LEASE)
    Job.objects.update(
        progress_done=3, progress_total=9, progress_note="Row %(row)s", progress_values={"row": 3}
    )

    shown = text(sign_in(alice), page("progress", job.pk))

    assert 'hx-trigger="every 2s"' in shown
    assert f'hx-get="{page("progress", job.pk)}"' in shown
    assert 'value="3" max="9"' in shown
    assert "Row 3" in shown
    assert page("cancellation", job.pk) in shown


def test_finished_job_stops_polling(job: Job, alice: User, sign_in: SignIn) -> None:
    run_ready_jobs()

    shown = text(sign_in(alice), page("progress", job.pk))

    assert "hx-trigger" not in shown
    assert page("cancellation", job.pk) not in shown
    assert "done" in shown


def test_fragment_is_never_cached(job: Job, alice: User, sign_in: SignIn) -> None:
    assert "no-store" in sign_in(alice).get(page("progress", job.pk))["Cache-Control"]


def test_fragment_of_a_signed_out_reader_leads_to_sign_in(job: Job) -> None:
    answer = Client().get(page("progress", job.pk), headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert page("job", job.pk) in answer["HX-Redirect"]


def test_job_leads_back_to_what_it_was_about(alice: User, ask: Ask, sign_in: SignIn) -> None:
    first = ask(bodies.greet, title="First")
    about_it = ask(bodies.greet, title="Second", subject=first)

    assert f'href="{page("job", first.pk)}"' in text(sign_in(alice), page("job", about_it.pk))


def test_cancellation_answers_with_the_job(job: Job, alice: User, sign_in: SignIn) -> None:
    answer = sign_in(alice).post(page("cancellation", job.pk), follow=True)

    assert answer.redirect_chain == [(page("job", job.pk), 302)]
    assert again(job).state == JobState.CANCELLED
    assert "This was cancelled before it was finished." in answer.content.decode()


def test_cancellation_of_a_finished_job_is_a_conflict(job: Job, alice: User, sign_in: SignIn) -> None:
    run_ready_jobs()

    assert sign_in(alice).post(page("cancellation", job.pk)).status_code == 409


def test_page_in_chinese(job: Job, alice: User, sign_in: SignIn) -> None:
    with translation.override("zh-hans"):
        shown = text(sign_in(alice), page("job", job.pk))

    assert "取消" in shown
    assert "目前没有后台进程在运行" in shown


# My jobs


def test_list_holds_my_jobs_only(job: Job, alice: User, charlie: User, sign_in: SignIn) -> None:
    start_job(charlie, bodies.greet, title="Somebody else's")

    shown = text(sign_in(alice), page("jobs"))

    assert page("job", job.pk) in shown
    assert "Somebody else" not in shown


def test_list_is_filtered_by_state(job: Job, ask: Ask, alice: User, sign_in: SignIn) -> None:
    run_ready_jobs()
    waiting = ask(bodies.greet)

    shown = text(sign_in(alice), page("jobs") + "?state=READY")

    assert page("job", waiting.pk) in shown
    assert page("job", job.pk) not in shown


def test_list_without_jobs_says_so(alice: User, sign_in: SignIn) -> None:
    assert "Nothing here yet" in text(sign_in(alice), page("jobs"))


@pytest.mark.parametrize("name", ["jobs", "dead-letters"])
def test_list_costs_the_same_for_many(ask: Ask, operator: User, sign_in: SignIn, name: str) -> None:
    ask.actor = operator
    client = sign_in(operator)
    text(client, page(name))  # what is loaded once
    counts = []
    for more in (1, 2, 17):
        for _ in range(more):
            ask(bodies.refuse)
        run_ready_jobs()
        with CaptureQueriesContext(connection) as queries:
            text(client, page(name))
        counts.append(len(queries))

    assert len(set(counts)) == 1


# Dead letters


def test_operator_sees_what_failed(letter: DeadLetter, operator: User, sign_in: SignIn) -> None:
    client = sign_in(operator)

    listed, shown = text(client, page("dead-letters")), text(client, page("dead-letter", letter.pk))

    assert page("dead-letter", letter.pk) in listed
    for part in ("alice@example.org", "bad-file", "Nothing was found under people.csv."):
        assert part in listed
        assert part in shown
    assert "Attempt 1: failed" in shown


def test_dead_letters_are_searched_by_code(letter: DeadLetter, operator: User, sign_in: SignIn) -> None:
    client = sign_in(operator)

    assert page("dead-letter", letter.pk) in text(client, page("dead-letters") + "?q=bad-f")
    assert page("dead-letter", letter.pk) not in text(client, page("dead-letters") + "?q=other")


def test_operator_retries(letter: DeadLetter, operator: User, sign_in: SignIn) -> None:
    client = sign_in(operator)

    answer = client.post(page("retry", letter.pk), follow=True)

    assert answer.redirect_chain == [(page("dead-letters"), 302)]
    assert Job.objects.get().state == JobState.WAITING
    assert page("dead-letter", letter.pk) not in answer.content.decode()
    assert "try again" in text(client, page("dead-letter", letter.pk))


def test_operator_discards_with_a_reason(letter: DeadLetter, operator: User, sign_in: SignIn) -> None:
    client = sign_in(operator)

    refused = client.post(page("discard", letter.pk), {"reason": " "})
    answer = client.post(page("discard", letter.pk), {"reason": "The file was withdrawn."})

    assert refused.status_code == 422
    assert answer.status_code == 302
    letter.refresh_from_db()
    assert (letter.decision.decision, letter.decision.reason) == (Decision.DISCARD, "The file was withdrawn.")
    assert "The file was withdrawn." in text(client, page("dead-letter", letter.pk))


def test_second_decision_is_a_conflict(letter: DeadLetter, operator: User, sign_in: SignIn) -> None:
    client = sign_in(operator)
    client.post(page("retry", letter.pk))

    assert client.post(page("discard", letter.pk), {"reason": "Too late."}).status_code == 409


def test_failed_task_without_a_job_is_shown_too(db: None, operator: User, sign_in: SignIn) -> None:
    bodies.plain_failure.enqueue()
    run_ready_jobs()

    shown = text(sign_in(operator), page("dead-letter", DeadLetter.objects.get().pk))

    assert "tests.kit.jobs.bodies.plain_failure" in shown
    assert "no job, but a dead letter" not in shown


def test_everything_works_with_the_queue_stopped(
    job: Job, letter: DeadLetter, operator: User, sign_in: SignIn
) -> None:
    client = sign_in(operator)

    assert WorkerPresence.objects.count() == 0
    assert "queued" in text(client, page("job", job.pk))
    for url in (page("jobs"), page("dead-letters"), page("dead-letter", letter.pk)):
        text(client, url)
