import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.kit.tables.guard import guarded, is_formula_like, unguarded

SIGNS = "=+-@\t\r\n＝＋－＠"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+86 10", "'+86 10"),
        ("-5", "'-5"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("a;=1+1", "a;'=1+1"),
        (";=1+1", ";'=1+1"),
        ("line\n-point", "line\n'-point"),
        ("plain", "plain"),
        ("O'Brien", "O'Brien"),
        ("a - b; c", "a - b; c"),
        ("", ""),
    ],
)
def test_guarded_puts_an_apostrophe_before_formula_signs(text: str, expected: str) -> None:
    assert guarded(text) == expected
    assert unguarded(expected) == text


@given(st.text(alphabet=st.sampled_from([*"'=+-@;\t\r\n＝＠ab", "侨"]), max_size=12))
def test_guarded_text_comes_back_and_begins_with_no_sign(text: str) -> None:
    out = guarded(text)

    assert unguarded(out) == text
    assert not out.startswith(tuple(SIGNS))
    assert not any(part.startswith(tuple("=+-@＝＋－＠")) for part in out.replace("\t", ";").split(";"))


def test_is_formula_like_looks_at_the_beginning_only() -> None:
    assert is_formula_like("=1")
    assert not is_formula_like("a;=1")
