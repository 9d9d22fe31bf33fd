import json

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from qiao.kit.api import strict_json
from qiao.rooms.accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.kit.api.urls")]
BS = "\\"
HOSTILE = {
    "empty": b" ",
    "not json": b"{",
    "two documents": b'{"name":"a"}{"name":"b"}',
    "trailing text": b'{"name":"a"} x',
    "deep lists": b"[" * 100_000 + b"]" * 100_000,
    "deep objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "deep, never closed": b"[" * 100_000,
    "huge integer": b'{"name":"a","count":' + b"9" * 6000 + b"}",
    "2**63": b'{"name":"a","count":9223372036854775808}',
    "-2**63-1": b'{"name":"a","count":-9223372036854775809}',
    "infinite float": b'{"name":"a","count":1e999}',
    "NaN": b'{"name":"a","count":NaN}',
    "duplicate names": b'{"name":"a","name":"b"}',
    "escaped NUL": ('{"name":"a' + BS + 'u0000"}').encode(),
    "raw NUL": b'{"name":"a\x00"}',
    "lone surrogate": ('{"name":"' + BS + 'ud800"}').encode(),
    "surrogate in a name": ('{"' + BS + 'udfff":1,"name":"a"}').encode(),
    "UTF-16": '{"name":"a"}'.encode("utf-16"),
    "UTF-8 with BOM": b"\xef\xbb\xbf" + b'{"name":"a"}',
    "broken UTF-8": b'{"name":"\xff"}',
    "list": b"[]",
    "text": b'"name"',
    "null": b"null",
    "number": b"1",
    "unknown field": b'{"name":"a","is_admin":true}',
    "number for text": b'{"name":1}',
    "text for number": b'{"name":"a","count":"1"}',
    "true for number": b'{"name":"a","count":true}',
    "text for truth": b'{"name":"a","is_open":"yes"}',
    "one for truth": b'{"name":"a","is_open":1}',
    "object for text": b'{"name":{}}',
    "long text": b'{"name":"aaaaaaaaaaa"}',
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_body_is_refused_as_a_problem(client: Client, body: bytes) -> None:
    response = client.post("/api/v1/things", body, "application/json")

    assert response.status_code in {400, 422}
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["title"]
    assert User.objects.count() == 0


def test_good_body_is_accepted(client: Client) -> None:
    body = {"name": "名字 🎓", "count": 3, "is_open": True, "note": None, "tags": ["a"]}
    response = client.post("/api/v1/things", json.dumps(body), "application/json")

    assert response.status_code == 201
    assert response.json()["name"] == "名字 🎓"


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "application/xml"])
def test_other_content_types_are_refused(client: Client, kind: str) -> None:
    response = client.generic("POST", "/api/v1/things", b'{"name":"a"}', content_type=kind)

    assert response.status_code == 415


storable = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | storable,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(storable, inner, max_size=4),
    max_leaves=15,
)


@given(values)
def test_whatever_is_json_is_read_as_it_was_written(value: object) -> None:
    assert strict_json.read(json.dumps(value).encode()) == value
    assert strict_json.read(json.dumps(value, ensure_ascii=False).encode()) == value
