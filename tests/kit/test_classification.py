import uuid

from django.db.models import Q

from qiao.kit.classification import DataSubject


def test_rows_of_an_account_are_asked_for_at_each_path():
    key = uuid.uuid4()

    assert DataSubject(user_id=key).is_at("actor", "letter__user") == Q(actor=key) | Q(letter__user=key)


def test_nobody_has_rows_without_an_account():
    assert DataSubject().is_at("actor", "letter__user") == Q(pk__in=[])


def test_addresses_are_small_and_never_empty():
    assert DataSubject(emails=frozenset({"Ann@X.example", ""})).addresses == {"ann@x.example"}
