"""Both languages are whole: no text without its Chinese, no placeholder lost, no noun of two names."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from qiao.kit.bilingual.expansion import words_of
from qiao.kit.bilingual.glossary import glossary

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = sorted((ROOT / "qiao").glob("**/locale/zh_Hans/LC_MESSAGES/django.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[#0\- +]?[\d.]*[a-zA-Z]|%[sd]|\{\w*\}")
# Half-width punctuation after a Chinese character; figures such as 1:1 and lists for filters stay.
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!](?!\S*[\u4e00-\u9fff]$)|[\u4e00-\u9fff]\.$")


def entries(path: Path) -> list[polib.POEntry]:
    return [entry for entry in polib.pofile(str(path)) if not entry.obsolete]


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


catalogues = pytest.mark.parametrize(
    "path", CATALOGUES, ids=lambda path: str(path.parents[2].relative_to(ROOT))
)


def test_every_app_has_a_catalogue() -> None:
    apps = {path.parent for path in (ROOT / "qiao").glob("**/apps.py")}

    assert {path.parents[3] for path in CATALOGUES} == {*apps, ROOT / "qiao/kit"}


@catalogues
def test_catalogue_is_complete(path: Path) -> None:
    lacking = [entry.msgid for entry in entries(path) if entry.fuzzy or not all(texts(entry))]

    assert lacking == []


@catalogues
def test_placeholders_are_the_same_in_both_languages(path: Path) -> None:
    different = [
        (entry.msgid, text)
        for entry in entries(path)
        for text in texts(entry)
        if text
        and set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    ]

    assert different == []


@catalogues
def test_chinese_has_chinese_punctuation(path: Path) -> None:
    halves = [text for entry in entries(path) for text in texts(entry) if HALF_WIDTH.search(text)]

    assert halves == []


@catalogues
def test_nouns_are_called_as_the_glossary_says(path: Path) -> None:
    """Another sense of the same English word is told apart by its context (pgettext)."""
    nouns = {words_of(noun.name.en): {noun.name.zh, *noun.also} for noun in glossary().nouns()}

    other = [
        (entry.msgid, text, nouns[words_of(entry.msgid)])
        for entry in entries(path)
        for text in texts(entry)
        if text and not entry.msgctxt and text not in nouns.get(words_of(entry.msgid), {text})
    ]

    assert other == []


def test_one_text_has_one_translation() -> None:
    """Catalogues are merged, and the first app's Chinese is shown by all: other senses need a context."""
    said: dict[tuple[str, str, bool], dict[tuple[str, ...], list[str]]] = {}
    for path in CATALOGUES:
        app = str(path.parents[3].relative_to(ROOT / "qiao"))
        for entry in entries(path):
            key = (entry.msgctxt or "", entry.msgid, bool(entry.msgid_plural))
            said.setdefault(key, {}).setdefault(tuple(texts(entry)), []).append(app)

    different = {key[:2]: words for key, words in said.items() if len(words) > 1}

    assert different == {}


def test_catalogues_hold_what_the_code_says() -> None:
    if not shutil.which("xgettext"):
        if os.environ.get("CI") == "true":
            pytest.fail("GNU gettext is missing: apt-get install gettext")
        pytest.skip("GNU gettext is missing: apt-get install gettext")

    check = subprocess.run(
        [sys.executable, str(ROOT / "scripts/messages.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (check.stdout, check.returncode) == ("", 0)
