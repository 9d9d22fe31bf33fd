"""What is written is read again as it was."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from qiao.engines.timetabling.faults import BadInstance
from qiao.engines.timetabling.groups import formats
from qiao.engines.timetabling.groups.problem import Group, GroupProblem, Guest
from qiao.engines.timetabling.groups.result import GroupSolution
from qiao.engines.timetabling.groups.solve import solve_groups
from tests.engines.timetabling.groups.brute import problems


def sound(problem: GroupProblem) -> bool:
    return not formats.faults_of(problem)


@settings(max_examples=25, deadline=None)
@given(problems().filter(sound))
def test_json_round_trip(problem: GroupProblem) -> None:
    text = formats.write_groups(problem)

    assert formats.read_groups(text) == problem
    assert formats.write_groups(formats.read_groups(text)) == text


@settings(max_examples=15, deadline=None)
@given(problems().filter(sound))
def test_csv_round_trip(problem: GroupProblem) -> None:
    guests, groups = formats.write_groups_csv(problem)

    again = formats.read_groups_csv(
        guests, groups, slots=problem.slots, name=problem.name, mode=problem.mode, tiers=problem.tiers
    )

    assert again == problem


@settings(max_examples=15, deadline=None)
@given(problems().filter(sound))
def test_xlsx_round_trip(problem: GroupProblem) -> None:
    assert formats.read_groups_xlsx(formats.write_groups_xlsx(problem)) == problem


@settings(max_examples=8, deadline=None)
@given(problems())
def test_result_round_trip(problem: GroupProblem) -> None:
    solution = solve_groups(problem)

    again = formats.read_group_result(formats.write_group_result(solution))

    assert formats.write_group_result(again) == formats.write_group_result(solution)
    assert (again.assignment, again.tiers) == (solution.assignment, solution.tiers)


def test_assignment_tables() -> None:
    solution = GroupSolution("day", "unknown", {"Ana": ("g1", "g2"), "=Ben": ("g1",)})

    assert formats.read_assignment_csv(formats.write_assignment_csv(solution), "day") == solution
    assert formats.read_assignment_xlsx(formats.write_assignment_xlsx(solution), "day") == solution


def test_ranked_wishes_in_a_table() -> None:
    guests = "id,wishes,unavailable\nAna,Optics; Chips,0-1; 3\n"
    groups = "id,destination,slots,capacity\ng1,Optics,2,5\ng2,Chips,2,5\n"

    problem = formats.read_groups_csv(guests, groups, slots=4)

    assert problem.guests == (
        Guest("Ana", wishes={"Optics": 10, "Chips": 6}, unavailable=frozenset({0, 1, 3})),
    )
    assert problem.groups == (Group("g1", "Optics", (2,), 5), Group("g2", "Chips", (2,), 5))


def test_faults_name_the_cell() -> None:
    guests = "id,delegation,meetings\nAna,d,9\nAna,d,\n"
    groups = "id,destination,slots,capacity\ng1,Optics,2,many\n"

    with pytest.raises(BadInstance) as caught:
        formats.read_groups_csv(guests, groups, slots=4)

    assert [(fault.place, fault.sentence.code) for fault in caught.value.faults] == [
        ("groups!D2", "fault.whole"),
        ("guests!C2", "fault.no-slot"),
        ("guests!A3", "fault.twice"),
    ]


def test_assignment_without_heading() -> None:
    with pytest.raises(BadInstance) as caught:
        formats.read_assignment_csv("person,group\nAna,g1\n")

    assert caught.value.text() == "result!1:1: The first row lacks the heading guest. Add it."


@pytest.mark.parametrize("source", [b"", b"PK", b"no workbook"])
def test_broken_workbook(source: bytes) -> None:
    with pytest.raises(BadInstance):
        formats.read_groups_xlsx(source)


def test_workbook_without_sheets(tmp_path: Path) -> None:
    workbook = formats.write_assignment_xlsx(GroupSolution("day", "unknown", {"Ana": ("g1",)}))

    with pytest.raises(BadInstance) as caught:
        formats.read_groups_xlsx(workbook)

    assert len(caught.value.faults) == 3
