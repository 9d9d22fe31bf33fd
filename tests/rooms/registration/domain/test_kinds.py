"""What an answer of each kind may be. No database: options and rows are tested where answers are saved."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from qiao.rooms.registration.domain.kinds import cleaned, is_chosen, shown
from qiao.rooms.registration.enums import DECIDING, WITH_OPTIONS, QuestionKind
from qiao.rooms.registration.models import Question

pytestmark = pytest.mark.once
PLAIN = [kind for kind in QuestionKind if kind not in WITH_OPTIONS]


@pytest.mark.parametrize(
    ("kind", "raw", "stored"),
    [
        ("line", "  two   words ", "two words"),
        ("body", "one\r\ntwo", "one\ntwo"),
        ("number", "1,250.50", "1250.50"),
        ("date", "2026-05-31", "2026-05-31"),
        ("time", "9:30".zfill(5), "09:30"),
        ("yes_no", "no", False),
        ("country", "cn", "CN"),
        ("language", "zh", "zh"),
        ("phone", "+86 10 5555 0000", "+86 10 5555 0000"),
        ("email", "a@b.example", "a@b.example"),
        ("url", "https://b.example/", "https://b.example/"),
    ],
)
def test_answer_is_stored_in_one_shape(kind: str, raw: str, stored: object) -> None:
    assert cleaned(Question(kind=kind), raw) == stored


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("line", "a\x00b"),
        ("line", "x" * 301),
        ("body", "x" * 3001),
        ("number", "many"),
        ("number", "1e99"),
        ("number", True),
        ("date", "31.5.2026"),
        ("date", 20260531),
        ("time", "25:00"),
        ("time", "09:30+08:00"),
        ("yes_no", "perhaps"),
        ("country", "ZZ"),
        ("language", "tlh"),
        ("phone", "call me"),
        ("email", "nobody"),
        ("url", "javascript:alert(1)"),
    ],
)
def test_wrong_answer_is_refused_with_a_sentence(kind: str, raw: object) -> None:
    with pytest.raises(ValidationError) as refusal:
        cleaned(Question(kind=kind), raw)

    assert str(refusal.value.messages[0])


@pytest.mark.parametrize("kind", QuestionKind)
@pytest.mark.parametrize("raw", ["", None, []])
def test_nothing_is_no_answer_of_any_kind(kind: str, raw: object) -> None:
    assert cleaned(Question(kind=kind), raw) is None


@settings(max_examples=30)
@given(kind=st.sampled_from(PLAIN), raw=st.text(max_size=40) | st.integers() | st.booleans())
def test_whatever_is_taken_is_taken_again_unchanged_and_reads(kind: QuestionKind, raw: object) -> None:
    question = Question(kind=kind)
    try:
        stored = cleaned(question, raw)
    except ValidationError:
        return

    assert cleaned(question, stored) == stored
    assert isinstance(shown(question, stored), str)


def test_condition_looks_into_every_deciding_kind() -> None:
    assert [is_chosen(value, ["yes", "a"]) for value in (True, False, ["a", "b"], ["b"], None)] == [
        *(True, False, True, False, False)
    ]
    assert set(DECIDING) == {*WITH_OPTIONS, QuestionKind.YES_NO}
