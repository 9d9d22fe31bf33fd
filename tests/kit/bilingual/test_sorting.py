import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.kit.bilingual.sorting import LONGEST, sort_key

PINYIN_ORDER = [
    "阿伯丁大学", "Apple", "北京 9", "北京 10", "北京大学", "長安", "重庆大学", "第9届", "第10届", "历", "立",
    "力", "吕", "绿", "麻省理工学院", "MIT 实验室", "清华大学", "西安", "张三", "中国科学院",
]  # fmt: skip


def test_chinese_sorts_by_pinyin_tone_and_strokes() -> None:
    shuffled = random.Random(7).sample(PINYIN_ORDER, len(PINYIN_ORDER))

    assert sorted(shuffled, key=lambda name: sort_key(name, "zh").encode()) == PINYIN_ORDER


def test_english_sorts_folded_without_its_article() -> None:
    names = ["Zürich 10", "zurich 9", "The University of Melbourne", "Université", "Obama", "O'Brien", "ETH"]

    assert sorted(names, key=lambda name: sort_key(name, "en").encode()) == [
        "ETH", "Obama", "O'Brien", "Université", "The University of Melbourne", "zurich 9", "Zürich 10",
    ]  # fmt: skip


def test_surname_comes_first_by_its_own_reading() -> None:
    names = ["曾国藩", "查良镛", "常香玉", "张三"]

    in_order = sorted(names, key=lambda name: sort_key(name, "zh", is_surname_first=True))

    assert in_order == ["常香玉", "曾国藩", "查良镛", "张三"]


@pytest.mark.parametrize(
    ("one", "other"), [("李明", "李 明"), ("長安", "长安"), ("ＭＩＴ", "mit"), ("(清)", "清")]
)
def test_spelling_makes_no_difference(one: str, other: str) -> None:
    assert sort_key(one, "zh") == sort_key(other, "zh")


@given(st.text(st.characters()), st.sampled_from(["zh", "en"]))
def test_any_text_has_a_key_that_can_be_stored(text: str, language: str) -> None:
    key = sort_key(text, language)

    assert len(key) <= LONGEST
    assert "\x00" not in key.encode("utf-8").decode("utf-8")


@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_numbers_sort_by_their_value(one: int, other: int) -> None:
    assert (sort_key(f"第{one}届", "zh") < sort_key(f"第{other}届", "zh")) == (one < other)
