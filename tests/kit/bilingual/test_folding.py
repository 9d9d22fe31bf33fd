"""Folding and tokens, against a definition that a reader can check by eye."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qiao.kit.bilingual.folding import EXACT, INITIALS, SPELLED, fold, stem, tokens

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF) | st.characters(
    min_codepoint=0x20000, max_codepoint=0x2A6DF
)
ANYTHING = st.text(st.characters())  # lone surrogates among them


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("智能網聯汽車", "智能网联汽车"),
        ("Ｃ９１９", "c919"),
        ("ＡＩ　大模型", "ai 大模型"),
        ("Université de Genève", "universite de geneve"),
        ("ZÜRICH", "zurich"),
        ("Straße", "strasse"),
        ("Đặng", "dang"),
        ("Łódź", "lodz"),
        ("Ångström", "angstrom"),
        ("Kāne ʻOkina", "kane 'okina"),
        ("①②", "12"),
        ("㎏", "kg"),
        ("乾燥 乾坤", "干燥 干坤"),
        ("苧麻 薴", "苎麻 苎"),
        ("a\u200bb\ud800c\x00d", "ab c d"),
        ("  a \n\t b  ", "a b"),
        ("ﾊﾟ", "パ"),
        ("김철수", "김철수"),
        ("葛\U000e0100城", "葛城"),
        ("İstanbul ısı", "istanbul isi"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(ANYTHING)
@example("\u0345\u0301")
@example("ǰ\u0323")
@example("ᾳ\u0345")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFFEF)))
def test_the_short_way_folds_as_the_long_way(text: str) -> None:
    assert fold(text) == fold(text + "\U0001f600").replace("\U0001f600", "").strip()


@given(ANYTHING, st.booleans())
def test_tokens_are_safe_in_both_databases(text: str, names: bool) -> None:
    found = tokens(text, names=names)

    assert len(found) == len(set(found))
    for token in found:
        assert token
        assert not set(token) & set(" '\"\\:*()&|!<>\x00\t\n")
        assert len(token.encode("utf-8")) <= 512


@given(st.text(HAN | st.sampled_from("Aa1 ，"), min_size=1), st.data())
def test_every_stretch_of_characters_is_indexed(text: str, data: st.DataObject) -> None:
    """Brute force: the tokens of a stretch of characters are among the tokens of the text around it."""
    start = data.draw(st.integers(0, len(text) - 1))
    stretch = text[start : data.draw(st.integers(start + 1, len(text)))]
    if not all(ord(letter) > 0x2FFF and letter != "，" for letter in stretch):
        return

    wanted = [stretch] if len(fold(stretch)) == 1 else [stretch[i : i + 2] for i in range(len(stretch) - 1)]
    assert {fold(part) for part in wanted} <= set(tokens(text))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("汽车", [SPELLED + "qiche", INITIALS + "qc", "qi", "che", EXACT + "汽车"]),
        ("国家智能网联汽车创新中心", [SPELLED + "qichechuangxinzhongxin", INITIALS + "qccxzx"]),
        ("重庆大学", [SPELLED + "chongqingdaxue", SPELLED + "zhongqingdaxue", INITIALS + "cqdx"]),
        ("长安", [SPELLED + "changan", SPELLED + "zhangan"]),
        ("西安", [SPELLED + "xian", "xi", "an"]),
        ("曾国藩", [SPELLED + "zengguofan", SPELLED + "cengguofan"]),
        ("单雄信", [SPELLED + "shanxiongxin"]),
        ("吕布", [SPELLED + "lvbu", SPELLED + "lyubu", SPELLED + "lubu"]),
        ("重慶大學", [EXACT + "重庆大学", SPELLED + "chongqingdaxue"]),
        ("李　明", [EXACT + "李明", "李明", SPELLED + "liming"]),
        ("阿卜杜拉·买买提", [EXACT + "阿卜杜拉买买提", "拉买", SPELLED + "maimaiti"]),
        (
            "Massachusetts Institute of Technology",
            [INITIALS + "mit", EXACT + "massachusettsinstituteoftechnology"],
        ),
        ("O'Brien", ["obrien", "o", "brien", EXACT + "obrien"]),
        ("R&D Centre", ["rd", "r", "d", "centre"]),
        ("Universities", ["universities", "university"]),
    ],
)
def test_tokens_of_names(name: str, expected: list[str]) -> None:
    assert set(expected) <= set(tokens(name, names=True))


def test_text_is_not_spelled() -> None:
    assert tokens("汽车 AI") == ["汽", "车", "汽车", "ai"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("vehicles", "vehicle"), ("universities", "university"), ("glass", "glass"), ("buses", "bus"),
     ("campus", "campus"), ("analysis", "analysis"), ("boxes", "box"), ("is", "is"), ("bus", "bus")],
)  # fmt: skip
def test_stem_takes_the_plural_off(word: str, expected: str) -> None:
    assert stem(word) == expected


HOSTILE = ["a" + "\u0301\u0316" * 20_000, "侨" * 40_000, "a b " * 10_000, "(" * 40_000, "a." * 20_000]


@pytest.mark.parametrize("hostile", [*HOSTILE, "\u0f71" * 40_000, "a\u0301" * 20_000], ids=range(7))
def test_hostile_text_takes_bounded_time(hostile: str) -> None:
    started = time.process_time()

    tokens(hostile, names=True)

    assert time.process_time() - started < 3
