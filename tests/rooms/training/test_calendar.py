"""Sessions in the calendars of participants: by mail, once for what changed at once, and at an address."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from qiao.kit.documents.calendar import event_uid
from qiao.kit.errors import NotPermitted
from qiao.kit.jobs.models import Job
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import Intake, Opportunity
from qiao.rooms.training.domain.calendar import tell_calendars
from qiao.rooms.training.domain.enrolment import enrol_all, leave_training, remove_enrolment
from qiao.rooms.training.domain.feed import feed_behind, feed_url, open_feed, revoke_feed, token_of
from qiao.rooms.training.domain.session import add_session, change_session, remove_session
from qiao.rooms.training.domain.step import PAUSE
from qiao.rooms.training.models import Cohort, Enrolment, SessionCall, TrainingFeed, TrainingSession
from qiao.rooms.training.tasks import keep_calendars
from tests.rooms.training.conftest import accepted, enrolment_of, user_of

NINE = dt.datetime(2099, 8, 3, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def later(cohort: Cohort, hana: User) -> TrainingSession:
    return planned(cohort, hana)


@pytest.fixture(autouse=True)
def _sender(settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Qiao <qiao@exchange.example>"


def planned(cohort: Cohort, actor: User, title: str = "Perception", days: int = 0) -> TrainingSession:
    starts_at = NINE + dt.timedelta(days=days)
    values = {"starts_at": starts_at, "minutes": 90, "title_en": title, "place_en": "Hall 1"}
    return add_session(cohort, actor=actor, values=values)


def run(cohort: Cohort) -> int:
    """As if the pause were over."""
    Cohort.objects.filter(pk=cohort.pk, calendars_due_at__isnull=False).update(
        calendars_due_at=timezone.now() - dt.timedelta(seconds=1)
    )
    return tell_calendars(cohort)


def mails_to(user: User) -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(template="training.sessions", user=user).order_by("id"))


def entries(mail: OutboxMail) -> list[tuple[str, Any]]:
    """Method and event of each attachment."""
    found = []
    for attachment in mail.attachments.order_by("id"):
        calendar: Any = Calendar.from_ical(bytes(attachment.content))
        (event,) = calendar.walk("VEVENT")
        found.append((str(calendar["method"]), event))
    return found


def test_everybody_on_the_roster_is_invited_with_an_event(
    cohort: Cohort, later: TrainingSession, enrolment: Enrolment, opportunity: Opportunity
) -> None:
    Opportunity.objects.filter(pk=opportunity.pk).update(time_zone="Asia/Shanghai")

    assert run(cohort) == 2

    (mail,) = mails_to(user_of(enrolment))
    ((method, event),) = entries(mail)
    assert (method, event["uid"], event["sequence"]) == (
        "REQUEST",
        event_uid("training-session", later.pk),
        0,
    )
    assert event["dtstart"].params["TZID"] == "Asia/Shanghai"
    assert event["dtstart"].dt.hour == 9
    assert event["dtend"].dt - event["dtstart"].dt == dt.timedelta(minutes=90)
    assert str(event["attendee"]) == f"mailto:{user_of(enrolment).email}"
    assert str(event["location"]) == "Hall 1"
    assert "Sessions for your calendar" in mail.subject
    assert "Perception" in mail.text
    assert run(cohort) == 0


def test_a_server_without_a_domain_sends_what_calendars_take(
    cohort: Cohort, later: TrainingSession, enrolment: Enrolment, settings: Any
) -> None:
    settings.DEFAULT_FROM_EMAIL = "Qiao <qiao@testserver>"

    run(cohort)

    assert [method for method, _ in entries(mails_to(user_of(enrolment))[0])] == ["PUBLISH"]


def test_a_session_moved_many_times_makes_one_mail(
    cohort: Cohort, later: TrainingSession, enrolment: Enrolment, hana: User
) -> None:
    run(cohort)
    for hours in (1, 2, 3):
        later = change_session(
            later, actor=hana, values={"starts_at": NINE + dt.timedelta(hours=hours), "place_en": "Hall 2"}
        )
        assert tell_calendars(cohort) == 0  # the next change may follow

    assert run(cohort) == 2

    _first, mail = mails_to(user_of(enrolment))
    ((method, event),) = entries(mail)
    assert (method, event["sequence"], str(event["location"])) == ("REQUEST", 1, "Hall 2")
    assert event["dtstart"].dt == NINE + dt.timedelta(hours=3)
    assert "Sessions have changed" in mail.subject


def test_sessions_that_move_together_come_in_one_mail(
    cohort: Cohort, later: TrainingSession, enrolment: Enrolment, hana: User
) -> None:
    other = planned(cohort, hana, "Planning", days=1)
    run(cohort)
    for session in (later, other):
        change_session(session, actor=hana, values={"starts_at": session.starts_at + dt.timedelta(hours=1)})
    planned(cohort, hana, "Control", days=2)

    run(cohort)

    _first, mail = mails_to(user_of(enrolment))
    assert sorted(
        (str(event["summary"]).split(" · ")[0], event["sequence"]) for _, event in entries(mail)
    ) == [
        ("Control", 0),
        ("Perception", 1),
        ("Planning", 1),
    ]


def test_a_session_that_is_back_where_it_was_is_no_news(
    cohort: Cohort, later: TrainingSession, hana: User
) -> None:
    run(cohort)
    moved = change_session(later, actor=hana, values={"starts_at": NINE + dt.timedelta(hours=1)})
    change_session(moved, actor=hana, values={"starts_at": NINE})

    assert run(cohort) == 0
    assert OutboxMail.objects.filter(template="training.sessions").count() == 2


def test_a_removed_session_is_cancelled(
    cohort: Cohort, later: TrainingSession, enrolment: Enrolment, hana: User
) -> None:
    run(cohort)
    remove_session(later, actor=hana)

    assert run(cohort) == 2

    _first, mail = mails_to(user_of(enrolment))
    ((method, event),) = entries(mail)
    assert (method, event["uid"], event["sequence"], str(event["status"])) == (
        "CANCEL",
        event_uid("training-session", later.pk),
        1,
        "CANCELLED",
    )
    assert "Sessions are cancelled" in mail.subject
    assert not SessionCall.objects.exists()


def test_a_session_that_nobody_was_told_of_goes_without_a_mail(
    cohort: Cohort, later: TrainingSession, hana: User
) -> None:
    remove_session(later, actor=hana)

    assert run(cohort) == 0


@pytest.mark.parametrize("by_host", [True, False])
def test_who_goes_has_what_is_ahead_cancelled(
    cohort: Cohort, later: TrainingSession, enrolment: Enrolment, bo: Application, hana: User, by_host: bool
) -> None:
    run(cohort)
    if by_host:
        remove_enrolment(enrolment, actor=hana, reason="Absent.")
    else:
        leave_training(enrolment, actor=user_of(enrolment), reason="A new post.")

    assert run(cohort) == 1

    assert [method for method, _ in entries(mails_to(user_of(enrolment))[-1])] == ["CANCEL"]
    assert len(mails_to(user_of(enrolment_of(bo)))) == 1


def test_who_comes_later_gets_what_is_ahead_alone(
    cohort: Cohort, later: TrainingSession, session: TrainingSession, hana: User, intake: Intake
) -> None:
    run(cohort)
    late = accepted("late", intake)
    enrol_all(cohort, actor=hana)

    assert run(cohort) == 1

    (mail,) = mails_to(user_of(enrolment_of(late)))
    assert [str(event["uid"]) for _, event in entries(mail)] == [event_uid("training-session", later.pk)]


def test_the_job_tells_what_is_due(cohort: Cohort, later: TrainingSession) -> None:
    assert not Cohort.objects.with_calendars_due().exists()
    due = Cohort.objects.get().calendars_due_at
    assert due is not None
    assert due - timezone.now() <= PAUSE
    Cohort.objects.update(calendars_due_at=timezone.now())

    start_job(None, keep_calendars, title="Tell")
    run_ready_jobs()

    assert Job.objects.filter(result={"told": 2}).exists()
    assert Cohort.objects.get().calendars_due_at is None


def test_mails_are_in_the_language_of_the_reader(
    cohort: Cohort, later: TrainingSession, enrolment: Enrolment
) -> None:
    user = user_of(enrolment)
    user.language = "zh-hans"
    user.save()

    run(cohort)

    (mail,) = mails_to(user)
    assert mail.language == "zh-hans"
    assert "智能网联汽车训练营" in mail.subject


def test_the_feed_holds_ones_own_sessions(
    client: Client, cohort: Cohort, later: TrainingSession, enrolment: Enrolment, hana: User
) -> None:
    run(cohort)
    change_session(later, actor=hana, values={"place_en": "Hall 2"})
    run(cohort)
    ann = user_of(enrolment)
    path = feed_url(open_feed(ann, actor=ann, language="en")).removeprefix("http://testserver")

    answer = client.get(path)

    calendar: Any = Calendar.from_ical(answer.content)
    (event,) = calendar.walk("VEVENT")
    assert (str(calendar["method"]), event["sequence"], str(event["location"])) == ("PUBLISH", 1, "Hall 2")
    assert event["uid"] == event_uid("training-session", later.pk)
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert client.get(path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    leave_training(enrolment, actor=ann, reason="A new post.")
    assert b"VEVENT" not in client.get(path).content


def test_the_feed_is_opened_once_and_void_after_its_revocation(
    client: Client, enrolment: Enrolment, sam: User
) -> None:
    ann = user_of(enrolment)
    client.force_login(ann)
    assert b"Make an address for my calendar" in client.get("/en/training/").content
    for _ in range(2):
        assert client.post("/en/training/feeds/").headers["Location"] == "/en/training/"
    feed = TrainingFeed.objects.get()
    assert feed_url(feed) in client.get("/en/training/").content.decode()

    client.force_login(sam)
    assert client.post(f"/en/training/feeds/{feed.pk}/revocation/").status_code == 404
    with pytest.raises(NotPermitted):
        open_feed(ann, actor=sam, language="en")
    client.force_login(ann)
    assert client.post(f"/en/training/feeds/{feed.pk}/revocation/").status_code == 302
    revoke_feed(feed, actor=ann)
    assert feed_behind(token_of(feed.pk)) is None
    assert open_feed(ann, actor=ann, language="en").pk != feed.pk


def test_the_feed_is_not_guessed_and_ends_with_the_account(client: Client, enrolment: Enrolment) -> None:
    ann = user_of(enrolment)
    feed = open_feed(ann, actor=ann, language="en")
    token = token_of(feed.pk)
    for guess in ("x", token[:-2] + "AA", token_of(enrolment.pk)):
        assert client.get(f"/en/training/feeds/{guess}.ics").status_code == 404

    ann.is_active = False
    ann.save()

    assert client.get(f"/en/training/feeds/{token}.ics").status_code == 404


def test_the_feed_takes_the_same_queries_for_one_and_many(
    client: Client, cohort: Cohort, later: TrainingSession, enrolment: Enrolment, hana: User
) -> None:
    ann = user_of(enrolment)
    path = feed_url(open_feed(ann, actor=ann, language="en")).removeprefix("http://testserver")

    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(path)
        return len(caught)

    count()
    one = count()
    for number in range(5):
        planned(cohort, hana, f"Session {number}", days=number + 1)
    assert count() == one
