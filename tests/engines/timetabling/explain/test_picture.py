"""The picture of a day, as a reader and as a policy against scripts and styles would see it."""

import re
from xml.etree import ElementTree

import pytest

from qiao.engines.shape.words import Language
from qiao.engines.timetabling.explain.picture import day_svg
from qiao.engines.timetabling.problem import Participant, Problem, Request
from qiao.engines.timetabling.result import Meeting, Solution

SVG = "{http://www.w3.org/2000/svg}"
PEOPLE = (
    Participant("D10"),
    Participant("D2", unavailable=frozenset({0})),
    Participant("H<1>", side="hosts"),
)
REQUESTS = (Request("a", "D10", "H<1>"), Request("b", "D2", "H<1>"))
DAYS = Problem("A & B", "choose", 4, PEOPLE, REQUESTS, days=((0, 1), (2, 3)))
SOLUTION = Solution("A & B", "optimal", {"a": Meeting(0, 3), "b": Meeting(2)})


def drawn(language: Language = "en", day: int = 0) -> ElementTree.Element:
    return ElementTree.fromstring(day_svg(DAYS, SOLUTION, language=language, day=day))


def test_picture_has_name_and_description() -> None:
    picture = drawn()

    assert picture.findtext(f"{SVG}title") == "A & B, day 1"
    assert picture.findtext(f"{SVG}desc") == (
        "3 participants as rows and slots 0 to 1 as columns: 1 meetings."
    )
    named = [each.get("id") for each in picture if each.get("id")]
    assert picture.get("aria-labelledby") == " ".join(named)


def test_picture_tells_each_meeting_in_the_language() -> None:
    told = [title.text for title in drawn("zh-hans").iterfind(f"{SVG}g/{SVG}title")]

    assert told == ["D10在时段0与H<1>会面，3号桌", "H<1>在时段0与D10会面，3号桌"]


def test_picture_shows_only_its_day() -> None:
    told = [title.text for title in drawn(day=1).iterfind(f"{SVG}g/{SVG}title")]

    assert told == ["D2 meets H<1> in slot 2", "H<1> meets D2 in slot 2"]


def test_rows_are_sorted_by_side_and_number() -> None:
    texts = [each.text for each in drawn().iterfind(f"{SVG}text")]

    assert texts[2:5] == ["D2", "D10", "H<1>"]


def test_picture_has_neither_script_nor_style() -> None:
    text = day_svg(DAYS, SOLUTION, language="en")

    assert re.findall(r"<script|<style|\bstyle=|\bon\w+=|href", text) == []


def test_day_that_there_is_not_is_an_error() -> None:
    with pytest.raises(IndexError):
        drawn(day=2)
