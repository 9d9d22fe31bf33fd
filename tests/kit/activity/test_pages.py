import csv
import datetime as dt
import uuid
from io import BytesIO, StringIO

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from qiao.kit.activity.context import request_context
from qiao.kit.activity.listing import first_id
from qiao.kit.activity.models import Activity
from qiao.kit.activity.record import actions, record
from qiao.kit.activity.subjects import subjects
from qiao.rooms.accounts.models import Operatorship

pytestmark = pytest.mark.django_db
User = get_user_model()
ACTION, OTHER = "activity.test.shown", "activity.test.hidden"


@pytest.fixture(autouse=True, scope="module")
def _actions():
    for name, words in ((ACTION, "Shown in the log"), (OTHER, "Hidden from the log")):
        if name not in actions:
            actions.register(name, words)


@pytest.fixture
def operator():
    user = User.objects.create_user("operator@qiao.example")
    Operatorship.objects.create(user=user, granted_at=timezone.now())
    return User.objects.get(pk=user.pk)


@pytest.fixture
def ann():
    return User.objects.create_user("ann@university.example")


def page(client, user, name="log", **query):
    client.force_login(user)
    return client.get(reverse(f"activity:{name}"), query)


def sentences(response) -> list[str]:
    return [row[1].content for row in response.context["listing"].rows]


def test_log_is_for_the_operator_alone(client, operator, ann):
    assert client.get(reverse("activity:log")).status_code == 302
    assert page(client, ann).status_code == 404
    assert page(client, operator).status_code == 200


def test_own_log_shows_what_one_did_and_nothing_else(client, operator, ann):
    record(ann, ACTION, ann)
    record(operator, OTHER, ann)

    assert client.get(reverse("activity:own-log")).status_code == 302
    assert sentences(page(client, ann, "own-log")) == ["Shown in the log"]
    assert sentences(page(client, operator, "own-log")) == ["Hidden from the log"]


def test_own_log_does_not_answer_about_others(client, operator, ann):
    record(operator, OTHER, ann)

    assert sentences(page(client, ann, "own-log", who="operator@qiao.example")) == []


@pytest.mark.parametrize(
    "query", [{"what": ACTION}, {"channel": "api"}, {"who": "ANN@university.example"}], ids=str
)
def test_log_is_filtered(client, operator, ann, query):
    record(operator, OTHER, ann)
    with request_context("api"):
        record(ann, ACTION, ann)

    found = page(client, operator, **query)

    assert sentences(found) == ["Shown in the log"]


def written_at(moment: dt.datetime, action: str) -> Activity:
    """A row whose id was made at that moment."""
    milliseconds = int(moment.timestamp() * 1000)
    row_id = uuid.UUID(int=(milliseconds << 80) | (7 << 76) | (2 << 62) | 5)
    return Activity.objects.create(
        pk=row_id, action=action, subject_type="accounts.user", subject_id=row_id, channel="page"
    )


def test_log_is_filtered_by_day_with_both_ends(client, operator):
    zone = timezone.get_current_timezone()
    written_at(dt.datetime(2026, 3, 1, 23, 59, 59, tzinfo=zone), OTHER)
    written_at(dt.datetime(2026, 3, 2, 0, 0, 0, tzinfo=zone), ACTION)
    written_at(dt.datetime(2026, 3, 2, 23, 59, 59, tzinfo=zone), ACTION)
    written_at(dt.datetime(2026, 3, 3, 0, 0, 0, tzinfo=zone), OTHER)

    found = page(client, operator, day_from="2026-03-02", day_to="2026-03-02")

    assert sentences(found) == ["Shown in the log", "Shown in the log"]


def test_log_is_filtered_by_kind(client, operator, ann):
    if "accounts.user" not in subjects:
        subjects.register("accounts.user", lambda ids: {})
    record(ann, ACTION, ann)
    Activity.objects.create(action=OTHER, subject_type="other.thing", subject_id=ann.pk, channel="page")

    assert sentences(page(client, operator, kind="accounts.user")) == ["Shown in the log"]


def test_days_are_those_of_the_readers_zone():
    with timezone.override("Asia/Shanghai"):
        shanghai = first_id(dt.date(2026, 3, 2))
    with timezone.override("UTC"):
        utc = first_id(dt.date(2026, 3, 2))

    assert utc.int >> 80 == (shanghai.int >> 80) + 8 * 3600 * 1000
    assert utc.int >> 80 == dt.datetime(2026, 3, 2, tzinfo=dt.UTC).timestamp() * 1000


@pytest.mark.parametrize("count", [3, 20, 200])
def test_log_costs_the_same_for_every_length(client, operator, count, django_assert_max_num_queries):
    people = [User.objects.create_user(f"n{number}@university.example") for number in range(min(count, 40))]
    for number in range(count):
        record(people[number % len(people)], ACTION, people[number % len(people)])
    client.force_login(operator)

    with django_assert_max_num_queries(11):
        response = client.get(reverse("activity:log"))

    assert len(sentences(response)) == min(count, 50)


def test_log_pages_by_key(client, operator, ann):
    for _number in range(60):
        record(ann, ACTION, ann)

    first = page(client, operator)
    second = client.get(first.context["listing"].next_url)

    assert (len(first.context["listing"].items), len(second.context["listing"].items)) == (50, 10)
    assert not {row.pk for row in first.context["listing"].items} & {
        row.pk for row in second.context["listing"].items
    }


def test_log_is_exported_as_csv_and_xlsx(client, operator, ann):
    record(ann, ACTION, ann, changes={"language": ["=cmd|' /C calc'!A0", "en"]})

    text = b"".join(page(client, operator, export="csv").streaming_content).decode("utf-8-sig")
    header, line = list(csv.reader(StringIO(text)))
    book = load_workbook(BytesIO(b"".join(page(client, operator, export="xlsx").streaming_content)))

    assert header == ["When", "What", "Who", "On what", "Kind", "Through", "Changes", "Request"]
    assert line[1:3] == ["Shown in the log", "ann@university.example"]
    assert [cell.value for cell in book.active[1]] == header
    assert [cell.data_type for cell in book.active[2]][-2] != "f"


def test_export_takes_more_than_one_chunk_with_a_few_queries(
    client, operator, ann, django_assert_max_num_queries
):
    Activity.objects.bulk_create(
        Activity(actor=ann, action=ACTION, subject_type="accounts.user", subject_id=ann.pk, channel="page")
        for _number in range(1200)
    )
    client.force_login(operator)

    with django_assert_max_num_queries(20):
        content = b"".join(client.get(reverse("activity:log"), {"export": "csv"}).streaming_content)

    assert content.count(b"Shown in the log") == 1200


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_pages_are_complete_in_both_languages(client, operator, ann, language):
    record(ann, ACTION, ann)
    client.force_login(operator)

    text = client.get(f"/{language}/activity/").content.decode()

    assert "<c-" not in text
    assert ("操作记录" in text) == (language == "zh-hans")
