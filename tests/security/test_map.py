"""docs/security.md names tests and documents: each exists."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| [^|]+ \| ((?:`[^`]+` ?)+)\|$", re.MULTILINE)


def rows() -> dict[str, list[str]]:
    text = (ROOT / "docs" / "security.md").read_text("utf-8")
    return {number: re.findall(r"`([^`]+)`", places) for number, places in ROW.findall(text)}


def exists(place: str) -> bool:
    path, _, function = place.partition("::")
    if not (ROOT / path).is_file():
        return False
    return not function or f"def {function}(" in (ROOT / path).read_text("utf-8")


def test_every_line_of_the_tables_is_read() -> None:
    text = (ROOT / "docs" / "security.md").read_text("utf-8")

    assert len(rows()) == len(re.findall(r"^\| \d", text, re.MULTILINE)) > 50


def test_every_place_that_the_map_names_exists() -> None:
    missing = {
        number: lost for number, places in rows().items() if (lost := [p for p in places if not exists(p)])
    }

    assert missing == {}


def test_a_place_that_is_not_there_is_noticed() -> None:
    assert not exists("tests/security/test_map.py::test_of_another_world")
    assert not exists("tests/security/nothing.py")
