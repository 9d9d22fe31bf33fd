"""What text may contain: the hostile classes are refused, the controls come back byte for byte."""

import time
import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from qiao.kit.text import clean_body, clean_line, has_visible, validate_body, validate_line, validate_utf8
from tests.support.cases import lines

NAMES = [
    "李明",
    "阿卜杜拉·买买提",
    "㼆",
    "O'Brien",
    "Jean-Luc d'Árc",
    "יוסי כהן",
    "None",
    "O",
    "ʻOkina Kāne",
    "សុខ",
    "Đặng",
    "김철수",
    "👩\u200d🔬 Lab",
    "می\u200cخواهم",
    "葛\U000e0100城",
    "C++ / C#",
]
HOSTILE = {
    "zero width": "\u200b\u200b",
    "header injection": "a\r\nBcc: x@example.org",
    "override": "Ann\u202egnp.exe",
    "isolate": "a\u2066b\u2069",
    "mark of direction": "a\u200fb",
    "lone surrogate": "a\ud800b",
    "NUL": "a\x00b",
    "line separator": "a\u2028b",
    "tags": "\U000e0041\U000e0042",
    "hangul filler": "\u3164",
    "braille blank": "\u2800",
    "joiners alone": "\u200d\u200c",
    "mark alone": "\u0301",
    "annotation": "a\ufff9b\ufffac\ufffb",
    "no character": "a\uffff",
    "lost character": "a\ufffdb",
    "stacked marks": "a" + "\u0301" * 9,
    "stacked marks with joiners": "a" + "\u0301\u200d" * 9,
    "escape": "\x1b[31mred",
}


def refused(value: str) -> str | None:
    try:
        validate_line(clean_line(value))
    except ValidationError as error:
        return str(error.messages[0])
    return None


@pytest.mark.parametrize("name", NAMES)
def test_line_accepts_real_names_unchanged(name: str) -> None:
    assert clean_line(name) == unicodedata.normalize("NFC", name)
    assert refused(name) is None


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_line_refuses_with_a_sentence(value: str) -> None:
    assert (refused(value) or "").endswith(".")


def test_refusal_names_the_character() -> None:
    assert refused("a\u202eb") == (
        "This text holds a character that is not allowed here (U+202E). Remove it and try again."
    )


def test_body_keeps_tabs_and_lines_and_refuses_the_rest() -> None:
    body = clean_body("\r\n  First\r\n\tsecond  \rthird\n\n")

    validate_body(body)
    assert body == "  First\n\tsecond\nthird"
    with pytest.raises(ValidationError):
        validate_body("First\x0bsecond")


@pytest.mark.parametrize("blank", ["", " ", "\u3000", "\u00a0\t", "\r\n"])
def test_blank_text_becomes_empty(blank: str) -> None:
    assert (clean_line(blank), clean_body(blank)) == ("", "")


def test_line_folds_spaces_of_every_width() -> None:
    assert clean_line("\u3000李\u3000 明\u00a0") == "李 明"


@pytest.mark.parametrize("value", ["a\x00b", "a\udc00b"])
def test_utf8_refuses_what_only_one_database_stores(value: str) -> None:
    with pytest.raises(ValidationError):
        validate_utf8(value)


def test_cleaning_a_long_run_of_marks_takes_no_time() -> None:
    hostile = "a" + "\u0301\u0316" * 100_000
    started = time.process_time()

    cleaned = clean_body(hostile)

    assert time.process_time() - started < 1
    assert cleaned == hostile  # refused as it is, by its marks
    with pytest.raises(ValidationError):
        validate_body(cleaned)


@given(st.text(st.characters()))
def test_cleaning_twice_changes_nothing(value: str) -> None:
    assert clean_line(clean_line(value)) == clean_line(value)
    assert clean_body(clean_body(value)) == clean_body(value)


@given(st.text(st.characters()))
def test_accepted_line_is_safe_everywhere(value: str) -> None:
    line = clean_line(value)
    if refused(value) is not None or not line:
        return

    assert line.encode("utf-8").decode("utf-8") == line
    assert line.splitlines() == [line]
    assert has_visible(line)
    assert all(unicodedata.category(letter) not in {"Cc", "Cs", "Zl", "Zp"} for letter in line)


@pytest.mark.cases
def test_shared_names_end_as_their_list_says() -> None:
    for row in lines("names"):
        value, fits = row["v"], len(row["v"]) <= 200
        accepted = bool(clean_line(value)) and fits and refused(value) is None

        assert accepted or not row["ok"], row
        if row["ok"]:
            assert clean_line(value) == unicodedata.normalize("NFC", value)
        else:
            assert not accepted or row.get("inert"), row
