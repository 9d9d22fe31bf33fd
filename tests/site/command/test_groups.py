"""`qiao timetable groups` and `check-groups`: files and exit statuses."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from qiao.engines.timetabling.groups.formats import read_group_result, write_groups, write_groups_xlsx
from qiao.engines.timetabling.groups.problem import Group, GroupProblem, Guest
from qiao.site.command.groups import check_groups, groups

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
        "groups[0].slots: There is no slot 4. Give a slot from 0 to 0.\n",
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
