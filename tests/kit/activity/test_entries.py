import uuid

import pytest
from django.contrib.auth import get_user_model
from django.template import Context, Template
from django.utils import translation

from qiao.kit.activity import subjects as subjects_module
from qiao.kit.activity.context import request_context
from qiao.kit.activity.entries import entries
from qiao.kit.activity.models import Activity
from qiao.kit.activity.record import actions, record
from qiao.kit.activity.subjects import Registry, name_subjects
from tests.support import hostile

pytestmark = pytest.mark.django_db
User = get_user_model()
ACTION = "activity.test.described"


@pytest.fixture(autouse=True, scope="module")
def _action():
    if ACTION not in actions:
        actions.register(ACTION, "Account described")


@pytest.fixture
def registered(monkeypatch):
    """A registry of our own, so that the rooms' titles do not decide these tests."""
    registry = Registry("subject of activity")
    monkeypatch.setattr(subjects_module, "subjects", registry)
    return registry


@pytest.fixture
def ann():
    return User.objects.create_user("ann@university.example")


def shown(activities) -> str:
    template = Template('{% include "activity/timeline.html" %}')
    return template.render(Context({"activities": activities}))


def test_entry_reads_like_a_sentence(registered, ann):
    row = record(
        ann, ACTION, ann, changes={"language": ["en", None], "email": None, "is_active": [True, False]}
    )

    (entry,) = entries([row])

    assert (entry.sentence, entry.actor, entry.kind) == (
        "Account described",
        "ann@university.example",
        "Account",
    )
    assert [str(change) for change in entry.changes] == [
        "Language: English → —",
        "E-mail",
        "Active: yes → no",
    ]


def test_entry_uses_registered_titles_with_one_query_a_kind(registered, ann, django_assert_num_queries):
    def titles(ids):
        return {
            user.pk: (f"Ms {user.email[:3].title()}", f"/people/{user.pk}/")
            for user in User.objects.filter(pk__in=ids)
        }

    registered.register("accounts.user", titles)
    people = [User.objects.create_user(f"p{n}@university.example") for n in range(6)]
    few = [record(person, ACTION, person) for person in people[:2]]
    many = [record(person, ACTION, person) for person in people]

    with django_assert_num_queries(1):
        (first, _second) = entries(few)
    with django_assert_num_queries(1):
        entries(many)

    assert (first.title, first.href, first.actor) == ("Ms P0@", f"/people/{people[0].pk}/", "Ms P0@")


def test_kind_that_nobody_registered_costs_no_query(registered, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert name_subjects([("nowhere.thing", uuid.uuid4())]) == {}


@pytest.mark.parametrize(
    ("channel", "words"),
    [
        ("command", "the server"),
        ("job", "a background job"),
        ("page", "nobody signed in, or an account since deleted"),
    ],
)
def test_row_without_a_person_says_so(registered, ann, channel, words):
    with request_context(channel):
        row = record(None, ACTION, ann)

    assert entries([row])[0].actor == words


def test_row_of_a_room_that_is_gone_stays_readable(registered):
    row = Activity.objects.create(
        action="gone.thing.done", subject_type="gone.thing", subject_id=uuid.uuid4(), channel="page",
        changes={"x": ["a", "b"]},
    )  # fmt: skip

    (entry,) = entries([row])

    assert (entry.sentence, entry.kind, str(entry.changes[0])) == (
        "gone.thing.done",
        "gone.thing",
        "X: a → b",
    )


def test_timeline_shows_rows_newest_first_in_the_readers_language(registered, ann):
    record(ann, ACTION, ann)

    page = shown(Activity.objects.of(ann))

    assert page.count("<li>") == 1
    assert "ann@university.example" in page
    with translation.override("zh-hans"):
        assert "此处尚无记录" in shown(Activity.objects.none())


@pytest.mark.parametrize("count", [1, 3, 20, 60])
def test_timeline_costs_the_same_for_every_length(registered, ann, count, django_assert_num_queries):
    for number in range(count):
        record(User.objects.create_user(f"n{number}@university.example"), ACTION, ann)

    with django_assert_num_queries(2):
        page = shown(Activity.objects.of(ann))

    assert page.count('class="timeline-title"') == min(count, 50)


@pytest.mark.parametrize("text", hostile.MARKUP)
def test_hostile_value_is_shown_as_text(registered, ann, text):
    registered.register("accounts.user", lambda ids: {ann.pk: (text, "/x/")})
    record(ann, ACTION, ann, changes={"language": [text, "en"]})

    page = shown(Activity.objects.of(ann))

    assert text not in page or "<" not in text
    assert "<script" not in page
    assert "<img" not in page
    assert "<svg" not in page
