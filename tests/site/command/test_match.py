"""`qiao match` on files: every exit status, and no file that ends in a traceback."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from qiao.site.command.root import main

PLAIN: dict[str, Any] = {
    "format": "matching-round/1",
    "id": "plain",
    "applicants": [{"id": "a", "prefs": ["p", "q"]}, {"id": "b", "prefs": ["p"]}],
    "programmes": [
        {"id": "p", "capacity": 1, "prefs": ["b", "a"]},
        {"id": "q", "capacity": 1, "prefs": ["a"]},
    ],
}
# Klaus and Klijn 2005: one couple, one single applicant, two programmes of one place.
NONE: dict[str, Any] = {
    "format": "matching-round/1",
    "id": "none",
    "applicants": [{"id": "f"}, {"id": "m"}, {"id": "s", "prefs": ["h1", "h2"]}],
    "programmes": [
        {"id": "h1", "capacity": 1, "prefs": ["f", "s"]},
        {"id": "h2", "capacity": 1, "prefs": ["s", "m"]},
    ],
    "couples": [{"id": "fm", "members": ["f", "m"], "prefs": [["h1", "h2"]]}],
}


def run(*words: object, language: str = "en") -> Result:
    return CliRunner().invoke(main, ["match", *map(str, words), "--language", language])


@pytest.fixture
def file(tmp_path: Path) -> Any:
    def write(name: str, value: object) -> Path:
        place = tmp_path / name
        place.write_text(value if isinstance(value, str) else json.dumps(value), "utf-8")
        return place

    return write


def test_a_round_is_solved_checked_and_explained(file: Any, tmp_path: Path) -> None:
    instance, result = file("round.json", PLAIN), tmp_path / "result.json"

    solved = run("solve", instance, "-o", result)
    checked = run("check", instance, result)
    explained = run("explain", instance, result, "a")

    assert (solved.exit_code, checked.exit_code, explained.exit_code) == (0, 0, 0)
    assert json.loads(result.read_text("utf-8"))["match"] == {"a": "q", "b": "p"}
    assert checked.stdout.splitlines()[-1] == "The matching is stable."
    assert "The place of p went to an applicant it ranked higher; you were number 2." in explained.stdout


def test_without_a_file_the_result_goes_to_the_terminal_and_words_beside_it(file: Any) -> None:
    found = run("solve", file("round.json", PLAIN), "--side", "programmes")

    assert json.loads(found.stdout)["side"] == "programmes"
    assert found.stderr == "Stable: 2 of 2 applicants placed, no stable matching places more than 2.\n"


def test_the_same_seed_writes_the_same_bytes(file: Any, tmp_path: Path) -> None:
    people = [{"id": f"a{number}", "prefs": ["p"]} for number in range(30)]
    tie = {"id": "p", "capacity": 5, "prefs": [[each["id"] for each in people]]}
    instance = file("tie.json", {**PLAIN, "applicants": people, "programmes": [tie]})
    for name, seed in (("one", 7), ("two", 7), ("three", 8)):
        assert run("solve", instance, "-o", tmp_path / name, "--seed", seed).exit_code == 0

    one, two, three = ((tmp_path / name).read_bytes() for name in ("one", "two", "three"))

    assert one == two
    assert json.loads(one)["match"] != json.loads(three)["match"]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_is_unstable_or_claims_wrongly_is_status_1(file: Any, language: str) -> None:
    instance = file("round.json", PLAIN)
    unstable = file("u.json", {"format": "matching-result/1", "match": {"a": "p", "b": None}})
    boasting = file("b.json", {"format": "matching-result/1", "match": {"a": "q", "b": "p"}, "bound": 1})
    other = file(
        "o.json", {"format": "matching-result/1", "match": {"a": "q", "b": "p"}, "input_hash": "sha256:0"}
    )

    assert [
        run("check", instance, each, language=language).exit_code for each in (unstable, boasting, other)
    ] == [1, 1, 1]
    assert run("explain", instance, unstable, language=language).exit_code == 1


def test_that_there_is_none_is_status_3_and_the_nearest_is_written(file: Any, tmp_path: Path) -> None:
    instance, result = file("none.json", NONE), tmp_path / "result.json"

    found = run("solve", instance, "-o", result)

    written = json.loads(result.read_text("utf-8"))
    assert (found.exit_code, written["status"], len(written["blocking"])) == (3, "none", 1)
    assert found.stderr.startswith("No stable matching exists: this is proved.")
    assert run("check", instance, result).exit_code == 1


def test_that_couples_get_any_stable_matching_is_said(file: Any) -> None:
    two = {"couples": [{"id": "ab", "members": ["a", "b"], "prefs": [["p", "q"]]}]}
    people = [{"id": "a"}, {"id": "b"}]
    instance = file("pair.json", {**PLAIN, "applicants": people, **two})

    found = run("solve", instance, "--objective", "max-size")

    assert (found.exit_code, json.loads(found.stdout)["objective"]) == (0, "stable")
    assert "any stable matching is sought, not the largest." in found.stderr
    assert "any stable matching" not in run("solve", instance).stderr


def test_what_is_not_decided_in_the_time_is_status_4(file: Any, tmp_path: Path) -> None:
    """With no time at all, nothing that has to be searched for is decided."""
    closing = {
        "applicants": [{"id": f"a{number}", "prefs": ["p", "q"]} for number in range(6)],
        "programmes": [
            {"id": name, "capacity": 4, "min": 3, "prefs": [f"a{number}" for number in range(6)]}
            for name in "pq"
        ],
    }
    instance, result = (
        file("close.json", {**PLAIN, **closing, "lower_quota_rule": "close"}),
        tmp_path / "r.json",
    )

    found = run("solve", instance, "-o", result, "--time-limit", "0")

    assert (found.exit_code, json.loads(result.read_text("utf-8"))["status"]) == (4, "open")


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "\x00", '{"format": "matching-round/1", "applicants": 3, "programmes": []}']
)
def test_bad_input_is_status_2_with_the_place(file: Any, text: str) -> None:
    bad, sound = file("bad.json", text), file("sound.json", PLAIN)

    for found in (
        run("solve", bad),
        run("check", bad, bad),
        run("check", sound, bad),
        run("explain", bad, bad),
    ):
        assert found.exit_code == 2
        assert "bad.json" in found.stderr
        assert "Traceback" not in found.output


def test_files_that_are_not_there_and_names_that_are_unknown_are_status_2(file: Any, tmp_path: Path) -> None:
    instance, result = file("round.json", PLAIN), tmp_path / "result.json"
    assert run("solve", tmp_path / "nothing.json").exit_code == 2
    assert run("solve", instance, "-o", tmp_path / "no" / "folder.json").exit_code == 2
    assert run("solve", instance, "-o", result).exit_code == 0
    assert run("explain", instance, result, "nobody").exit_code == 2
