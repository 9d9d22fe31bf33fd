"""`qiao timetable groups` and `check-groups`: files and exit statuses."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from qiao.engines.timetabling.groups.formats import read_group_result, write_groups, write_groups_xlsx
from qiao.engines.timetabling.groups.problem import Group, GroupProblem, Guest
from qiao.site.command.groups import check_groups, explain_groups, groups

PROBLEM = GroupProblem(
    "day", 1, (Guest("Ana", wishes={"Optics": 2}), Guest("Ben")), (Group("g", "Optics", (0,), 1),)
)


def run(tmp_path: Path, problem: GroupProblem, *options: str) -> Result:
    file = tmp_path / "instance.json"
    file.write_text(write_groups(problem), encoding="utf-8")
    return CliRunner().invoke(groups, [str(file), *options])


def test_groups_result_and_its_check(tmp_path: Path) -> None:
    target = tmp_path / "result.json"

    solved = run(tmp_path, PROBLEM, "-o", str(target))

    assert (solved.exit_code, read_group_result(target.read_bytes()).assignment) == (0, {"Ana": ("g",)})
    judged = CliRunner().invoke(check_groups, [str(tmp_path / "instance.json"), str(target)])
    assert judged.exit_code == 0


def test_groups_tables(tmp_path: Path) -> None:
    instance, target = tmp_path / "instance.xlsx", tmp_path / "result.csv"
    instance.write_bytes(write_groups_xlsx(PROBLEM))

    solved = CliRunner().invoke(groups, [str(instance), "-o", str(target)])

    assert (solved.exit_code, target.read_text(encoding="utf-8")) == (0, "guest,group\nAna,g\n")
    assert CliRunner().invoke(check_groups, [str(instance), str(target)]).exit_code == 0


def test_groups_infeasible(tmp_path: Path) -> None:
    problem = GroupProblem("day", 1, PROBLEM.guests, PROBLEM.groups, "all")

    result = run(tmp_path, problem)

    assert result.exit_code == 3
    assert "Ana and Ben can only be in g, with room for 1; they need 2." in result.stderr


def test_groups_bad_input(tmp_path: Path) -> None:
    problem = GroupProblem("day", 1, PROBLEM.guests, (Group("g", "Optics", (4,), 1),))

    result = run(tmp_path, problem)

    assert (result.exit_code, result.stderr) == (
        2,
        f"{tmp_path / 'instance.json'}:\n  groups[0].slots: There is no slot 4. Give a slot from 0 to 0.\n",
    )


def test_groups_missing_file(tmp_path: Path) -> None:
    assert CliRunner().invoke(groups, [str(tmp_path / "nothing.json")]).exit_code == 2


def test_check_groups_broken_plan(tmp_path: Path) -> None:
    run(tmp_path, PROBLEM)
    target = tmp_path / "result.json"
    plan = {"format": "qiao-groups-result/1", "instance": "day", "assignment": {"Ana": ["g"], "Ben": ["g"]}}
    target.write_text(json.dumps(plan), encoding="utf-8")

    judged = CliRunner().invoke(check_groups, [str(tmp_path / "instance.json"), str(target)])

    assert judged.exit_code == 1
    assert "g has 2 people and room for 1." in judged.stdout


def test_groups_tell_each_tier_beside_its_proof_in_either_language(tmp_path: Path) -> None:
    english, chinese = (run(tmp_path, PROBLEM, "--language", each) for each in ("en", "zh-hans"))

    assert english.stderr.splitlines()[:2] == [
        "visits held: 1, proved",
        "weight of the wishes granted: 2, proved",
    ]
    assert chinese.stderr.splitlines()[:2] == ["安排参观人次：1，已证明", "实现意愿的权重：2，已证明"]


def test_groups_are_not_begun_where_the_result_has_no_folder(tmp_path: Path) -> None:
    result = run(tmp_path, PROBLEM, "-o", str(tmp_path / "nowhere" / "result.json"))

    assert (result.exit_code, "nowhere" in result.stderr) == (2, True)


def explained(tmp_path: Path, *words: str) -> Result:
    optics = GroupProblem(
        "day",
        1,
        (Guest("Ana", wishes={"Optics": 2}), Guest("Ben", wishes={"Optics": 1})),
        PROBLEM.groups,
    )
    target = tmp_path / "result.json"
    run(tmp_path, optics, "-o", str(target))
    return CliRunner().invoke(explain_groups, [str(tmp_path / "instance.json"), str(target), *words])


def test_explain_groups_says_why_a_wish_was_not_granted_and_what_would_grant_it(tmp_path: Path) -> None:
    told = explained(tmp_path, "Ben")

    assert told.exit_code == 0
    assert told.stdout.splitlines() == [
        "Ben got wishes worth 0; alone, 1 could be had.",
        "Ben has 0 of 1 visits. Groups: 1 full, 0 off, 0 clash.",
        "  Optics is not granted.",
        "    g is full: its places are held by Ana, who wish for it as much or more.",
        "    With one more place in g, Ben gets Optics.",
    ]


def test_explain_groups_of_everybody_in_chinese(tmp_path: Path) -> None:
    told = explained(tmp_path, "--language", "zh-hans")

    assert "Ana实现的意愿合计2；若仅考虑其一人，最高可达2。" in told.stdout
    assert "  未能安排Optics。" in told.stdout


def test_explain_groups_of_nobody(tmp_path: Path) -> None:
    told = explained(tmp_path, "Cyd")

    assert (told.exit_code, told.stderr) == (2, "There is no guest Cyd.\n")
