import datetime as dt
import json

import pytest
from allauth.account.models import EmailAddress
from django.core import signing
from django.db import connection
from django.utils import timezone

from qiao.kit.ui.paging import MAX_CURSOR, SALT, InvalidCursor, _beyond, complete, keyset_page
from qiao.rooms.accounts.models import User
from tests.support.tables import empty_of_dead_rows

pytestmark = pytest.mark.django_db

START = timezone.now().replace(microsecond=123_456)


def make_users(count: int, prefix: str = "a") -> None:
    """Ties on every column but the key, so that only the whole row value keeps the order."""
    users = User.objects.bulk_create(
        User(email=f"{prefix}{number}@example.org", language=("en", "zh-hans")[number % 2])
        for number in range(count)
    )
    for number, user in enumerate(users):
        moment = START + dt.timedelta(microseconds=number // 4)
        User.objects.filter(pk=user.pk).update(created_at=moment)


def forwards(order, size: int) -> list:
    found, cursor = [], ""
    while True:
        page = keyset_page(User.objects.all(), order, cursor, size)
        found.append(page.items)
        if not page.next:
            return found
        cursor = page.next


@pytest.mark.parametrize(
    "order",
    [
        ("id",),
        ("-id",),
        ("language",),
        ("-language",),
        ("language", "-created_at"),
        ("-created_at", "language"),
        ("created_at", "-id"),
    ],
)
def test_pages_forwards_hold_every_row_once_in_order(order):
    make_users(23)

    pages = forwards(order, 5)

    assert [row for page in pages for row in page] == list(User.objects.order_by(*complete(User, order)))
    assert [len(page) for page in pages] == [5, 5, 5, 5, 3]


@pytest.mark.parametrize("order", [("id",), ("-language",), ("language", "-created_at")])
def test_pages_backwards_are_the_same_pages(order):
    make_users(20)
    pages = forwards(order, 5)

    back, cursor = [], ""
    for _ in range(3):
        cursor = keyset_page(User.objects.all(), order, cursor, 5).next
    while cursor:
        page = keyset_page(User.objects.all(), order, cursor, 5)
        back.append(page.items)
        cursor = page.previous

    assert back == pages[::-1]


def test_first_page_has_no_previous_and_last_no_next():
    make_users(10)

    first = keyset_page(User.objects.all(), ("id",), "", 5)
    last = keyset_page(User.objects.all(), ("id",), first.next, 5)
    again = keyset_page(User.objects.all(), ("id",), last.previous, 5)

    assert (first.previous, bool(first.next)) == ("", True)
    assert (bool(last.previous), last.next) == (True, "")
    assert (again.items, again.previous, bool(again.next)) == (first.items, "", True)


def test_page_is_empty_when_nothing_is_left_behind_the_cursor():
    make_users(6)
    first = keyset_page(User.objects.all(), ("id",), "", 5)
    User.objects.order_by("-id")[:1].get().delete()

    page = keyset_page(User.objects.all(), ("id",), first.next, 5)

    assert (page.items, page.next, page.previous) == ([], "", "")


def test_rows_that_arrive_meanwhile_repeat_nothing():
    make_users(10)
    first = keyset_page(User.objects.all(), ("-id",), "", 5)
    make_users(3, prefix="b")

    second = keyset_page(User.objects.all(), ("-id",), first.next, 5)

    assert set(first.items) & set(second.items) == set()


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (-3, 1), (100, 100), (5000, 100)])
def test_size_stays_between_one_and_a_hundred(asked: int, given: int):
    make_users(101)

    assert len(keyset_page(User.objects.all(), ("id",), "", asked).items) == given


def test_order_by_a_column_that_may_be_null_is_refused():
    with pytest.raises(ValueError, match="may be NULL"):
        keyset_page(User.objects.all(), ("last_login",))


def test_order_keeps_a_unique_end_and_gains_the_key_otherwise():
    assert complete(User, ("email",)) == ("email",)
    assert complete(User, ("-created_at",)) == ("-created_at", "pk")


def test_order_reaches_over_a_relation():
    make_users(4)
    for user in User.objects.all():
        EmailAddress.objects.create(user=user, email=user.email)

    first = keyset_page(EmailAddress.objects.select_related("user"), ("-user__email",), "", 2)
    second = keyset_page(EmailAddress.objects.select_related("user"), ("-user__email",), first.next, 2)

    assert [*first.items, *second.items] == list(EmailAddress.objects.order_by("-user__email"))


def signed(salt: str, *values) -> str:
    return signing.dumps(list(values), salt=f"{SALT}{salt}")


SOMEBODY = "019a0000-0000-7000-8000-000000000000"
HOSTILE = [
    "x",
    ":",
    "a:b:c",
    "..",
    "\x00",
    "é" * 50,
    "' OR 1=1 --",
    "A" * (MAX_CURSOR + 1),
    json.dumps([False, SOMEBODY]),
    signed("", False, SOMEBODY),
    signed(":accounts.user:-pk", False, SOMEBODY),
    signed(":accounts.user:email,pk", False, "a@example.org", SOMEBODY),
    signed(":account.emailaddress:pk", False, 7),
    signed(":accounts.user:pk", False, "not a uuid"),
]


@pytest.mark.parametrize("cursor", HOSTILE, ids=range(len(HOSTILE)))
def test_cursor_that_we_did_not_sign_for_this_order_is_refused(cursor: str):
    make_users(3)

    with pytest.raises(InvalidCursor) as refusal:
        keyset_page(User.objects.all(), ("pk",), cursor)

    assert refusal.value.status == 400


def test_cursor_is_refused_when_one_character_changes():
    make_users(3)
    cursor = keyset_page(User.objects.all(), ("pk",), "", 1).next

    for place in range(len(cursor)):
        changed = cursor[:place] + ("A" if cursor[place] != "A" else "B") + cursor[place + 1 :]
        with pytest.raises(InvalidCursor):
            keyset_page(User.objects.all(), ("pk",), changed, 1)


def _plan(queryset) -> str:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
    return queryset.explain()


def test_deep_page_seeks_in_the_index():
    """The usual form of the condition, without its first half, reads the index from its start."""
    empty_of_dead_rows("accounts_user")
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX paging_probe ON accounts_user (created_at, id)")
    make_users(9)
    position = User.objects.order_by("created_at", "pk")[4]

    found = User.objects.filter(_beyond(("created_at", "pk"), [position.created_at, position.pk]))
    plan = _plan(found.order_by("created_at", "pk")[:4])

    seeks = {"sqlite": "USING INDEX paging_probe (created_at>?)", "postgresql": "Index Cond: (created_at >="}
    assert "paging_probe" in plan
    assert seeks[connection.vendor] in plan


@pytest.mark.parametrize("rows", [1, 3, 20, 200])
def test_page_takes_one_query_however_long_the_list(rows: int, django_assert_num_queries):
    make_users(rows)

    with django_assert_num_queries(1):
        keyset_page(User.objects.all(), ("language",), "", 10)
