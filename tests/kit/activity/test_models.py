import pytest
from django.contrib.auth import get_user_model
from django.db import transaction

from qiao.kit.activity.models import Activity, AppendOnly
from qiao.kit.activity.record import actions, record
from qiao.kit.activity.timeline import activity_by, activity_of
from qiao.kit.classification import DataSubject, classified

pytestmark = pytest.mark.django_db
User = get_user_model()
ACTION = "activity.test.happened"


@pytest.fixture(autouse=True, scope="module")
def _action():
    if ACTION not in actions:
        actions.register(ACTION, "Something happened")


@pytest.fixture
def ann():
    return User.objects.create_user("ann@university.example")


@pytest.fixture
def row(ann):
    return record(ann, ACTION, ann, changes={"language": ["en", "zh-hans"]})


def test_row_says_who_what_when_on_what(ann, row):
    assert (row.actor, row.action, row.subject_type, row.subject_id) == (ann, ACTION, "accounts.user", ann.pk)
    assert row.changes == {"language": ["en", "zh-hans"]}
    assert row.channel == "command"


def test_unknown_action_is_not_written(ann):
    with pytest.raises(LookupError):
        record(ann, "activity.test.never_registered", ann)

    assert Activity.objects.count() == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda row: Activity.objects.update(action="x"),
        lambda row: Activity.objects.filter(pk=row.pk).update(actor=None, action="x"),
        lambda row: Activity.objects.bulk_update([row], ["action"]),
        lambda row: Activity.objects.all().delete(),
        lambda row: row.delete(),
        lambda row: row.save(),
    ],
    ids=["update", "update with actor", "bulk update", "delete", "delete one", "save"],
)
def test_row_is_only_ever_added(row, change):
    with pytest.raises(AppendOnly), transaction.atomic():
        change(row)

    kept = Activity.objects.get()
    assert (kept.action, kept.actor_id) == (ACTION, row.actor_id)


def test_erasure_takes_out_the_person_and_keeps_what_happened(ann, row):
    entry = classified.get("activity.activity")

    found = entry.find(DataSubject(user_id=ann.pk))
    erased = entry.erase(found)

    assert erased == 1
    assert Activity.objects.get().actor is None
    assert Activity.objects.get().action == ACTION
    assert list(entry.find(DataSubject())) == []


def test_row_outlives_the_account(ann, row):
    ann.delete()

    assert Activity.objects.get().actor is None


def test_activity_of_a_thing_and_by_a_person(ann, row):
    bob = User.objects.create_user("bob@university.example")
    about_bob = record(ann, ACTION, bob)

    assert list(activity_of(ann)) == [row]
    assert list(activity_of(bob)) == [about_bob]
    assert list(activity_by(ann)) == [about_bob, row]
    assert list(activity_by(bob)) == []
