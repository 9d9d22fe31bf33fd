"""`qiao timetable` on files: every exit status, every format, and no file that ends in a traceback."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import qiao.engines.timetabling
from qiao.engines.shape.words import Language
from qiao.engines.timetabling.formats import read_problem, write_problem_zip
from qiao.engines.timetabling.formats.xlsx_files import write_problem_xlsx
from qiao.engines.timetabling.run import Progress
from qiao.site.command.root import main
from qiao.site.command.timetable_progress import described

LANGUAGES: tuple[Language, Language] = ("en", "zh-hans")

TRIANGLE: dict[str, Any] = {
    "format": "qiao-timetable/1",
    "name": "triangle",
    "mode": "choose",
    "slots": 2,
    "participants": [{"id": each} for each in "abc"],
    "requests": [
        {"id": "ab", "a": "a", "b": "b", "weight": 3},
        {"id": "bc", "a": "b", "b": "c", "weight": 2},
        {"id": "ca", "a": "c", "b": "a"},
    ],
}


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["timetable", *map(str, words)], catch_exceptions=False)


def written(folder: Path, name: str = "triangle.json", **changes: Any) -> Path:
    path = folder / name
    path.write_text(json.dumps(TRIANGLE | changes), encoding="utf-8")
    return path


def result(folder: Path, schedule: dict[str, Any], name: str = "result.json", **changes: Any) -> Path:
    path = folder / name
    document = {"format": "qiao-timetable-result/1", "instance": "triangle", "schedule": schedule}
    path.write_text(json.dumps(document | changes), encoding="utf-8")
    return path


def test_solved_instance_ends_with_0_and_its_result_is_valid(tmp_path: Path) -> None:
    instance, target = written(tmp_path), tmp_path / "out.json"

    solved = run("solve", instance, "-o", target, "--language", "en")
    checked = run("check", instance, target, "--language", "en")

    assert (solved.exit_code, solved.stdout) == (0, "")
    assert solved.stderr == "optimal: 2 of 3 held, weight 5 of 5, breaks 0, waits 0\n"
    assert (checked.exit_code, checked.stdout.splitlines()[-1]) == (0, "The timetable is valid.")
    assert list(tmp_path.iterdir()) == [instance, target]


def test_what_is_missing_to_the_floor_is_said(tmp_path: Path) -> None:
    instance = written(tmp_path, floor=2)

    solved = run("solve", instance, "-o", tmp_path / "out.json", "--language", "en")
    checked = run("check", instance, tmp_path / "out.json", "--language", "zh-hans")

    assert solved.stderr.splitlines()[1] == "2 meetings missing to the floor, at least 2 in any timetable"
    assert "未达下限的会面数：2，与所述一致。" in checked.stdout.splitlines()


def test_result_goes_to_the_terminal_without_a_target(tmp_path: Path) -> None:
    solved = run("solve", written(tmp_path), "--seed", 7, "--time-limit", 20)

    document = json.loads(solved.stdout)
    assert (document["status"], document["seed"], set(document["schedule"])) == ("optimal", 7, {"ab", "bc"})


def test_infeasible_instance_ends_with_3_and_says_why(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    instance = written(tmp_path, mode="all")

    solved = run("solve", instance, "-o", target, "--language", "zh-hans")
    checked = run("check", instance, target)

    assert solved.exit_code == 3
    assert solved.stderr.splitlines()[0] == "无可行时间表，且已得到证明。"
    assert json.loads(target.read_text("utf-8"))["status"] == "infeasible"
    assert checked.exit_code == 0


def test_nothing_found_in_the_time_ends_with_4(tmp_path: Path) -> None:
    crowd = [{"id": f"p{n}"} for n in range(40)]
    pairs = [(a, b) for a in range(40) for b in range(a)]
    requests = [{"id": f"{a}-{b}", "a": f"p{a}", "b": f"p{b}"} for a, b in pairs]
    instance = written(tmp_path, mode="all", slots=39, participants=crowd, requests=requests)

    solved = run("solve", instance, "--time-limit", 0, "--language", "en")

    assert solved.exit_code == 4
    assert solved.stderr == "No timetable was found in the time.\n"


@pytest.mark.parametrize(
    ("schedule", "status", "said"),
    [
        ({"ab": 0, "bc": 1}, 0, "The timetable is valid."),
        ({"ab": 0, "bc": 0}, 1, "b is in ab and bc at once, in slot 0."),
        ({"ab": 5}, 1, "ab lies in slot 5, which there is not."),
        ({"ab": "x"}, 2, ""),
    ],
)
def test_check_ends_with_the_status_of_the_timetable(
    tmp_path: Path, schedule: dict[str, Any], status: int, said: str
) -> None:
    checked = run("check", written(tmp_path), result(tmp_path, schedule), "--language", "en")

    assert checked.exit_code == status
    assert checked.stdout.startswith(said)


def test_check_rejects_wrong_claims_and_results_of_another_instance(tmp_path: Path) -> None:
    instance = written(tmp_path)
    counts = {"status": "feasible", "breaks": 0, "waits": 0, "idle": 0}
    boastful = result(tmp_path, {"ab": 0}, "boastful.json", weight=4, **counts)
    foreign = result(tmp_path, {"ab": 0}, "foreign.json", input_hash="0" * 64)

    judged = [run("check", instance, each, "--language", "en") for each in (boastful, foreign)]

    assert [each.exit_code for each in judged] == [1, 1]
    assert "weight: 3, not 4." in judged[0].stdout
    assert "The result was made for another state of the instance" in judged[1].stdout


def test_bad_instance_ends_with_2_and_all_faults_in_the_language_of_the_shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    instance = written(tmp_path, slots=-1, fairness="x", requests=[{"id": "r", "a": "a", "b": "d"}])

    refused = run("solve", instance)

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.splitlines() == [
        f"{instance}:",
        "  fairness：“x”不是整数。请填写整数，不加引号，例如3。",
        "  slots：-1小于0。请填写不小于0的数。",
        "  requests[0].b：没有参加者“d”。请更正编号，或补充所缺内容。",
    ]


def test_file_that_is_not_there_ends_with_2(tmp_path: Path) -> None:
    refused = run("check", tmp_path / "none.json", tmp_path / "none.json", "--language", "en")

    assert refused.exit_code == 2
    assert refused.stderr == f"{tmp_path / 'none.json'} cannot be read: No such file or directory.\n"


def test_target_that_cannot_be_written_ends_with_2(tmp_path: Path) -> None:
    refused = run("solve", written(tmp_path), "-o", tmp_path / "none" / "out.json", "--language", "en")

    assert refused.exit_code == 2


def test_names_do_not_steer_the_terminal(tmp_path: Path) -> None:
    people = [{"id": "a\x1b[31m"}, {"id": "b"}, {"id": "c"}]
    requests = [{"id": "r", "a": "a\x1b[31m", "b": "b"}, {"id": "s", "a": "a\x1b[31m", "b": "c"}]
    instance = written(tmp_path, participants=people, requests=requests)

    checked = run("check", instance, result(tmp_path, {"r": 0, "s": 0}), "--language", "en")

    assert checked.stdout.splitlines()[0] == "a\\u001b[31m is in r and s at once, in slot 0."


def test_many_faults_are_cut(tmp_path: Path) -> None:
    instance = written(tmp_path, requests=[{"id": f"r{n}", "a": "x", "b": "y"} for n in range(100)])

    refused = run("solve", instance, "--language", "en")

    assert refused.stderr.splitlines()[-1] == "  And 150 more."


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".json"])
@pytest.mark.parametrize("form", ["xlsx", "zip", "json"])
def test_every_format_goes_in_and_out(tmp_path: Path, form: str, ending: str) -> None:
    problem = read_problem(json.dumps(TRIANGLE))
    instance = written(tmp_path)
    if form != "json":
        instance = tmp_path / f"triangle.{form}"
        instance.write_bytes(write_problem_xlsx(problem) if form == "xlsx" else write_problem_zip(problem))
    target = tmp_path / f"out{ending}"

    assert run("solve", instance, "-o", target).exit_code == 0
    assert run("check", instance, target).exit_code == 0


def test_instance_as_one_csv_file_is_refused_with_the_remedy(tmp_path: Path) -> None:
    instance = tmp_path / "requests.csv"
    instance.write_text("id,a,b\n")

    refused = run("solve", instance, "--language", "en")

    assert refused.exit_code == 2
    assert refused.stderr.startswith("An instance in CSV is a folder or a ZIP archive")


def test_earlier_result_is_changed_as_little_as_possible(tmp_path: Path) -> None:
    instance, target = written(tmp_path), tmp_path / "out.json"
    earlier = result(tmp_path, {"ab": 1, "bc": 0})

    solved = run("solve", instance, "--previous", earlier, "-o", target)
    checked = run("check", instance, target, "--previous", earlier)

    assert (solved.exit_code, checked.exit_code) == (0, 0)
    document = json.loads(target.read_text("utf-8"))
    assert (document["moved"], document["schedule"].keys()) == (0, {"ab", "bc"})


def test_mended_result_names_the_earlier_one_it_answers_to(tmp_path: Path) -> None:
    instance, target = written(tmp_path), tmp_path / "out.json"
    earlier, other = result(tmp_path, {"ab": 1, "bc": 0}), result(tmp_path, {"ab": 1}, "other.json")
    run("solve", instance, "--previous", earlier, "-o", target)

    alone = run("check", instance, target, "--language", "en")
    against_other = run("check", instance, target, "--previous", other, "--language", "en")

    assert (alone.exit_code, against_other.exit_code) == (0, 1)
    assert "The result mends an earlier timetable. Name it by --previous" in alone.stdout
    assert "The result was made for another state of the instance" in against_other.stdout


def test_earlier_result_of_other_requests_is_refused(tmp_path: Path) -> None:
    refused = run("solve", written(tmp_path), "--previous", result(tmp_path, {"xy": 1}))

    assert refused.exit_code == 2


def test_refused_request_is_explained(tmp_path: Path) -> None:
    instance, target = written(tmp_path), result(tmp_path, {"ab": 0, "bc": 1})

    every = run("explain", instance, target, "--language", "en")
    one = run("explain", instance, target, "ca", "--language", "zh-hans")
    held = run("explain", instance, target, "ab", "--language", "en")
    unknown = run("explain", instance, target, "xy")

    assert [each.exit_code for each in (every, one, held, unknown)] == [0, 0, 0, 2]
    assert every.stdout.startswith("ca:\n  ")
    assert one.stdout.startswith("ca:\n  ")
    assert one.stdout != every.stdout
    assert held.stdout == "ab is held in slot 0.\n"


def test_invalid_timetable_is_not_explained(tmp_path: Path) -> None:
    assert run("explain", written(tmp_path), result(tmp_path, {"ab": 0, "bc": 0})).exit_code == 1


def test_command_starts_without_the_site() -> None:
    script = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from qiao.site.command.root import main\n"
        "CliRunner().invoke(main, ['timetable', 'solve', '--help'])\n"
        "print(sorted({'django', 'ortools', 'openpyxl', 'numba'} & set(sys.modules)))\n"
    )

    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert said.stdout == "[]\n"


@pytest.mark.long
def test_interrupted_run_keeps_its_best(tmp_path: Path) -> None:
    people = [{"id": f"p{n}", "unavailable": [n % 12, (n * 5 + 1) % 12]} for n in range(50)]
    requests = [
        {"id": f"{a}-{b}", "a": f"p{a}", "b": f"p{b}", "weight": 1 + (a * b) % 9}
        for a in range(50)
        for b in range(a)
        if (a * 7 + b * 3) % 4 == 0
    ]
    instance = written(tmp_path, slots=12, participants=people, requests=requests, capacity=[16] * 12)
    target = tmp_path / "out.json"
    command = [
        sys.executable,
        "-m",
        "qiao.site.command.root",
        "timetable",
        "solve",
        str(instance),
        "-o",
        str(target),
    ]

    solver = subprocess.Popen(command, env=os.environ | {"LANG": "C"}, stderr=subprocess.PIPE, text=True)
    time.sleep(8)
    solver.send_signal(signal.SIGINT)
    _out, said = solver.communicate(timeout=180)

    assert solver.returncode == 0, said
    assert run("check", instance, target).exit_code == 0


def test_every_phase_of_a_run_is_said_in_both_languages() -> None:
    engine = Path(qiao.engines.timetabling.__file__).parent
    code = "\n".join(path.read_text("utf-8") for path in engine.rglob("*.py"))
    phases = set(re.findall(r'\.tell\(\s*"([^"]+)"', code))

    said = {phase: [described(Progress(1.0, phase), each) for each in LANGUAGES] for phase in phases}

    assert len(phases) > 6
    assert {phase for phase, (english, chinese) in said.items() if english == chinese} == set()
