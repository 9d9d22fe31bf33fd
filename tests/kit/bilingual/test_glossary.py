"""The glossary is whole, and what is made from it does not drift."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from qiao.kit.bilingual.expansion import segments_of_characters, segments_of_words
from qiao.kit.bilingual.folding import stem
from qiao.kit.bilingual.glossary import glossary, read

ROOT = Path(__file__).resolve().parents[3]
HAN = re.compile("[\u4e00-\u9fff]")
STORY = """
exchange, organiser, delegation, delegate, host, talent, reviewer, operator, session, meeting, opportunity,
application, placement, registration, itinerary, organisation, laboratory, unit, membership, affiliation,
merge, review, competition, policy, agreement, memorandum, outcome, consent,
import, invitation, lease, attempt, activity
"""


def twice(words: list[str]) -> list[str]:
    return [word for word, count in Counter(words).items() if count > 1]


def test_every_noun_is_told_in_both_languages() -> None:
    for noun in glossary().nouns():
        assert HAN.search(noun.name.zh) or noun.code in {"RorId", "OrcidId"}, noun.code
        assert not HAN.search(noun.name.en + noun.definition.en), noun.code
        assert noun.definition.en[0].isupper(), noun.code
        assert noun.definition.en.endswith("."), noun.code
        assert noun.definition.en.count(". ") == 0, noun.code
        assert noun.definition.zh.endswith("。"), noun.code
        assert noun.definition.zh.count("。") == 1, noun.code
        assert all(HAN.search(state.zh) and not HAN.search(state.en) for state in noun.states), noun.code


def test_a_noun_has_one_name_and_a_name_one_noun() -> None:
    nouns = glossary().nouns()

    assert twice([noun.code for noun in nouns]) == []
    assert twice([noun.name.en for noun in nouns]) == []
    assert twice([noun.name.zh for noun in nouns]) == []


def test_the_nouns_of_the_story_are_there() -> None:
    words = " ".join(noun.name.en for noun in glossary().nouns())

    assert [noun for noun in re.findall(r"\w+", STORY) if noun not in words] == []


def test_the_field_has_its_terms() -> None:
    terms = [term for topic in glossary().topics for term in topic.terms]

    assert 300 <= len(terms) <= 600
    assert all(term.en and term.zh for term in terms)
    assert twice([form for term in terms for form in (*term.en, *term.zh)]) == []


def test_concepts_page_is_made_from_the_glossary() -> None:
    command = [sys.executable, str(ROOT / "scripts/concepts.py"), "--check"]
    check = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (check.stdout, check.returncode) == ("", 0)


def test_an_incomplete_noun_is_an_error() -> None:
    with pytest.raises(KeyError):
        read('[areas.a]\nen = "A"\nzh = "甲"\n[areas.a.nouns.B]\nen = "b"\n[topics]\n')


def test_longest_term_wins() -> None:
    texts = [segment.text for segment in segments_of_characters("北京新能源汽车创新中心")]

    assert texts == ["北京", "新能源汽车", "创新中心"]


def test_words_between_terms_stay() -> None:
    words = [stem(word) for word in ["columbia", "new", "energy", "vehicles"]]

    assert [(segment.text, bool(segment.others)) for segment in segments_of_words(words)] == [
        ("columbia", False),
        ("new energy vehicle", True),
    ]
