import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, pinyin
from pypinyin.constants import PHRASES_DICT

from qiao.kit.bilingual.pinyin import POLYPHONES, alternatives, can_be_spelled, reading, syllables

PHRASES = sorted(PHRASES_DICT)


@given(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=3))
def test_reading_is_that_of_the_library(words: list[str]) -> None:
    text = "".join(words)

    expected = pinyin(text, style=Style.TONE3, neutral_tone_with_five=True, errors=list)

    assert list(reading(text)) == [first for first, *_others in expected]


@given(st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF)))
def test_reading_has_a_syllable_for_each_character(text: str) -> None:
    assert len(reading(text)) == len(text)
    assert all(0 <= place < len(text) for place, _syllable in alternatives(text))


def test_surname_is_read_as_a_surname() -> None:
    assert reading("曾单", is_surname=True) == ("zeng1", "dan1")
    assert reading("单曾", is_surname=True) == ("shan4", "ceng2")
    assert reading("尉迟恭", is_surname=True) == ("yu4", "chi2", "gong1")


def test_every_reading_in_the_table_is_a_syllable() -> None:
    assert {other for others in POLYPHONES.values() for other in others} <= syllables()


@pytest.mark.parametrize("letters", ["qiche", "qic", "xian", "zhongguo", "lv", "lyu", "ai", "zh"])
def test_pinyin_is_known_as_such(letters: str) -> None:
    assert can_be_spelled(letters)


@pytest.mark.parametrize("letters", ["columbia", "automobile", "vehicle", "x9", "qcx"])
def test_english_is_not_taken_for_pinyin(letters: str) -> None:
    assert not can_be_spelled(letters)
